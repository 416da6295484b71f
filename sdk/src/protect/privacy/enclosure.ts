/**
 * Real numbers between two whole multiples of 2^−256: the number is never below `low` nor above
 * `high`. Exponentials and logarithms of fractions, without a floating-point number.
 */
import type { Fraction } from "../../fraction.ts";
import { bitLength, quotient, quotientUp } from "./whole.ts";

/** A number between low × 2^−256 and high × 2^−256. */
export interface Enclosure {
  readonly low: bigint;
  readonly high: bigint;
}

/** Binary places of an enclosure. */
export const places = 256n;

/** The number one. */
export const one: bigint = 1n << places;

/**
 * Room for what the sums below drop: at most 3 units for each of at most 170 terms, and 2 for the
 * terms after them. A unit is 2^−256.
 */
const slack = 1024n;

/** exp(−value), for a value that is not negative. */
export function expMinus(value: Fraction): Enclosure {
  // Halved until it is below 1/2, and squared as often.
  const halvings = bitLength(quotient(value.num, value.den)) + 1;
  const bottom = value.den << BigInt(halvings);
  const least = quotient(value.num << places, bottom);
  let [low, high] = [expSum(least + 1n) - slack, expSum(least) + slack];
  if (high > one) high = one;
  for (let time = 0; time < halvings; time += 1) {
    low = low <= 0n ? 0n : (low * low) >> places;
    high = ((high * high) >> places) + 1n;
  }
  return { low, high: high > one ? one : high };
}

/** The natural logarithm of a positive fraction. */
export function ln(value: Fraction): Enclosure {
  // value = mantissa × 2^shift, with the mantissa between 1/2 and 2.
  const shift = bitLength(value.num) - bitLength(value.den);
  const top = shift < 0 ? value.num << BigInt(-shift) : value.num;
  const bottom = shift > 0 ? value.den << BigInt(shift) : value.den;
  const mantissa = lnNear(top, bottom);
  const two = lnNear(2n, 1n);
  const doublings = BigInt(shift);
  const twos = [two.low * doublings, two.high * doublings].toSorted((a, b) => (a < b ? -1 : 1));
  return { low: mantissa.low + (twos[0] ?? 0n), high: mantissa.high + (twos[1] ?? 0n) };
}

/** First × second, for numbers that are not negative. */
export function times(first: Enclosure, second: Enclosure): Enclosure {
  return {
    low: (first.low * second.low) >> places,
    high: ((first.high * second.high) >> places) + 1n,
  };
}

/** First ÷ second, for a first that is not negative and a second that is positive. */
export function dividedBy(first: Enclosure, second: Enclosure): Enclosure {
  return {
    low: quotient(first.low << places, second.high),
    high: quotientUp(first.high << places, second.low),
  };
}

/** exp(−x) for x below 1/2 in units, by its series, cut off where terms are below a unit. */
function expSum(x: bigint): bigint {
  let sum = 0n;
  let term = one;
  for (let index = 1n; term > 0n; index += 1n) {
    sum += index % 2n === 1n ? term : -term;
    term = quotient((term * x) >> places, index);
  }
  return sum;
}

/** ln(top ÷ bottom) for a quotient from 1/2 to 2: twice the inverse hyperbolic tangent of (q − 1) ÷ (q + 1). */
function lnNear(top: bigint, bottom: bigint): Enclosure {
  const isNegative = top < bottom;
  const difference = isNegative ? bottom - top : top - bottom;
  const z = quotient(difference << places, top + bottom);
  const squared = (z * z) >> places;
  let sum = 0n;
  for (let power = z, odd = 1n; power > 0n; power = (power * squared) >> places, odd += 2n) {
    sum += quotient(power, odd);
  }
  const twice = 2n * sum;
  return isNegative
    ? { low: -twice - slack, high: -twice + slack }
    : { low: twice - slack, high: twice + slack };
}
