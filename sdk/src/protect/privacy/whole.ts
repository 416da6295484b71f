/**
 * Whole numbers of any size. The only division of this folder is here: a division of whole numbers
 * that drops the remainder.
 */

/** top ÷ bottom without the remainder; for numbers that are not negative, rounded down. */
export function quotient(top: bigint, bottom: bigint): bigint {
  return top / bottom;
}

/** top ÷ bottom rounded up, for a top that is not negative and a bottom that is positive. */
export function quotientUp(top: bigint, bottom: bigint): bigint {
  return quotient(top + bottom - 1n, bottom);
}

/** How many bits a whole number has; 0 has none. */
export function bitLength(value: bigint): number {
  return value === 0n ? 0 : value.toString(2).length;
}
