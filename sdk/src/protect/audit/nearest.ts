import type { Equations } from "../equations.ts";
import type { Incidence } from "./incidence.ts";
import { numberAt } from "./number-at.ts";

/** An equation near an unknown. */
export interface Near {
  readonly equation: number;
  /** 1 where the unknown is in it, 2 where it shares an unknown with one of those, and so on. */
  readonly distance: number;
}

/** Unknown → its number among those that were come by; the first is 0. */
export type Seen = Map<number, number>;

/** Equations by how many others are between them and an unknown, nearest first, and their unknowns. */
export function* nearest(
  { starts, unknowns, implied }: Equations & { readonly implied: number },
  incidence: Incidence,
  unknown: number,
  seen: Seen,
): Generator<Near> {
  const taken = new Set<number>();
  seen.set(unknown, 0);
  const distances = [0];
  // A map is walked in the order of its entries, those included that are added on the way.
  for (const [own, number] of seen) {
    const distance = numberAt(distances, number) + 1;
    for (
      let at = numberAt(incidence.starts, own);
      at < numberAt(incidence.starts, own + 1);
      at += 1
    ) {
      const equation = numberAt(incidence.equations, at);
      if (equation >= implied || taken.has(equation)) continue;
      taken.add(equation);
      for (
        let term = numberAt(starts, equation);
        term < numberAt(starts, equation + 1);
        term += 1
      ) {
        const other = numberAt(unknowns, term);
        if (seen.has(other)) continue;
        seen.set(other, seen.size);
        distances.push(distance);
      }
      yield { equation, distance };
    }
  }
}
