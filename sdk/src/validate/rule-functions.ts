/**
 * The functions of the expression language over values that are known, for the conditions of rules
 * that are code: what `evaluate` says, without the list of characters that it makes of a text.
 */
import { compareText } from "../engine/compare-text.ts";

/** How many characters a text has; a pair of surrogates is one. */
export function length(text: string): number {
  let pairs = 0;
  for (let at = 1; at < text.length; at += 1) {
    if (isPair(text, at)) {
      pairs += 1;
      at += 1;
    }
  }
  return text.length - pairs;
}

/** The first characters; with a negative count all but the last ones. */
export function left(text: string, count: number): string {
  return hasSurrogate(text) ? Array.from(text).slice(0, count).join("") : text.slice(0, count);
}

/** The last characters; with a negative count all but the first ones. */
export function right(text: string, count: number): string {
  if (count === 0) return "";
  return hasSurrogate(text) ? Array.from(text).slice(-count).join("") : text.slice(-count);
}

/** The number that a text of 1 to 15 digits writes; null for any other text. */
export function digits(text: string): number | null {
  return text.length === 0 || text.length > 15 ? null : written(text, text.length);
}

/** The year of a day. */
export function year(day: string): number {
  return written(day, 4) ?? Number.NaN;
}

/** Days from the first to the second, negative when that is earlier. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs;
}

/** The smallest value that is known. */
export function least<T extends number | string>(
  ...values: readonly (T | null | undefined)[]
): T | null {
  return extreme(values, -1);
}

/** The largest value that is known. */
export function greatest<T extends number | string>(
  ...values: readonly (T | null | undefined)[]
): T | null {
  return extreme(values, 1);
}

/** The sum of the items that are known; null without any. */
export function listSum(list: readonly (number | null)[]): number | null {
  return list.reduce((sum, item) => (item === null ? sum : (sum ?? 0) + item), null);
}

/** How many items of a list are known. */
export function countKnown(list: readonly (number | string | null)[]): number {
  return list.filter((item) => item !== null).length;
}

/** Whether an item of a list is the value. */
export function contains<T>(list: readonly (T | null)[], value: T): boolean {
  return list.includes(value);
}

const zero = "0".charCodeAt(0);
const dayMs = 86_400_000;

/** The number that the first characters write, when all of them are digits. */
function written(text: string, end: number): number | null {
  let number = 0;
  for (let at = 0; at < end; at += 1) {
    const digit = text.charCodeAt(at) - zero;
    // Beyond the end of the text there is no number at all.
    if (!(digit >= 0 && digit <= 9)) return null;
    number = number * 10 + digit;
  }
  return number;
}

/** The value that is before all others (-1) or after them (1). */
function extreme<T extends number | string>(
  values: readonly (T | null | undefined)[],
  side: -1 | 1,
): T | null {
  let found: T | null = null;
  for (const value of values) {
    if (value == null) continue;
    if (found === null || order(value, found) * side > 0) found = value;
  }
  return found;
}

function order(one: number | string, other: number | string): number {
  if (typeof one === "string" && typeof other === "string") return compareText(one, other);
  return Number(one) - Number(other);
}

function hasSurrogate(text: string): boolean {
  return /[\uD800-\uDFFF]/.test(text);
}

/** Whether a character of two units ends at a place. */
function isPair(text: string, at: number): boolean {
  return (
    isBetween(text.charCodeAt(at - 1), 0xd800, 0xdbff) &&
    isBetween(text.charCodeAt(at), 0xdc00, 0xdfff)
  );
}

function isBetween(unit: number, first: number, last: number): boolean {
  return unit >= first && unit <= last;
}
