/**
 * The discrete Laplace distribution: P(X = x) proportional to exp(−|x| ÷ scale) over all whole
 * numbers. Algorithm 2 of Canonne, Kamath and Steinke (2020); its t and s are the scale t ÷ s.
 */
import type { Fraction } from "../../fraction.ts";
import { bernoulliExp, bernoulliExpBig, runOfExp } from "./bernoulli.ts";
import { bitsAtOnce, type Bits } from "./random-bits.ts";
import { safeMax, type Sampler, uniformBig } from "./sampler.ts";
import { bitLength, quotient } from "./whole.ts";

/** Scales with a numerator up to this are drawn in small whole numbers: 2^20. */
export const topMax: bigint = 1n << 20n;

/** Runs longer than this, 2^32, would leave the small whole numbers; nobody will ever see one. */
const runMax = 4_294_967_296;

/** A sampler for a positive scale. */
export function discreteLaplace(scale: Fraction): Sampler {
  requirePositive(scale);
  if (scale.num > topMax || scale.den > safeMax) return discreteLaplaceBig(scale);
  const draw = smallLaplace(scale);
  return { draw: (bits) => BigInt(draw(bits)) };
}

/** The same sampler in whole numbers of any size: the same bits, the same draws, slower. */
export function discreteLaplaceBig(scale: Fraction): Sampler {
  requirePositive(scale);
  const { num: top, den: bottom } = scale;
  const length = bitLength(top - 1n);
  const draw = (bits: Bits): bigint => {
    for (;;) {
      const start = uniformBig(bits, top, length);
      if (!bernoulliExpBig(bits, start, top)) continue;
      let run = 0n;
      while (bernoulliExpBig(bits, 1n, 1n)) run += 1n;
      const magnitude = quotient(start + top * run, bottom);
      const isNegative = bits.bit() === 1;
      if (!isNegative) return magnitude;
      if (magnitude > 0n) return -magnitude;
    }
  };
  return { draw };
}

/** Draws as small numbers; as a bigint where a number would not hold it. For scales with a numerator up to 2^20. */
export function smallLaplace(scale: Fraction): (bits: Bits) => number | bigint {
  const top = Number(scale.num);
  const bottom = Number(scale.den);
  const length = bitLength(scale.num - 1n);
  if (length > bitsAtOnce) throw new RangeError("the scale is too large for small numbers");
  return (bits) => {
    for (;;) {
      let start = bits.take(length);
      while (start >= top) start = bits.take(length);
      if (!bernoulliExp(bits, start, top)) continue;
      const run = runOfExp(bits);
      const magnitude =
        bottom === 1 && run < runMax
          ? start + top * run
          : quotient(BigInt(start) + scale.num * BigInt(run), scale.den);
      const isNegative = bits.bit() === 1;
      if (!isNegative) return magnitude;
      if (magnitude > 0) return -magnitude;
    }
  };
}

function requirePositive(scale: Fraction): void {
  if (scale.num <= 0n || scale.den <= 0n) throw new RangeError("a scale is greater than 0");
}
