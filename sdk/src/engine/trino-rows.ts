/** From the answer of a server to rows: every whole number exactly, or an error. */
import type { Row, Value } from "./engine.ts";
import { answerError } from "./trino-error.ts";
import type { Column } from "./trino-page.ts";

/** Text as JSON in which a whole number that a double cannot hold is a bigint. */
export function exactJson(text: string): unknown {
  try {
    return JSON.parse(text, exactNumber);
  } catch (cause) {
    throw answerError(cause);
  }
}

function exactNumber(_key: string, value: unknown, context?: { readonly source?: string }) {
  if (typeof value !== "number" || Number.isSafeInteger(value)) return value;
  const source = context?.source ?? "";
  return /^-?[0-9]+$/.test(source) ? BigInt(source) : value;
}

/** The rows of a page, by the names of its columns. */
export function plainRows(
  columns: readonly Column[],
  data: readonly (readonly unknown[])[],
): readonly Row[] {
  return data.map((cells) => {
    if (cells.length !== columns.length) throw answerError();
    return Object.fromEntries(
      columns.map(({ name, type }, index) => [name, plainValue(cells[index], type)]),
    );
  });
}

/**
 * A value as the other engines give it: a list is JSON text, a decimal is the text that the server
 * writes, so that it keeps every digit.
 */
function plainValue(value: unknown, type: string): Value {
  if (typeof value === "bigint") return wholeNumber(value, type);
  if (typeof value === "string") return isFraction(type) ? fraction(value) : value;
  if (typeof value === "number" || typeof value === "boolean" || value === null) return value;
  if (typeof value === "object") return JSON.stringify(value, exactText);
  throw answerError();
}

function isFraction(type: string): boolean {
  return type === "double" || type === "real";
}

/** What JSON has no number for. */
function fraction(text: string): number {
  if (text === "NaN" || /^[+-]?Infinity$/.test(text)) return Number(text);
  throw answerError();
}

function wholeNumber(value: bigint, type: string): number {
  // A double such as 1e300 may be written without a point.
  if (isFraction(type)) return Number(value);
  throw new RangeError("a whole number in the result is larger than 2^53");
}

function exactText(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? wholeNumber(value, "bigint") : value;
}
