/**
 * The discrete Gaussian distribution: P(X = x) proportional to exp(−x² ÷ 2σ²) over all whole
 * numbers. Algorithm 3 of Canonne, Kamath and Steinke (2020): a draw from a discrete Laplace
 * distribution of scale t = ⌊σ⌋ + 1 is kept with probability exp(−(|y| − σ² ÷ t)² ÷ 2σ²).
 */
import { wholeRoot } from "../../decimal.ts";
import { fraction, type Fraction } from "../../fraction.ts";
import { bernoulliExp, bernoulliExpBig } from "./bernoulli.ts";
import { discreteLaplaceBig, smallLaplace, topMax } from "./discrete-laplace.ts";
import type { Bits } from "./random-bits.ts";
import type { Sampler } from "./sampler.ts";
import { quotient } from "./whole.ts";

/** Largest denominator of the coin that keeps a draw, on the fast path: 2^51. */
const bottomMax = 1n << 51n;

/** Largest whole number whose square is below 2^53. */
const squaredMax = 94_906_265n;

/** A sampler for a positive σ². */
export function discreteGaussian(sigma2: Fraction): Sampler {
  const { scale, step, top, bottom } = stepsOf(sigma2);
  const yMax = quotient(squaredMax + top, step);
  const isSmall = scale <= topMax && bottom <= bottomMax && top <= squaredMax && step <= squaredMax;
  if (!isSmall) return discreteGaussianBig(sigma2);
  const laplace = smallLaplace({ num: scale, den: 1n });
  const keepsBig = keeper(sigma2);
  const [stepSmall, topSmall, bottomSmall] = [Number(step), Number(top), Number(bottom)];
  const most = Number(yMax);
  const draw = (bits: Bits): bigint => {
    for (;;) {
      const y = laplace(bits);
      if (typeof y === "bigint" || y > most || y < -most) {
        if (keepsBig(bits, BigInt(y))) return BigInt(y);
        continue;
      }
      const off = (y < 0 ? -y : y) * stepSmall - topSmall;
      if (keeps(bits, off * off, bottomSmall)) return BigInt(y);
    }
  };
  return { draw };
}

/** The same sampler in whole numbers of any size: the same bits, the same draws, slower. */
export function discreteGaussianBig(sigma2: Fraction): Sampler {
  const { scale } = stepsOf(sigma2);
  const laplace = discreteLaplaceBig({ num: scale, den: 1n });
  const keepsBig = keeper(sigma2);
  const draw = (bits: Bits): bigint => {
    for (;;) {
      const y = laplace.draw(bits);
      if (keepsBig(bits, y)) return y;
    }
  };
  return { draw };
}

/** σ² and t over one denominator: the exponent is (|y| × step − top)² ÷ bottom. */
function stepsOf(sigma2: Fraction): {
  readonly scale: bigint;
  readonly step: bigint;
  readonly top: bigint;
  readonly bottom: bigint;
} {
  const { num: top, den } = fraction(sigma2.num, sigma2.den);
  if (top <= 0n) throw new RangeError("σ² is greater than 0");
  // ⌊√(num ÷ den)⌋ is the root of the whole part.
  const scale = wholeRoot(quotient(top, den)) + 1n;
  return { scale, step: den * scale, top, bottom: 2n * top * den * scale * scale };
}

function keeper(sigma2: Fraction): (bits: Bits, y: bigint) => boolean {
  const { step, top, bottom } = stepsOf(sigma2);
  return (bits, y) => {
    const off = (y < 0n ? -y : y) * step - top;
    return bernoulliExpBig(bits, off * off, bottom);
  };
}

/** True with probability exp(−num ÷ den) for num < 2^53 and den ≤ 2^51. */
function keeps(bits: Bits, num: number, den: number): boolean {
  let rest = num;
  for (; rest > den; rest -= den) if (!bernoulliExp(bits, 1, 1)) return false;
  return bernoulliExp(bits, rest, den);
}
