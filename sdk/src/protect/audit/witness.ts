import type { Equations } from "../equations.ts";

/**
 * Checks a proposed solution in exact whole-number arithmetic against every equation and bound.
 * Whatever this accepts could be the truth, whoever proposed it: safety rests on this function and not
 * on a solver.
 */
export function isWitness(
  { least, most, starts, unknowns, factors, totals }: Equations,
  values: ArrayLike<number>,
): boolean {
  if (values.length !== least.length) return false;
  for (let unknown = 0; unknown < values.length; unknown += 1) {
    const value = values[unknown] ?? Number.NaN;
    if (!Number.isSafeInteger(value)) return false;
    if (!(value >= (least[unknown] ?? Number.NaN) && value <= (most[unknown] ?? Number.NaN))) {
      return false;
    }
  }
  for (let row = 0; row < totals.length; row += 1) {
    let sum = 0;
    for (let at = starts[row] ?? 0; at < (starts[row + 1] ?? 0); at += 1) {
      const part = (factors[at] ?? Number.NaN) * (values[unknowns[at] ?? -1] ?? Number.NaN);
      sum += part;
      if (!Number.isSafeInteger(part) || !Number.isSafeInteger(sum)) return false;
    }
    if (sum !== totals[row]) return false;
  }
  return true;
}
