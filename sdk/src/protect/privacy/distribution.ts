/**
 * Exact probabilities of the noise: every probability lies in an enclosure, and what is said of an
 * error is never too good. Only for words about noise; no draw depends on it.
 */
import type { Fraction } from "../../fraction.ts";
import { dividedBy, type Enclosure, expMinus, one, places, times } from "./enclosure.ts";
import { quotientUp } from "./whole.ts";

/** A symmetric distribution over the whole numbers. */
export interface Distribution {
  /** P(X = k) for k from 0 on; P(X = −k) is the same. */
  readonly probabilities: readonly Enclosure[];
  /** At most this, in units of 2^−256, is the probability of more than the last k, on one side. */
  readonly tail: bigint;
  /** At most this, in the same units, is the sum of k P(X = k) over what is beyond the last k. */
  readonly tailMean: bigint;
}

/** Where a distribution is cut off: weights below 2^−128 of the greatest one. */
const weightMin = 1n << (places - 128n);

/** The discrete Gaussian distribution with some σ². */
export function gaussianDistribution(sigma2: Fraction): Distribution {
  const q = expMinus({ num: sigma2.den, den: 2n * sigma2.num });
  const squared = times(q, q);
  return distributionOf({ first: q, ratio: times(squared, q), growth: squared });
}

/** The discrete Laplace distribution with some scale. */
export function laplaceDistribution(scale: Fraction): Distribution {
  const q = expMinus({ num: scale.den, den: scale.num });
  return distributionOf({ first: q, ratio: q, growth: { low: one, high: one } });
}

/** An error that is one draw, or the sum of two independent ones. */
export interface NoiseError {
  /** Expected absolute error, in units of 2^−256, rounded up. */
  readonly meanAbsolute: bigint;
  /** The least error that is proven not to be exceeded in 95 % of draws. */
  readonly within95: bigint;
  /** The same for 97.5 %, so that two numbers are both within theirs in 95 %. */
  readonly within975: bigint;
}

/** The error of one draw. */
export function errorOf({ probabilities, tailMean }: Distribution): NoiseError {
  const sums = sumsOf(probabilities.map(({ low }) => low));
  const last = probabilities.length - 1;
  const upTo = (x: bigint): bigint => sums[clamp(x, last)] ?? 0n;
  const inside = (most: bigint): bigint => upTo(most) - upTo(-most - 1n);
  const mean = probabilities.reduce((sum, { high }, k) => sum + BigInt(k) * high, tailMean);
  return { meanAbsolute: 2n * mean, ...withinOf(inside) };
}

/** The error of a sum of two independent draws. */
export function errorOfTwo(distribution: Distribution): NoiseError {
  const inside = insideOfTwo(distribution);
  return { meanAbsolute: meanOfTwo(distribution), ...withinOf(inside) };
}

/** From the least probability of at most so much, which grows with it. */
function withinOf(inside: (most: bigint) => bigint): Omit<NoiseError, "meanAbsolute"> {
  return {
    within95: leastOf((most) => 40n * inside(most) >= 38n * one),
    within975: leastOf((most) => 40n * inside(most) >= 39n * one),
  };
}

/**
 * Weights w(0) = 1, w(1) = first, w(k + 1) = w(k) ratio(k), ratio(k + 1) = ratio(k) growth; the
 * probabilities are the weights over their sum.
 */
function distributionOf(steps: {
  readonly first: Enclosure;
  readonly ratio: Enclosure;
  readonly growth: Enclosure;
}): Distribution {
  const weights: Enclosure[] = [{ low: one, high: one }];
  let { first: next, ratio } = steps;
  let total: Enclosure = { low: one, high: one };
  while (next.high > weightMin || !isFalling(weights.length, ratio)) {
    weights.push(next);
    total = { low: total.low + 2n * next.low, high: total.high + 2n * next.high };
    next = times(next, ratio);
    ratio = times(ratio, steps.growth);
  }
  const count = BigInt(weights.length);
  // From here on weights fall at least as fast as a geometric series; so do k × weights.
  const beyond = quotientUp(next.high << places, one - ratio.high);
  const share = quotientUp(ratio.high * (count + 1n), count);
  const beyondMean = quotientUp((count * next.high) << places, one - share);
  const whole = { low: total.low, high: total.high + 2n * beyond };
  return {
    probabilities: weights.map((weight) => dividedBy(weight, whole)),
    tail: quotientUp(beyond << places, whole.low),
    tailMean: quotientUp(beyondMean << places, whole.low),
  };
}

/** Whether k times the weights fall too, from the first weight that is left out. */
function isFalling(count: number, ratio: Enclosure): boolean {
  const k = BigInt(count);
  return quotientUp(ratio.high * (k + 1n), k) < one;
}

/** P(|X + Y| ≤ most), at least. */
function insideOfTwo({ probabilities }: Distribution): (most: bigint) => bigint {
  const last = probabilities.length - 1;
  const sums = sumsOf(probabilities.map(({ low }) => low));
  const upTo = (x: bigint): bigint => sums[clamp(x, last)] ?? 0n;
  return (most) => {
    let inside = 0n;
    for (let k = -last; k <= last; k += 1) {
      const low = probabilities[k < 0 ? -k : k]?.low ?? 0n;
      inside += low * (upTo(most - BigInt(k)) - upTo(-most - BigInt(k) - 1n));
    }
    return inside >> places;
  };
}

/** E|X + Y|, at most. */
function meanOfTwo(distribution: Distribution): bigint {
  const { probabilities, tail, tailMean } = distribution;
  const last = probabilities.length - 1;
  const sums = sumsOf(probabilities.map(({ high }) => high));
  const whole = sums[2 * last + 1] ?? 0n;
  // E|X + k| over what is kept, from k = 0 upwards: the slope is P(X ≥ −k) − P(X < −k).
  let shifted = 0n;
  probabilities.forEach(({ high }, place) => (shifted += 2n * BigInt(place) * high));
  const mean = shifted + 2n * tailMean;
  let sum = 0n;
  probabilities.forEach(({ high }, k) => {
    sum += (k === 0 ? high : 2n * high) * shifted;
    shifted += whole - 2n * (sums[clamp(BigInt(-k - 1), last)] ?? 0n);
  });
  // One of the two beyond what is kept: |X + Y| ≤ |X| + |Y|, on either side, for either of the two.
  const beyond = 4n * (tailMean * one + tail * mean);
  return ((sum + beyond) >> places) + 1n;
}

/** Place k + last + 1 holds P(−last ≤ X ≤ k), place 0 nothing. */
function sumsOf(half: readonly bigint[]): readonly bigint[] {
  const sums = [0n];
  const add = (value: bigint): void => void sums.push((sums.at(-1) ?? 0n) + value);
  half.toReversed().forEach(add);
  half.slice(1).forEach(add);
  return sums;
}

function clamp(k: bigint, last: number): number {
  const most = BigInt(last);
  return k < -most ? 0 : Number(k > most ? most : k) + last + 1;
}

/** The least whole number from 0 on at which a statement holds that stays true above it. */
function leastOf(holds: (value: bigint) => boolean): bigint {
  let most = 1n;
  while (!holds(most)) most *= 2n;
  let least = -1n;
  while (most - least > 1n) {
    const middle = (least + most) >> 1n;
    if (holds(middle)) most = middle;
    else least = middle;
  }
  return most;
}
