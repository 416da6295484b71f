/** Exact decimals as text; no floating point takes part. */

/**
 * `numerator` ÷ (`denominator` × `scale`), rounded half to even to so many decimals, as text.
 * The denominator must be positive.
 */
export function ratioText(ratio: {
  readonly numerator: number | bigint;
  readonly denominator: number | bigint;
  readonly scale: number | bigint;
  readonly decimals: number;
}): string {
  const top = BigInt(ratio.numerator) * 10n ** BigInt(ratio.decimals);
  return placePoint(
    divideHalfEven(top, BigInt(ratio.denominator) * BigInt(ratio.scale)),
    ratio.decimals,
  );
}

/**
 * The square root of `numerator` ÷ `denominator`, rounded half to even to so many decimals, as text,
 * with the sign of the numerator. The denominator must be positive.
 */
export function rootText(ratio: {
  readonly numerator: bigint;
  readonly denominator: bigint;
  readonly decimals: number;
}): string {
  const magnitude = ratio.numerator < 0n ? -ratio.numerator : ratio.numerator;
  const squared = magnitude * 100n ** BigInt(ratio.decimals);
  const floor = wholeRoot(squared / ratio.denominator);
  const middle = (2n * floor + 1n) ** 2n * ratio.denominator;
  const isUp = 4n * squared > middle || (4n * squared === middle && floor % 2n === 1n);
  const rounded = isUp ? floor + 1n : floor;
  return placePoint(ratio.numerator < 0n ? -rounded : rounded, ratio.decimals);
}

/** The greatest whole number whose square is not more than the value, by Newton's method. */
export function wholeRoot(value: bigint): bigint {
  if (value < 2n) return value;
  let guess = 1n << BigInt((value.toString(2).length + 1) >> 1);
  for (;;) {
    const better = (guess + value / guess) / 2n;
    if (better >= guess) return guess;
    guess = better;
  }
}

/** Whether a whole number is less than a share, as decimal text, of another; exact, as all here. */
export function isBelowShare(part: number, share: string, whole: number): boolean {
  const [digits = "0", fraction = ""] = share.split(".");
  const least = BigInt(`${digits}${fraction}`) * BigInt(whole);
  return BigInt(part) * 10n ** BigInt(fraction.length) < least;
}

/** Whether two decimal texts are the same number: "0.5" and "0.50" are. */
export function isSameNumber(first: string, second: string): boolean {
  return plain(first) === plain(second);
}

/** Without trailing zeros, and without the sign of zero. */
function plain(value: string): string {
  const short = value.includes(".") ? value.replace(/0+$/, "").replace(/\.$/, "") : value;
  return short === "-0" ? "0" : short;
}

function divideHalfEven(top: bigint, bottom: bigint): bigint {
  const magnitude = top < 0n ? -top : top;
  const quotient = magnitude / bottom;
  const twice = (magnitude % bottom) * 2n;
  const isUp = twice > bottom || (twice === bottom && quotient % 2n === 1n);
  const rounded = isUp ? quotient + 1n : quotient;
  return top < 0n ? -rounded : rounded;
}

function placePoint(value: bigint, decimals: number): string {
  const sign = value < 0n ? "-" : "";
  const digits = (value < 0n ? -value : value).toString().padStart(decimals + 1, "0");
  if (decimals === 0) return sign + digits;
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
