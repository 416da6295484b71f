import type { Equations } from "../equations.ts";
import { numberAt } from "./number-at.ts";

/** Unknown → the equations it is in, and its factor there. */
export interface Incidence {
  /** One longer than there are unknowns. */
  readonly starts: Int32Array;
  readonly equations: Int32Array;
  readonly factors: Int32Array;
}

/** The equations seen from the unknowns. */
export function incidenceOf({ least, starts, unknowns, factors }: Equations): Incidence {
  const own = new Int32Array(least.length + 1);
  for (const unknown of unknowns) own[unknown + 1] = numberAt(own, unknown + 1) + 1;
  for (let at = 0; at < least.length; at += 1)
    own[at + 1] = numberAt(own, at + 1) + numberAt(own, at);
  const next = own.slice();
  const rows = new Int32Array(unknowns.length);
  const ownFactors = new Int32Array(unknowns.length);
  for (let row = 0; row + 1 < starts.length; row += 1) {
    for (let at = numberAt(starts, row); at < numberAt(starts, row + 1); at += 1) {
      const unknown = numberAt(unknowns, at);
      const place = numberAt(next, unknown);
      rows[place] = row;
      ownFactors[place] = numberAt(factors, at);
      next[unknown] = place + 1;
    }
  }
  return { starts: own, equations: rows, factors: ownFactors };
}
