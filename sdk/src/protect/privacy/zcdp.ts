/**
 * Zero-concentrated differential privacy (Bun and Steinke 2016) in exact fractions: what noise
 * costs, and what the cost means as (ε, δ). Every decimal that comes out is an upper bound.
 */
import { wholeRoot } from "../../decimal.ts";
import { by, compareFractions, fraction, type Fraction, plus } from "../../fraction.ts";
import { fractionOf, textUp } from "./decimal-fraction.ts";
import { ln, one } from "./enclosure.ts";
import { quotient } from "./whole.ts";

/** Decimals of an ε. */
const epsilonDecimals = 6;

/** An ε for a δ, by two bounds that both hold; decimal text, never below the bound itself. */
export interface Epsilon {
  readonly delta: string;
  /** ρ + 2√(ρ ln(1/δ)): Bun and Steinke 2016, proposition 1.3. */
  readonly standard: string;
  /** The least bound found of Canonne, Kamath and Steinke 2020, section 2.3; never above `standard`. */
  readonly tight: string;
}

/** The ρ of noise with a discrete Gaussian: Δ² ÷ 2σ², Δ being the L2 sensitivity. */
export function gaussianRho(sensitivity: Fraction, sigma2: Fraction): Fraction {
  const squared = by(sensitivity, sensitivity);
  return fraction(squared.num * sigma2.den, squared.den * 2n * sigma2.num);
}

/** The σ² of noise that costs a ρ: Δ² ÷ 2ρ. */
export function gaussianSigma2(sensitivity: Fraction, rho: Fraction): Fraction {
  return gaussianRho(sensitivity, rho);
}

/** The ρ of an ε without a δ: ε² ÷ 2 (Bun and Steinke 2016, proposition 1.4). */
export function pureRho(epsilon: Fraction): Fraction {
  return by(by(epsilon, epsilon), { num: 1n, den: 2n });
}

/** What a ρ promises as (ε, δ), for a δ between 0 and 1 in decimal text. */
export function epsilonOf(rho: Fraction, delta: string): Epsilon {
  const probability = fractionOf(delta);
  if (probability.num === 0n || probability.num >= probability.den) {
    throw new RangeError("δ lies between 0 and 1");
  }
  if (rho.num === 0n) return { delta, standard: "0", tight: "0" };
  const lnMost = ln(fraction(probability.den, probability.num)).high;
  const standard = standardEpsilon(rho, lnMost);
  const found = tightEpsilon(rho, lnMost);
  const least = compareFractions(found, standard) < 0 ? found : standard;
  const tight = least.num < 0n ? "0" : textUp(least, epsilonDecimals);
  return { delta, standard: textUp(standard, epsilonDecimals), tight };
}

/** Finer than any ε is written: roots are taken in units of 10^−30. */
const rootUnit = 10n ** 30n;

function standardEpsilon(rho: Fraction, lnMost: bigint): Fraction {
  const squared = 4n * rho.num * lnMost * rootUnit * rootUnit;
  const root = wholeRoot(quotient(squared, rho.den * one)) + 1n;
  return plus(rho, fraction(root, rootUnit));
}

/** Steps in which α is looked for: 2^−40. */
const stepUnit = 1n << 40n;

/**
 * Every α > 1 gives a bound that holds, so the search need not be exact; it starts at the best α of the
 * standard bound and halves its step until it is a millionth.
 */
function tightEpsilon(rho: Fraction, lnMost: bigint): Fraction {
  const start = wholeRoot(quotient(lnMost * rho.den * stepUnit * stepUnit, rho.num * one));
  let at = start > stepUnit >> 20n ? start : stepUnit >> 20n;
  let best = epsilonAt(rho, lnMost, at);
  for (let step = at >> 1n; step > at >> 20n && step > 0n; step >>= 1n) {
    for (const next of [at + step, at - step]) {
      const found = next > 0n ? epsilonAt(rho, lnMost, next) : best;
      if (compareFractions(found, best) < 0) [at, best] = [next, found];
    }
  }
  return best;
}

/** αρ + ln(1 − 1/α) + (ln(1/δ) − ln α) ÷ (α − 1), rounded up; α is 1 + above × 2^−40. */
function epsilonAt(rho: Fraction, lnMost: bigint, above: bigint): Fraction {
  const alpha = fraction(stepUnit + above, stepUnit);
  const lessOne = fraction(above, stepUnit);
  const lnLess = ln(fraction(above, stepUnit + above)).high;
  const inner = fraction(lnMost - ln(alpha).low, one);
  const last = fraction(inner.num * lessOne.den, inner.den * lessOne.num);
  return plus(plus(by(alpha, rho), fraction(lnLess, one)), last);
}
