/** Decimal text as an exact fraction, and a fraction as decimal text that is rounded to the safe side. */
import { fraction, type Fraction } from "../../fraction.ts";
import { quotient } from "./whole.ts";

/** A decimal text such as `0.25`, that is not negative. @throws RangeError for any other text. */
export function fractionOf(text: string): Fraction {
  const found = /^(\d{1,40})(?:\.(\d{1,40}))?$/.exec(text);
  if (found === null) throw new RangeError("not a decimal number of at least 0");
  const [, whole = "", decimals = ""] = found;
  return fraction(BigInt(whole + decimals), 10n ** BigInt(decimals.length));
}

/** The least decimal text with so many decimals that is not below the fraction; without trailing zeros. */
export function textUp(value: Fraction, decimals: number): string {
  return textOf(-floorOf({ num: -value.num, den: value.den }, decimals), decimals);
}

/** The greatest decimal text with so many decimals that is not above the fraction; without trailing zeros. */
export function textDown(value: Fraction, decimals: number): string {
  return textOf(floorOf(value, decimals), decimals);
}

/** `1/160` or `80`, exactly. */
export function exactText({ num, den }: Fraction): string {
  return den === 1n ? `${num}` : `${num}/${den}`;
}

function floorOf({ num, den }: Fraction, decimals: number): bigint {
  const top = num * 10n ** BigInt(decimals);
  const floor = quotient(top, den);
  return top < 0n && floor * den !== top ? floor - 1n : floor;
}

function textOf(value: bigint, decimals: number): string {
  const digits = (value < 0n ? -value : value).toString().padStart(decimals + 1, "0");
  const split = digits.length - decimals;
  const after = digits.slice(split).replace(/0+$/, "");
  return `${value < 0n ? "-" : ""}${digits.slice(0, split)}${after === "" ? "" : `.${after}`}`;
}
