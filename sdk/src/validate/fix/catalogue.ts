import type { Property, ValueType } from "@edufed/schemas";
import { codeInOtherCase, codeLabelledSo, codeOfNumber, codeSpeltSo } from "./codes.ts";
import { orderedDay, wholeMoment, withoutMidnight, yearFirstDay } from "./dates.ts";
import type { FixKind } from "./kinds.ts";

/**
 * A safe fix: another way of writing a value, which cannot change what the value says. It is applied
 * only to a value that fails a check of its schema, and only where what comes of it passes them all.
 */
export interface Fix {
  readonly kind: FixKind;
  readonly appliesTo: (property: Property) => boolean;
  /**
   * SQL of the text as it should be written; NULL where the fix has nothing to say. It sees `text`,
   * the value without the white space around it, and `plain`, that in plain characters; of days,
   * also the columns of `dayOrderColumns`.
   */
  readonly sql: string;
}

/** Every safe fix, the plainest first: the first that makes a value pass is the one. */
export const catalogue: readonly Fix[] = [
  { kind: "white-space", appliesTo: isPlain, sql: "CASE WHEN text <> whole THEN text END" },
  { kind: "json-type", appliesTo: isFixable, sql: "CASE WHEN is_other_type THEN text END" },
  { kind: "characters", appliesTo: isWritten, sql: "CASE WHEN plain <> text THEN plain END" },
  { kind: "letter-case", appliesTo: of("code"), sql: codeInOtherCase },
  { kind: "code-spelling", appliesTo: of("code"), sql: codeSpeltSo },
  { kind: "code-label", appliesTo: of("code"), sql: codeLabelledSo },
  { kind: "code-number", appliesTo: of("code"), sql: codeOfNumber },
  { kind: "boolean-word", appliesTo: of("boolean"), sql: booleanOfWord() },
  { kind: "number-sign", appliesTo: of("integer", "number"), sql: signedNumber("plain") },
  { kind: "decimal-comma", appliesTo: of("integer", "number"), sql: decimalPoint() },
  {
    kind: "date-form",
    appliesTo: of("date"),
    sql: `coalesce(${yearFirstDay}, CASE WHEN day <> plain THEN ${withoutMidnight("plain")} END)`,
  },
  { kind: "date-order", appliesTo: of("date"), sql: orderedDay },
  { kind: "moment-form", appliesTo: of("date-time"), sql: wholeMoment },
];

/** Whether any fix knows values of this property: not those of lists and of objects. */
export function isFixable({ type }: Property): boolean {
  return type.kind !== "list" && type.kind !== "object";
}

/** A name of a record keeps its spaces: one file may have them off and another not. */
function isPlain(property: Property): boolean {
  return isFixable(property) && property.references === undefined;
}

/** Free text and identifiers keep their characters; everything else is written in plain ones. */
function isWritten(property: Property): boolean {
  return isFixable(property) && property.type.kind !== "string";
}

function of(...kinds: readonly ValueType["kind"][]): (property: Property) => boolean {
  return ({ type }) => kinds.includes(type.kind);
}

/**
 * The words of the four languages, and what spreadsheets in them write. One letter is not a word, and
 * 1 and 0 (or 1 and 2) say nothing without the form that they come from.
 */
function booleanOfWord(): string {
  return [
    "CASE WHEN lower(plain) IN ('true', 'yes', 'kyllä', 'tosi', 'ja', 'sant', 'bəli') THEN 'true'",
    "WHEN lower(plain) IN ('false', 'no', 'ei', 'epätosi', 'nej', 'falskt', 'xeyr') THEN 'false' END",
  ].join("\n");
}

/** A typographic minus is a minus, and a plus says nothing. */
function signedNumber(text: string): string {
  return `CASE WHEN regexp_matches(${text}, '^[+\u2212][0-9]') THEN replace(ltrim(${text}, '+'), '\u2212', '-') END`;
}

/** Three digits after the comma may be thousands, unless a zero stands alone before it. */
function decimalPoint(): string {
  const signed = `coalesce(${signedNumber("plain")}, plain)`;
  return `CASE WHEN regexp_full_match(${signed}, '-?([0-9]+,([0-9]{1,2}|[0-9]{4,})|0,[0-9]+)') THEN replace(${signed}, ',', '.') END`;
}
