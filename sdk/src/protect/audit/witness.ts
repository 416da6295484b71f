import type { Equations } from "../equations.ts";
import type { Incidence } from "./incidence.ts";
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

/**
 * Checks in exact whole-number arithmetic that a table which differs from a possible one by some
 * steps is possible as well: the steps leave every equation as it is, and no bound is passed.
 */
export function isExchange(
  { least, most }: Equations,
  { starts, equations, factors }: Incidence,
  values: ArrayLike<number>,
  steps: ReadonlyMap<number, number>,
): boolean {
  const sums = new Map<number, number>();
  for (const [unknown, step] of steps) {
    const value = values[unknown] ?? Number.NaN;
    if (!Number.isSafeInteger(value) || !Number.isSafeInteger(step)) return false;
    if (!(value >= numberAt(least, unknown) && value <= numberAt(most, unknown))) return false;
    for (let at = numberAt(starts, unknown); at < numberAt(starts, unknown + 1); at += 1) {
      const row = numberAt(equations, at);
      const sum = (sums.get(row) ?? 0) + step * numberAt(factors, at);
      if (!Number.isSafeInteger(sum)) return false;
      sums.set(row, sum);
    }
  }
  return [...sums.values()].every((sum) => sum === 0);
}
