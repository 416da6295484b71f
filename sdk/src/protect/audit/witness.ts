import type { Equations } from "../equations.ts";
import { numberAt } from "./number-at.ts";

/**
 * Checks a proposed solution in exact whole-number arithmetic against every equation and bound.
 * Whatever this accepts could be the truth, whoever proposed it: safety rests on this function and not
 * on a solver.
 */
export function isWitness(equations: Equations, values: ArrayLike<number>): boolean {
  return isWithin(equations, values) && holds(equations, values);
}

function isWithin({ least, most }: Equations, values: ArrayLike<number>): boolean {
  if (values.length !== least.length) return false;
  return least.every((end, unknown) => {
    const value = values[unknown] ?? Number.NaN;
    return Number.isSafeInteger(value) && value >= end && value <= (most[unknown] ?? Number.NaN);
  });
}

function holds(
  { starts, unknowns, factors, totals }: Equations,
  values: ArrayLike<number>,
): boolean {
  return totals.every((total, row) => {
    let sum = 0;
    for (let at = numberAt(starts, row); at < numberAt(starts, row + 1); at += 1) {
      const part = (factors[at] ?? Number.NaN) * (values[unknowns[at] ?? -1] ?? Number.NaN);
      sum += part;
      if (!Number.isSafeInteger(part) || !Number.isSafeInteger(sum)) return false;
    }
    return sum === total;
  });
}
