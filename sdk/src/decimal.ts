/** Exact decimals as text; no floating point takes part. */

/**
 * `numerator` ÷ (`denominator` × `scale`), rounded half to even to so many decimals, as text.
 * The denominator must be positive.
 */
export function ratioText(ratio: {
  readonly numerator: number;
  readonly denominator: number;
  readonly scale: number;
  readonly decimals: number;
}): string {
  const top = BigInt(ratio.numerator) * 10n ** BigInt(ratio.decimals);
  return placePoint(
    divideHalfEven(top, BigInt(ratio.denominator) * BigInt(ratio.scale)),
    ratio.decimals,
  );
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
