/**
 * Coins with an exact probability, after Canonne, Kamath and Steinke, "The discrete Gaussian for
 * differential privacy" (NeurIPS 2020), section 5. Each coin is written twice: over whole numbers below 2^53, which
 * is fast, and over whole numbers of any size. Both take the same bits and give the same answers.
 */
import type { Bits } from "./random-bits.ts";

/** Denominators below this can be doubled without loss: 2^52. */
const denMax = 4_503_599_627_370_496;

/**
 * True with probability num ÷ den, for 0 ≤ num ≤ den < 2^52: a uniform number is compared with the
 * fraction bit by bit, until they differ.
 */
export function bernoulli(bits: Bits, num: number, den: number): boolean {
  if (num === den) return true;
  let rest = num;
  while (rest > 0) {
    rest += rest;
    const isOne = rest >= den;
    if (isOne) rest -= den;
    if ((bits.bit() === 1) !== isOne) return isOne;
  }
  return false;
}

/** {@link bernoulli} over whole numbers of any size. */
export function bernoulliBig(bits: Bits, num: bigint, den: bigint): boolean {
  if (num === den) return true;
  let rest = num;
  while (rest > 0n) {
    rest += rest;
    const isOne = rest >= den;
    if (isOne) rest -= den;
    if ((bits.bit() === 1) !== isOne) return isOne;
  }
  return false;
}

/** True with probability exp(−num ÷ den), for 0 ≤ num ≤ den < 2^52; algorithm 1, γ in [0, 1]. */
export function bernoulliExp(bits: Bits, num: number, den: number): boolean {
  let isOdd = true;
  // k × den without a multiplication, so that no product can be too large.
  for (let k = 1, bottom = den; ; k += 1, bottom += den) {
    const isOn =
      bottom < denMax
        ? bernoulli(bits, num, bottom)
        : bernoulliBig(bits, BigInt(num), BigInt(den) * BigInt(k));
    if (!isOn) return isOdd;
    isOdd = !isOdd;
  }
}

/** {@link bernoulliExp} over whole numbers of any size, and also for num > den: γ of any size. */
export function bernoulliExpBig(bits: Bits, num: bigint, den: bigint): boolean {
  let rest = num;
  for (; rest > den; rest -= den) if (!bernoulliExpBig(bits, 1n, 1n)) return false;
  let isOdd = true;
  for (let bottom = den; bernoulliBig(bits, rest, bottom); bottom += den) isOdd = !isOdd;
  return isOdd;
}

/** How often in a row a coin that shows heads with probability exp(−1) shows heads. */
export function runOfExp(bits: Bits): number {
  let length = 0;
  while (bernoulliExp(bits, 1, 1)) length += 1;
  return length;
}
