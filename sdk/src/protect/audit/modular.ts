/** Arithmetic in the whole numbers modulo a prime: exact, and no number ever grows. */

/** Below 2^26, so that a product is exact. */
export const prime = 67_108_859;

/** a + b·c. */
export function addTimes(a: number, b: number, c: number): number {
  return (a + b * c) % prime;
}

/** The remainder of a whole number, from 0 up. */
export function remainder(value: number): number {
  const own = value % prime;
  return own < 0 ? own + prime : own;
}

/** The number that gives 1 times this one, which is not 0. */
export function inverse(value: number): number {
  let [result, base, exponent] = [1, value, prime - 2];
  while (exponent > 0) {
    if (exponent % 2 === 1) result = (result * base) % prime;
    base = (base * base) % prime;
    exponent = Math.floor(exponent / 2);
  }
  return result;
}

/** The number of least size with this remainder: small negative numbers are recognised again. */
export function centred(value: number): number {
  return value > prime / 2 ? value - prime : value;
}
