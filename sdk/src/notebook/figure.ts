import type { Row, Value } from "../engine/engine.ts";
import type { Language } from "./notebook.ts";
import { wordsIn } from "./words.ts";

/** A value of a row as a reader sees it: a number his way, or the reason why there is none. */
export type Figure =
  | { readonly kind: "value"; readonly text: string; readonly isNumber: boolean }
  | { readonly kind: "absent"; readonly text: string; readonly isWithheld: boolean };

/** How a number is written; `digits` after the decimal sign. */
export interface FigureFormat {
  readonly style: "percent" | "number";
  readonly digits?: number;
}

/** The figure of a row's column. A null is explained by the row's status, never shown as nothing or 0. */
export function figureOf(
  row: Row,
  column: string,
  language: Language,
  format?: FigureFormat,
): Figure {
  const value = row[column] ?? null;
  if (value === null) return absent(statusFor(row, column), language);
  return { kind: "value", text: written(value, language, format), isNumber: isNumber(value) };
}

/** The column that says why `column` may be empty: `<column>_status`, else `OBS_STATUS`. */
export function statusColumn(columns: readonly string[], column: string): string | undefined {
  const own = `${column}_status`.toLowerCase();
  return (
    columns.find((name) => name.toLowerCase() === own) ??
    columns.find((name) => name.toUpperCase() === "OBS_STATUS")
  );
}

function statusFor(row: Row, column: string): Value {
  const name = statusColumn(Object.keys(row), column);
  return name === undefined ? null : (row[name] ?? null);
}

function absent(status: Value, language: Language): Figure {
  const { withheld, nothingToDivide, tooLittle, noData } = wordsIn(language);
  if (status === "Q") return { kind: "absent", text: withheld, isWithheld: true };
  if (status === "M") return { kind: "absent", text: nothingToDivide, isWithheld: false };
  if (status === "L") return { kind: "absent", text: tooLittle, isWithheld: false };
  return { kind: "absent", text: noData, isWithheld: false };
}

/**
 * Browsers claim to know Azerbaijani and write its numbers the English way; Italian writes them
 * with the same signs, so its rules stand in.
 */
const numberLocale: Readonly<Record<Language, string>> = { en: "en", fi: "fi", sv: "sv", az: "it" };

function written(
  value: string | number | boolean,
  language: Language,
  format?: FigureFormat,
): string {
  if (typeof value !== "number") return String(value);
  const { style = "number", digits } = format ?? {};
  return new Intl.NumberFormat(numberLocale[language], {
    style: style === "percent" ? "percent" : "decimal",
    minimumFractionDigits: digits ?? (style === "percent" ? 1 : 0),
    maximumFractionDigits: digits ?? (style === "percent" ? 1 : 3),
  }).format(value);
}

function isNumber(value: Value): boolean {
  return typeof value === "number";
}
