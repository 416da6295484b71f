import type { ValueType } from "@edufed/schemas";
import { quoteLiteral } from "./sql-text.ts";

/** `1e400` is written as a number and is none that can be held. */
export function finiteOrNull(double: string): string {
  return `CASE WHEN isfinite(${double}) THEN ${double} END`;
}

const wholeNumber = "-?[0-9]+(\\.0+)?";
const decimalNumber = "-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?";
/** The form of `formats["date-time"]`; that the day exists is for the cast to find. */
const instant =
  "[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,6})?(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])";

/** The typed value of a text that says exactly that value and nothing else, or NULL. */
export function scalarFromText(type: ValueType, text: string): string {
  switch (type.kind) {
    case "string":
    case "code":
    case "list":
    case "object":
      return text;
    case "integer":
      return integerFromText(text);
    case "number":
      return whenMatches(text, decimalNumber, finiteOrNull(`TRY_CAST(${text} AS DOUBLE)`));
    case "boolean":
      return `CASE ${text} WHEN 'true' THEN TRUE WHEN 'TRUE' THEN TRUE WHEN 'false' THEN FALSE WHEN 'FALSE' THEN FALSE END`;
    case "date":
      return dateFromText(text);
    case "date-time":
      return whenMatches(text, instant, `TRY_CAST(${text} AS TIMESTAMPTZ)`);
  }
}

/** A number printed back must be the text itself; the slower pattern decides about the rest. */
function integerFromText(text: string): string {
  const cast = `TRY_CAST(${text} AS BIGINT)`;
  const rest = whenMatches(
    text,
    wholeNumber,
    `TRY_CAST(TRY_CAST(${text} AS DECIMAL(38, 10)) AS BIGINT)`,
  );
  return `CASE WHEN CAST(${cast} AS VARCHAR) = ${text} THEN ${cast} ELSE ${rest} END`;
}

/** A whole number as a double, one included that is too large for the column of whole numbers. */
export function wholeFromText(text: string, held: string): string {
  const large = whenMatches(text, wholeNumber, finiteOrNull(`TRY_CAST(${text} AS DOUBLE)`));
  return `CASE WHEN (${held}) IS NOT NULL THEN CAST(${held} AS DOUBLE) ELSE ${large} END`;
}

/**
 * A day printed back must be the text itself, which leaves out 2013-2-3, 20130203, epoch and spaces.
 * The year 0000 of ISO 8601 is printed as 1 BC.
 */
function dateFromText(text: string): string {
  const cast = `TRY_CAST(${text} AS DATE)`;
  const same = `strlen(${text}) = 10 AND CAST(${cast} AS VARCHAR) = ${text}`;
  const yearZero = `regexp_full_match(${text}, '0000-[0-9]{2}-[0-9]{2}')`;
  return `CASE WHEN ${same} THEN ${cast} WHEN starts_with(${text}, '0000') AND ${yearZero} THEN ${cast} END`;
}

function whenMatches(text: string, pattern: string, value: string): string {
  return `CASE WHEN regexp_full_match(${text}, ${quoteLiteral(pattern)}) THEN ${value} END`;
}
