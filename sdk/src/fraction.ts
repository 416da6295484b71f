/** Exact fractions of whole numbers; the denominator is positive. */

export interface Fraction {
  readonly num: bigint;
  readonly den: bigint;
}

/** A fraction in its lowest terms, with the sign above the line. */
export function fraction(num: bigint, den: bigint): Fraction {
  if (den === 0n) throw new RangeError("a fraction with nothing below the line");
  const divisor = greatestCommon(num < 0n ? -num : num, den < 0n ? -den : den);
  const sign = den < 0n ? -1n : 1n;
  return { num: (sign * num) / divisor, den: (sign * den) / divisor };
}

/** first + second. */
export function plus(first: Fraction, second: Fraction): Fraction {
  return fraction(first.num * second.den + second.num * first.den, first.den * second.den);
}

/** first − second. */
export function minus(first: Fraction, second: Fraction): Fraction {
  return plus(first, { num: -second.num, den: second.den });
}

/** first × second. */
export function by(first: Fraction, second: Fraction): Fraction {
  return fraction(first.num * second.num, first.den * second.den);
}

/** first ÷ second, which is not 0. */
export function over(first: Fraction, second: Fraction): Fraction {
  return fraction(first.num * second.den, first.den * second.num);
}

/** Negative, 0 or positive as first is less, the same or more. */
export function compareFractions(first: Fraction, second: Fraction): number {
  const difference = first.num * second.den - second.num * first.den;
  return difference < 0n ? -1 : Number(difference > 0n);
}

function greatestCommon(first: bigint, second: bigint): bigint {
  let [a, b] = [first, second];
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 0n ? 1n : a;
}
