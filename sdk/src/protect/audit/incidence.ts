import type { Equations } from "../equations.ts";

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
  for (const unknown of unknowns) own[unknown + 1] = (own[unknown + 1] ?? 0) + 1;
  for (let at = 0; at < least.length; at += 1) own[at + 1] = (own[at + 1] ?? 0) + (own[at] ?? 0);
  const next = own.slice();
  const rows = new Int32Array(unknowns.length);
  const ownFactors = new Int32Array(unknowns.length);
  for (let row = 0; row + 1 < starts.length; row += 1) {
    for (let at = starts[row] ?? 0; at < (starts[row + 1] ?? 0); at += 1) {
      const unknown = unknowns[at] ?? 0;
      const place = next[unknown] ?? 0;
      rows[place] = row;
      ownFactors[place] = factors[at] ?? 0;
      next[unknown] = place + 1;
    }
  }
  return { starts: own, equations: rows, factors: ownFactors };
}
