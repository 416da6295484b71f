import { describe, expect, test } from "vitest";
import { fraction } from "../../../src/fraction.ts";
import { bernoulliExp, bernoulliExpBig } from "../../../src/protect/privacy/bernoulli.ts";
import {
  discreteGaussian,
  discreteGaussianBig,
} from "../../../src/protect/privacy/discrete-gaussian.ts";
import type { Bits } from "../../../src/protect/privacy/random-bits.ts";

/*
 * A number that is rounded once shows in a draw in about one of 2^50 cases. Here the bits are chosen
 * so that it would show at once: they follow the binary digits of the exact probability for so long
 * that any other number would have parted from them.
 */

/** Digits that the bits follow before they part: far more than a number could hold. */
const followed = 200;

/** The digits of num ÷ den, and then the bit that decides: a success where the number is below it. */
function following(num: bigint, den: bigint, isSuccess: boolean): readonly number[] {
  const digits: number[] = [];
  let rest = num;
  for (;;) {
    rest *= 2n;
    const digit = rest >= den ? 1 : 0;
    if (digit === 1) rest -= den;
    const decides = digits.length >= followed && (digit === 1) === isSuccess;
    digits.push(decides ? 1 - digit : digit);
    if (decides) return digits;
  }
}

/** Bits of a coin for exp(−num ÷ den) whose inner coins succeed so often and then fail. */
function coinBits(num: bigint, den: bigint, successes: number): readonly number[] {
  const coins = Array.from({ length: successes + 1 }, (_, place) => BigInt(place + 1));
  return coins.flatMap((k, place) => following(num, den * k, place < successes));
}

/** The two shortest ways to toss a coin for exp(−1). */
const heads = [0, 1];
const tails = [1];

/** Given bits and then zeros, and how many were taken. */
function bitsOf(given: readonly number[]): Bits & { readonly taken: () => number } {
  let taken = 0;
  const bit = (): 0 | 1 => {
    taken += 1;
    return given[taken - 1] === 1 ? 1 : 0;
  };
  const take = (count: number): number =>
    Array.from({ length: count }, bit).reduce<number>((value, next) => 2 * value + next, 0);
  return { bit, take, taken: () => taken };
}

describe("a coin for exp(−num ÷ den) near the largest small number", () => {
  test.each([
    [4_503_599_627_370_494, 4_503_599_627_370_495],
    [1, 4_503_599_627_370_495],
    [1_500_000_000_000_001, 2_251_799_813_685_247],
    [2, 3],
  ])("%d ÷ %d", (num, den) => {
    for (const successes of [0, 1, 2, 5, 8]) {
      const given = coinBits(BigInt(num), BigInt(den), successes);
      const [small, big] = [bitsOf(given), bitsOf(given)];
      expect(bernoulliExp(small, num, den)).toBe(successes % 2 === 0);
      expect(bernoulliExpBig(big, BigInt(num), BigInt(den))).toBe(successes % 2 === 0);
      expect([small.taken(), big.taken()]).toEqual([given.length, given.length]);
    }
  });
});

describe("a draw of a discrete Gaussian near the largest small number", () => {
  test.each([
    // Squares leave the small numbers from the fifth value on.
    [29_999_998n, 30_000_001n],
    // The denominator of the last coin is odd and above 2^53, but for a power of two.
    [94_906_261n, 23_726_563n],
    // The largest σ² over one, and the next.
    [94_906_265n, 1n],
    [94_906_267n, 1n],
    [80n, 1n],
  ])("σ² = %d/%d", (num, den) => {
    const sigma2 = fraction(num, den);
    for (const steps of [0, 1, 2, 3, 4, 5, 6, 7]) {
      for (const sign of [1, -1]) {
        const { given, y } = drawBits(sigma2, steps, sign);
        const [small, big] = [bitsOf(given), bitsOf(given)];
        expect(discreteGaussian(sigma2).draw(small)).toBe(y);
        expect(discreteGaussianBig(sigma2).draw(big)).toBe(y);
        expect([small.taken(), big.taken()]).toEqual([given.length, given.length]);
      }
    }
  });
});

/** Bits that lead to t × steps, or 1 more where t is greater, with a sign, and keep it after following the last coin. */
function drawBits(
  { num, den }: { readonly num: bigint; readonly den: bigint },
  steps: number,
  sign: number,
): { readonly given: readonly number[]; readonly y: bigint } {
  let t = 1n;
  while (t * t * den <= num) t += 1n;
  // The first of t numbers is kept at once, the second after one toss.
  const uniform = t === 1n ? [] : Array.from((t - 1n).toString(2), () => 0);
  const start = t === 1n ? [] : [...uniform.slice(1), 1, 1];
  const run = Array.from({ length: steps }, () => heads).flat();
  const magnitude = t * BigInt(steps) + (t === 1n ? 0n : 1n);
  const isNegative = sign < 0 && magnitude > 0n;
  const off = magnitude * den * t - num;
  const bottom = 2n * num * den * t * t;
  let rest = off * off;
  const wholes: number[] = [];
  for (; rest > bottom; rest -= bottom) wholes.push(...heads);
  const last = coinBits(rest, bottom, 2);
  const given = [...start, ...run, ...tails, isNegative ? 1 : 0, ...wholes, ...last];
  return { given, y: isNegative ? -magnitude : magnitude };
}
