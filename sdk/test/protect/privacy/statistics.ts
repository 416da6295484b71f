import type { Distribution } from "../../../src/protect/privacy/distribution.ts";
import type { Bits } from "../../../src/protect/privacy/random-bits.ts";
import type { Sampler } from "../../../src/protect/privacy/sampler.ts";

/** How draws compare with the probabilities they should have. */
export interface Fit {
  /** Standard deviations of the chi-square statistic from what is expected (Wilson and Hilferty). */
  readonly chiSquare: number;
  /** Largest distance of the two distribution functions times √draws; above 2.5 once in 100,000. */
  readonly kolmogorovSmirnov: number;
  /** Largest distance of one frequency from its probability, in standard deviations. */
  readonly worst: number;
}

/** Draws that often, and compares. Values that are expected fewer than ten times are taken together. */
export function fitOf(
  sampler: Sampler,
  bits: Bits,
  { probabilities, draws }: { readonly probabilities: readonly number[]; readonly draws: number },
): Fit {
  const last = probabilities.length - 1;
  const counts = new Map<number, number>();
  for (let draw = 0; draw < draws; draw += 1) {
    const value = Number(sampler.draw(bits));
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const values = Array.from({ length: 2 * last + 1 }, (_, place) => place - last);
  const expectedOf = (value: number): number => draws * (probabilities[Math.abs(value)] ?? 0);
  const kept = values.filter((value) => expectedOf(value) >= 10);
  const cells = kept.map((value) => [counts.get(value) ?? 0, expectedOf(value)] as const);
  const inCells = cells.reduce(([a, b], [c, d]) => [a + c, b + d], [0, 0]);
  const rest = [draws - inCells[0], draws - inCells[1]] as const;
  const all = rest[1] >= 1 ? [...cells, rest] : cells;
  const chi = all.reduce((sum, [seen, wanted]) => sum + (seen - wanted) ** 2 / wanted, 0);
  const degrees = all.length - 1;
  const deviations = cells.map(
    ([seen, wanted]) => Math.abs(seen - wanted) / Math.sqrt(wanted * (1 - wanted / draws)),
  );
  return {
    chiSquare: (Math.cbrt(chi / degrees) - (1 - 2 / (9 * degrees))) / Math.sqrt(2 / (9 * degrees)),
    kolmogorovSmirnov: distance(values, counts, expectedOf) / Math.sqrt(draws),
    worst: Math.max(...deviations),
  };
}

/** Probabilities as numbers, for statistics only. */
export function asNumbers({ probabilities }: Distribution): readonly number[] {
  return probabilities.map(({ low }) => Number(low) / 2 ** 256);
}

function distance(
  values: readonly number[],
  counts: ReadonlyMap<number, number>,
  expectedOf: (value: number) => number,
): number {
  const first = values[0] ?? 0;
  let seen = 0;
  for (const [value, count] of counts) if (value < first) seen += count;
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  let wanted = (all - values.reduce((sum, value) => sum + expectedOf(value), 0)) / 2;
  let most = 0;
  for (const value of values) {
    seen += counts.get(value) ?? 0;
    wanted += expectedOf(value);
    most = Math.max(most, Math.abs(seen - wanted));
  }
  return most;
}
