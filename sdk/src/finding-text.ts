import type { LocalisedText, ValueType } from "@edufed/schemas";
import { extensionHint } from "./extension-name.ts";
import type { FindingCode } from "./finding.ts";

/** What the words of each code need to know; never a value of the data. */
interface FactsByCode {
  readonly "unknown-entity": { readonly meant?: string | undefined };
  readonly "unknown-column": { readonly column: string; readonly meant?: string | undefined };
  readonly "missing-column": { readonly property: string };
  readonly "empty-file": object;
  readonly missing: { readonly property: string };
  readonly "wrong-type": { readonly property: string; readonly expected: ExpectedKind };
  readonly "unknown-code": { readonly property: string; readonly codes: readonly string[] };
  readonly "out-of-range": Limit | Step;
  readonly "wrong-format": {
    readonly property: string;
    readonly format: ExpectedFormat;
    readonly pattern?: string;
  };
  readonly "wrong-length": Limit;
  readonly "wrong-items": Limit | { readonly property: string; readonly side: "unique" };
  readonly "unknown-property": { readonly property: string; readonly meant?: string | undefined };
  readonly rule: { readonly message: LocalisedText; readonly fix: LocalisedText };
  readonly "duplicate-key": { readonly properties: readonly string[] };
  readonly "unknown-reference": {
    readonly property: string;
    readonly entity: string;
    readonly checked: boolean;
  };
  readonly unchecked: { readonly entity: string };
  readonly "ambiguous-date": {
    readonly property: string;
    readonly reason: "order" | "impossible";
  };
  readonly "unmapped-code": { readonly property: string };
  readonly "unmapped-column": { readonly property: string };
  readonly superseded: object;
}

/** The steps that a number moves in: it is a multiple of `limit`. */
interface Step {
  readonly property: string;
  readonly side: "step";
  readonly limit: number;
}

interface Limit {
  readonly property: string;
  readonly side: Side;
  readonly limit: number;
}

/** A code with the facts that its words need. */
export type FindingFacts<C extends FindingCode = FindingCode> = {
  [K in C]: { readonly code: K } & FactsByCode[K];
}[C];

/** Kinds of values as a reader knows them. */
export type ExpectedKind = ValueType["kind"];
export type ExpectedFormat = "date" | "date-time" | "pattern";
/** Which limit was passed. */
export type Side = "minimum" | "maximum";

/** Languages that findings speak. English is complete; another language is one more table. */
export type FindingLanguage = "en";

/** One sentence on what is wrong, one on what to do. */
export interface FindingWords {
  readonly message: string;
  readonly fix: string;
}

type Table = { readonly [C in FindingCode]: (facts: FindingFacts<C>) => FindingWords };

/** The words of a finding in a language. */
export function wordsOf<C extends FindingCode>(
  facts: FindingFacts<C>,
  language: FindingLanguage = "en",
): FindingWords {
  const table: Table = tables[language];
  return table[facts.code](facts);
}

const english: Table = {
  "unknown-entity": ({ meant }) => ({
    message: "The file is not named after an entity and was not read.",
    fix:
      meant === undefined
        ? "Rename it after its entity, or move it elsewhere."
        : `Did you mean “${meant}”? Rename the file.`,
  }),
  "unknown-column": ({ column, meant }) => ({
    message: `Column ${column} is not a property of the entity.`,
    fix:
      meant === undefined
        ? (extensionHint(column) ??
          "Delete the column, or rename it to the property that it holds.")
        : `Did you mean “${meant}”? Rename the column.`,
  }),
  "missing-column": ({ property }) => ({
    message: `There is no column ${property}, which every record needs.`,
    fix: `Add the column ${property}.`,
  }),
  "empty-file": () => ({
    message: "The file has no records.",
    fix: "Export it again, or leave it out.",
  }),
  missing: ({ property }) => ({
    message: `${property} is missing.`,
    fix: `Fill in ${property}, or leave the record out.`,
  }),
  "wrong-type": ({ property, expected }) => ({
    message: `${property} is not ${kindNames[expected]}.`,
    fix: kindFixes[expected],
  }),
  "unknown-code": ({ property, codes }) => ({
    message: `${property} is not a code of its list.`,
    fix: `Use ${codes.length > 12 ? `one of the ${codes.length} codes, such as ${codes.slice(0, 5).join(", ")}` : oneOf(codes)}.`,
  }),
  "out-of-range": ({ property, side, limit }) =>
    side === "step"
      ? {
          message: `${property} is not in steps of ${limit}.`,
          fix: `Check the value; ${property} is a multiple of ${limit}.`,
        }
      : {
          message: `${property} is ${side === "minimum" ? "below" : "above"} ${limit}.`,
          fix: `Check the value; ${property} is at ${side === "minimum" ? "least" : "most"} ${limit}.`,
        },
  "wrong-format": ({ property, format, pattern }) => ({
    message: `${property} is not ${formatNames[format]}.`,
    fix: format === "pattern" ? `Write it so that it matches ${pattern}.` : formatFixes[format],
  }),
  "wrong-length": ({ property, side, limit }) => ({
    message: `${property} is ${side === "minimum" ? "shorter" : "longer"} than ${limit} character${limit === 1 ? "" : "s"}.`,
    fix:
      side === "minimum"
        ? "Fill it in, or leave it absent."
        : "Shorten it; it may be in the wrong column.",
  }),
  "wrong-items": (facts) =>
    facts.side === "unique"
      ? { message: `${facts.property} names something twice.`, fix: "Name each item once." }
      : {
          message: `${facts.property} has ${facts.side === "minimum" ? "fewer" : "more"} than ${facts.limit} item${facts.limit === 1 ? "" : "s"}.`,
          fix: "Check the list; leave the property absent when there is nothing to list.",
        },
  "unknown-property": ({ property, meant }) => ({
    message: `${property} is not a property of the entity.`,
    fix:
      meant === undefined
        ? (extensionHint(property) ?? "Leave it out, or rename it to the property that it holds.")
        : `Did you mean “${meant}”? Rename it.`,
  }),
  rule: ({ message, fix }) => ({ message: message.en, fix: fix.en }),
  "duplicate-key": ({ properties }) => ({
    message: `Several records have the same ${properties.join(", ")}.`,
    fix: "Keep one record of each; together these properties name it.",
  }),
  "unknown-reference": ({ property, entity, checked }) =>
    checked
      ? {
          message: `${property} names a record of ${entity} that is not in the data set.`,
          fix: `Add the record to ${entity}, or correct ${property}.`,
        }
      : {
          message: `${property} was not checked: the data set has no records of ${entity}.`,
          fix: `Add the records of ${entity} to check it.`,
        },
  unchecked: ({ entity }) => ({
    message: `The rule was not checked: the data set has no records of ${entity}.`,
    fix: `Add the records of ${entity} to check it.`,
  }),
  "ambiguous-date": ({ property, reason }) => ({
    message:
      reason === "order"
        ? `${property} is written with slashes, and day and month cannot be told apart.`
        : `${property} is a day that does not exist in the order of day and month given.`,
    fix:
      reason === "order"
        ? "Export dates as YYYY-MM-DD, or say the order: --date-order dmy or --date-order mdy."
        : "Check --date-order, or correct the date in the source system.",
  }),
  "unmapped-code": ({ property }) => ({
    message: `${property} has a code that the crosswalk does not map.`,
    fix: "Add the code to the crosswalk; it is never guessed.",
  }),
  "unmapped-column": ({ property }) => ({
    message: `Column ${property} is not named by the crosswalk.`,
    fix: "Map it in the crosswalk, or name it there as left out, with the reason.",
  }),
  superseded: () => ({
    message: "A later batch replaces the record.",
    fix: "Nothing to do; the newer record is kept.",
  }),
};

const tables: Readonly<Record<FindingLanguage, Table>> = { en: english };

const kindNames: Readonly<Record<ExpectedKind, string>> = {
  string: "text",
  code: "text",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
  date: "a day",
  "date-time": "a moment in time",
  list: "a list",
  object: "an object",
};

const kindFixes: Readonly<Record<ExpectedKind, string>> = {
  string: "Write it as text.",
  code: "Write the code as text.",
  integer: "Write digits only, without spaces or a decimal mark.",
  number: "Write digits with a point as the decimal mark, without spaces or units.",
  boolean: "Write true or false.",
  date: "Write the day as YYYY-MM-DD.",
  "date-time": "Write the moment as 2025-10-01T08:00:00Z, with its offset.",
  list: 'Write the list as JSON, as in ["a","b"]; every item must be of the right kind.',
  object: "Write the object as JSON.",
};

const formatNames: Readonly<Record<ExpectedFormat, string>> = {
  date: "a day written as YYYY-MM-DD",
  "date-time": "a moment written as in 2025-10-01T08:00:00Z",
  pattern: "written as it should be",
};

const formatFixes: Readonly<Record<Exclude<ExpectedFormat, "pattern">, string>> = {
  date: "Write the day as YYYY-MM-DD, with an existing month and day.",
  "date-time": "Write date, T, time and offset, as in 2025-10-01T08:00:00Z.",
};

function oneOf(codes: readonly string[]): string {
  return codes.length === 1 ? `${codes[0]}` : `one of ${codes.join(", ")}`;
}
