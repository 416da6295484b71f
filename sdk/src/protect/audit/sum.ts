import type { Equations } from "../equations.ts";
import { numberAt } from "./number-at.ts";

/** A bound of an unknown as a sum of numbers: (Σ times · number + constant) ÷ often. */
export interface Bound {
  /** Number → how often it is added; never 0. */
  readonly times: ReadonlyMap<number, number>;
  readonly constant: number;
  readonly often: number;
  /** What the sum comes to. */
  readonly value: number;
}

/** Least multiples that are tried to make whole numbers of a solver's prices. */
const oftenMax = 12;

/**
 * The sum of equations that a solver says bounds an unknown, checked in exact arithmetic: after the
 * equations are added as often as their rounded prices say, what is left beside the unknown is the
 * given numbers, and unknowns that cannot make it pass the bound. Null when the check fails.
 */
export function sumFor(
  equations: Equations,
  numbers: ReadonlySet<number>,
  target: number,
  direction: 1 | -1,
  prices: Float64Array,
): Bound | null {
  let best: Bound | null = null;
  for (const sign of [1, -1]) {
    for (let often = 1; often <= oftenMax; often += 1) {
      const times = prices.map((price) => sign * price * often);
      if (times.some((time) => Math.abs(time - Math.round(time)) > 1e-5)) continue;
      const bound = checked(equations, numbers, {
        target,
        direction,
        often,
        times: times.map(Math.round),
      });
      if (bound !== null && (best === null || direction * bound.value < direction * best.value))
        best = bound;
      break;
    }
  }
  return best;
}

function checked(
  equations: Equations,
  numbers: ReadonlySet<number>,
  {
    target,
    direction,
    often,
    times,
  }: {
    readonly target: number;
    readonly direction: 1 | -1;
    readonly often: number;
    readonly times: Float64Array;
  },
): Bound | null {
  const { least, most } = equations;
  const { left, total } = leftOf(equations, times, new Map([[target, direction * often]]));
  let constant = total;
  const used = new Map<number, number>();
  let value = 0;
  for (const [unknown, factor] of left) {
    if (factor === 0) continue;
    const end = (factor > 0 ? most[unknown] : least[unknown]) ?? Number.NaN;
    if (!Number.isSafeInteger(factor * end)) return null;
    if (numbers.has(unknown)) {
      used.set(unknown, direction * factor);
      value += factor * end;
    } else constant += factor * end;
  }
  value += constant;
  if (!Number.isSafeInteger(value)) return null;
  return {
    times: used,
    constant: direction * constant + 0,
    often,
    value: (direction * value) / often + 0,
  };
}

/** What is left of a form when equations are taken off it so often, and what they come to. */
function leftOf(
  { starts, unknowns, factors, totals }: Equations,
  times: Float64Array,
  left: Map<number, number>,
): { readonly left: ReadonlyMap<number, number>; readonly total: number } {
  // direction · often · unknown = Σ times · total + Σ left · unknown, whatever the equations.
  let total = 0;
  for (let row = 0; row < times.length; row += 1) {
    const own = numberAt(times, row);
    if (own === 0) continue;
    total += own * numberAt(totals, row);
    for (let at = numberAt(starts, row); at < numberAt(starts, row + 1); at += 1) {
      const unknown = numberAt(unknowns, at);
      left.set(unknown, (left.get(unknown) ?? 0) - own * numberAt(factors, at));
    }
  }
  return { left, total };
}
