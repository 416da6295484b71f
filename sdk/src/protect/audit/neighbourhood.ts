import type { Equations } from "../equations.ts";
import type { Incidence } from "./incidence.ts";
import { numberAt } from "./number-at.ts";

/** Some equations of a system, those nearest to one unknown. What they exclude, the system excludes. */
export interface Neighbourhood extends Equations {
  readonly implied: number;
  /** The unknown's number here. */
  readonly target: number;
}

/** Takes whole equations, nearest first, until they have about so many unknowns. */
export function neighbourhoodOf(
  equations: Equations & { readonly implied: number },
  incidence: Incidence,
  unknown: number,
  unknownsMax: number,
): Neighbourhood {
  const { starts, unknowns, factors, totals, least, most } = equations;
  const { places, rows } = nearest(equations, incidence, unknown, unknownsMax);
  const members = [...places.keys()];
  const own = { starts: [0], unknowns: [] as number[], factors: [] as number[] };
  for (const row of rows) {
    for (let term = numberAt(starts, row); term < numberAt(starts, row + 1); term += 1) {
      own.unknowns.push(places.get(numberAt(unknowns, term)) ?? 0);
      own.factors.push(numberAt(factors, term));
    }
    own.starts.push(own.unknowns.length);
  }
  return {
    least: Float64Array.from(members, (member) => least[member] ?? 0),
    most: Float64Array.from(members, (member) => most[member] ?? 0),
    starts: Int32Array.from(own.starts),
    unknowns: Int32Array.from(own.unknowns),
    factors: Int32Array.from(own.factors),
    totals: Float64Array.from(rows, (row) => totals[row] ?? 0),
    implied: rows.size,
    target: 0,
  };
}

/** The nearest equations, and their unknowns with new numbers. */
function nearest(
  { starts, unknowns, implied }: Equations & { readonly implied: number },
  incidence: Incidence,
  unknown: number,
  unknownsMax: number,
): { readonly places: ReadonlyMap<number, number>; readonly rows: ReadonlySet<number> } {
  const places = new Map([[unknown, 0]]);
  const rows = new Set<number>();
  // A map is walked in the order of its entries, those included that are added on the way.
  for (const own of places.keys()) {
    if (places.size >= unknownsMax) break;
    for (
      let at = numberAt(incidence.starts, own);
      at < numberAt(incidence.starts, own + 1);
      at += 1
    ) {
      const row = numberAt(incidence.equations, at);
      if (row >= implied || rows.has(row)) continue;
      rows.add(row);
      for (let term = numberAt(starts, row); term < numberAt(starts, row + 1); term += 1) {
        const other = numberAt(unknowns, term);
        if (!places.has(other)) places.set(other, places.size);
      }
    }
  }
  return { places, rows };
}
