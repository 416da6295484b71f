import type { Equations } from "../equations.ts";
import type { Incidence } from "./incidence.ts";
import { nearest } from "./nearest.ts";
import type { Seen } from "./nearest.ts";
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
  const places: Seen = new Map();
  const rows: number[] = [];
  for (const { equation } of nearest(equations, incidence, unknown, places)) {
    rows.push(equation);
    if (places.size >= unknownsMax) break;
  }
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
    implied: rows.length,
    target: 0,
  };
}
