import { UsageError } from "../../errors.ts";
import type { NoiseLine, NoiseTable } from "./noise-table.ts";

/** What a p-table is to do. */
export interface NoiseWanted {
  /** D: greatest noise. */
  readonly deviationMax: number;
  /** V: variance of the noise, where a count is great enough for it. */
  readonly variance: number;
}

/** Greatest D that a p-table is made for; more would blur whole schools. */
const deviationMost = 100;

/**
 * The p-table that says least: for every count from 1 to D the most even distribution of noise that
 * makes no count negative, is right on average, has no more than the variance and makes greater noise
 * no more likely than smaller noise on the same side. Small counts may have less variance than V; the
 * block of D, which is for all greater counts, has V. 0 stays 0.
 *
 * The blocks are those of the R package ptable for the same D and V, up to the decimals it solves to.
 *
 * @throws UsageError when no noise within D has that variance.
 */
export function noiseTableFor({ deviationMax, variance }: NoiseWanted): NoiseTable {
  if (!Number.isSafeInteger(deviationMax) || deviationMax < 1 || deviationMax > deviationMost) {
    throw new UsageError(
      `The greatest deviation of a p-table is a whole number from 1 to ${deviationMost}.`,
      "Give deviationMax such a number.",
    );
  }
  // Noise that is equally likely over all of its range has the greatest variance.
  const varianceMax = (deviationMax * (deviationMax + 1)) / 3;
  if (!(variance > 0 && variance <= varianceMax)) {
    throw new UsageError(
      `No noise of at most ${deviationMax} has that variance.`,
      `Give a variance above 0 and of at most ${varianceMax.toFixed(2)}, or a greater deviationMax.`,
    );
  }
  const blocks: (readonly NoiseLine[])[] = [[{ noise: 0, upTo: 1 }]];
  for (let count = 1; count <= deviationMax; count += 1) {
    const support = { least: -count, most: deviationMax };
    blocks.push(linesOf(support.least, evenest({ ...support, variance })));
  }
  return { blocks, noiseMax: deviationMax, variance: varianceOf(blocks.at(-1) ?? []) };
}

interface Support {
  readonly least: number;
  readonly most: number;
}

/** Halvings of an interval: more than the digits of a machine number. */
const halvings = 64;

/** Steepest curve: with it hardly anything is left but 0 and its neighbours. */
const spreadMin = -30;

/** The most even shares with mean 0 and no more than a variance. */
function evenest(wanted: Support & { readonly variance: number }): readonly number[] {
  const { least, variance } = wanted;
  const varianceAt = (spread: number): number =>
    momentOf(tilted({ ...wanted, spread }), least, (noise) => noise * noise);
  const spread =
    varianceAt(0) <= variance
      ? 0
      : rootOf((value) => varianceAt(value) - variance, { low: spreadMin, high: 0 });
  return tilted({ ...wanted, spread });
}

/** The shares of a curve exp(slope · v + spread · v²), made unimodal at 0, with mean 0. */
function tilted({ least, most, spread }: Support & { readonly spread: number }): readonly number[] {
  const at = (slope: number): readonly number[] => {
    const logs: number[] = [];
    for (let noise = least; noise <= most; noise += 1) {
      logs.push(slope * noise + spread * noise * noise);
    }
    return sharesOf(unimodal(logs, -least));
  };
  const slopeMax = 10 - 2 * spread * Math.max(most, -least);
  const range = { low: -slopeMax, high: slopeMax };
  return at(rootOf((slope) => momentOf(at(slope), least, (noise) => noise), range));
}

/** Where a rising function passes 0. */
function rootOf(
  rising: (value: number) => number,
  range: { readonly low: number; readonly high: number },
): number {
  let { low, high } = range;
  for (let round = 0; round < halvings; round += 1) {
    const middle = (low + high) / 2;
    if (rising(middle) < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * The nearest logarithms, by information, that fall to both sides of a peak: neighbours in the wrong
 * order are pooled, and the mean of their logarithms stands for each.
 */
function unimodal(logs: readonly number[], peak: number): readonly number[] {
  const left = logs.slice(0, peak).toReversed();
  const right = logs.slice(peak + 1);
  // Falling away from the peak on each side; what rises above the peak is pooled with it.
  const [near, far] = [pooled(left), pooled(right)];
  let top = { sum: logs[peak] ?? 0, size: 1 };
  const rise = (one: Pool | undefined): boolean =>
    one !== undefined && one.sum / one.size > top.sum / top.size;
  while (rise(near[0]) || rise(far[0])) {
    const height = (pools: readonly Pool[]): number =>
      pools[0] === undefined ? Number.NEGATIVE_INFINITY : pools[0].sum / pools[0].size;
    const from = height(near) > height(far) ? near : far;
    const one = from.shift();
    if (one === undefined) break;
    top = { sum: top.sum + one.sum, size: top.size + one.size };
  }
  const shorter = near.reduce((size, pool) => size + pool.size, 0);
  const longer = far.reduce((size, pool) => size + pool.size, 0);
  const middle = logs.length - shorter - longer;
  return [
    ...spreadOut(near).toReversed(),
    ...Array.from({ length: middle }, () => top.sum / top.size),
    ...spreadOut(far),
  ];
}

interface Pool {
  readonly sum: number;
  readonly size: number;
}

/** Values that must not rise, as runs of equal ones. */
function pooled(values: readonly number[]): Pool[] {
  const pools: Pool[] = [];
  for (const value of values) {
    let pool: Pool = { sum: value, size: 1 };
    for (let last = pools.at(-1); last !== undefined; last = pools.at(-1)) {
      if (last.sum / last.size >= pool.sum / pool.size) break;
      pools.pop();
      pool = { sum: last.sum + pool.sum, size: last.size + pool.size };
    }
    pools.push(pool);
  }
  return pools;
}

function spreadOut(pools: readonly Pool[]): readonly number[] {
  return pools.flatMap(({ sum, size }) => Array.from({ length: size }, () => sum / size));
}

function sharesOf(logs: readonly number[]): readonly number[] {
  const greatest = Math.max(...logs);
  const weights = logs.map((log) => Math.exp(log - greatest));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / whole);
}

function momentOf(shares: readonly number[], least: number, of: (noise: number) => number): number {
  return shares.reduce((sum, share, place) => sum + share * of(least + place), 0);
}

/** Decimals of the ends of intervals, so that no machine's last digit moves one. */
const endDecimals = 9;

function linesOf(least: number, shares: readonly number[]): readonly NoiseLine[] {
  let sum = 0;
  const lines = shares.map((share, place): NoiseLine => {
    sum += share;
    const upTo = place === shares.length - 1 ? 1 : Number(sum.toFixed(endDecimals));
    return { noise: least + place, upTo };
  });
  // What is too rare for the decimals has no interval.
  return lines.filter(({ upTo }, place) => upTo > (lines[place - 1]?.upTo ?? 0));
}

function varianceOf(lines: readonly NoiseLine[]): number {
  return lines.reduce(
    (sum, { noise, upTo }, place) => sum + (upTo - (lines[place - 1]?.upTo ?? 0)) * noise * noise,
    0,
  );
}
