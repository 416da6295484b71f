import { extensionPrefix } from "../extension-name.ts";
import {
  codesNamedMax,
  type ExpectedFormat,
  type ExpectedKind,
  type FindingFacts,
  type FindingTable,
  type FindingWords,
  namedCodes,
  type RowDefect,
  series,
  type Side,
  type Subject,
} from "./table.ts";

/** What findings say in English, which every other language translates. */
export const english: FindingTable = {
  "unknown-entity": ({ meant }) => ({
    message: "The file is not named after an entity and was not read.",
    fix:
      meant === undefined
        ? "Rename it after its entity, or move it elsewhere."
        : `Did you mean “${meant}”? Rename the file.`,
  }),
  "unread-file": ({ entity }) => ({
    message: `The file is named after ${entity}, but is not in a format that is read.`,
    fix: "Export it as CSV, NDJSON, JSON or Parquet, or move it elsewhere.",
  }),
  "unknown-column": ({ column, position, meant }) => ({
    message: `Column ${column === undefined ? `number ${position}` : `“${column}”`} is not a property of the entity.`,
    fix:
      meant === undefined
        ? (extensionFix(column) ?? "Delete the column, or rename it to the property that it holds.")
        : `Did you mean “${meant}”? Rename the column.`,
  }),
  "missing-column": ({ property, expected }) => ({
    message: `There is no column ${property}, which every record needs.`,
    fix:
      expected === "list"
        ? `Add the column ${property}; a list is written as JSON, as in ["a","b"].`
        : `Add the column ${property}.`,
  }),
  "empty-file": () => ({
    message: "The file has no records.",
    fix: "Export it again, or leave it out.",
  }),
  "malformed-row": ({ defect }) => rowDefects[defect],
  missing: ({ property }) => ({
    message: `${property} is missing.`,
    fix: `Fill in ${property}, or leave the record out.`,
  }),
  "wrong-type": (facts) => ({
    message: `${subject(facts)} is not ${kindNames[facts.expected]}.`,
    fix: kindFix(facts),
  }),
  "unknown-code": ({ codes, check, ...about }) => ({
    message: `${subject(about)} is not a code of its ${about.isItem === true ? "code list" : "list"}.`,
    fix: codeFix(codes, check),
  }),
  "out-of-range": ({ side, limit, ...about }) =>
    side === "step"
      ? {
          message: `${subject(about)} is not in steps of ${limit}.`,
          fix: `Check the value; ${each(about)} is a multiple of ${limit}.`,
        }
      : {
          message: `${subject(about)} is ${side === "minimum" ? "below" : "above"} ${limit}.`,
          fix: `Check the value; ${each(about)} is at ${side === "minimum" ? "least" : "most"} ${limit}.`,
        },
  "wrong-format": ({ format, pattern, example, ...about }) => ({
    message: `${subject(about)} is not ${formatNames[format]}.`,
    fix: format === "pattern" ? patternFix(pattern, example) : formatFixes[format],
  }),
  "wrong-length": ({ side, limit, ...about }) => ({
    message: `${subject(about)} is ${side === "minimum" ? "shorter" : "longer"} than ${limit} character${limit === 1 ? "" : "s"}.`,
    fix: lengthFix(side, about),
  }),
  "wrong-items": (facts) =>
    facts.side === "unique"
      ? { message: `${facts.property} names something twice.`, fix: "Name each item once." }
      : {
          message: `${facts.property} has ${facts.side === "minimum" ? "fewer" : "more"} than ${facts.limit} item${facts.limit === 1 ? "" : "s"}.`,
          fix: "Check the list; leave the property absent when there is nothing to list.",
        },
  "unknown-property": ({ property, meant }) => ({
    message: `${property === "" ? "A property" : property} is not a property of the entity.`,
    fix:
      meant === undefined
        ? (extensionFix(property) ?? "Leave it out, or rename it to the property that it holds.")
        : `Did you mean “${meant}”? Rename it.`,
  }),
  rule: ({ message, fix }) => ({ message: message.en, fix: fix.en }),
  "duplicate-key": ({ properties }) => ({
    message: `Several records have the same ${series(properties, "and")}.`,
    fix:
      properties.length === 1
        ? `Keep one record of each, or correct ${properties[0]}; no two records share it.`
        : `Keep one record of each, or correct one of these properties; no two records share them all.`,
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

function subject({ property, isItem }: Subject): string {
  if (isItem === true) return `An item of ${property}`;
  return property === "" ? "The record" : property;
}

function each({ property, isItem }: Subject): string {
  return isItem === true ? "each item" : property;
}

/** What is not known is said only of a value that can be left out. */
function kindFix({ property, isItem, expected, isNullable }: FindingFacts<"wrong-type">): string {
  const how = (isItem === true ? itemFixes[expected] : undefined) ?? kindFixes[expected];
  return isNullable === true || property === ""
    ? `${how}.`
    : `${how}; what is not known is left out, not written as null.`;
}

function patternFix(pattern: string | undefined, example: string | undefined): string {
  return example === undefined
    ? `Write it so that it matches ${pattern}.`
    : `Write it like ${example}.`;
}

function lengthFix(side: Side, { isItem }: Subject): string {
  if (side === "minimum") {
    return isItem === true
      ? "Fill it in, or leave the item out."
      : "Fill it in, or leave it absent.";
  }
  return isItem === true
    ? "Shorten it; it may be several items."
    : "Shorten it; it may be in the wrong column.";
}

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
  string: "Write it as text",
  code: "Write the code as text",
  integer: "Write digits only, without spaces or a decimal mark",
  number: "Write digits with a point as the decimal mark, without spaces or units",
  boolean: "Write true or false",
  date: "Write the day as YYYY-MM-DD",
  "date-time": "Write the moment as 2025-10-01T08:00:00Z, with its offset",
  list: 'Write the list as JSON, as in ["a","b"], with every item of the right kind',
  object: "Write the object as JSON",
};

/** The same of the items of a list, where it is said otherwise. */
const itemFixes: Readonly<Partial<Record<ExpectedKind, string>>> = {
  string: "Write each item as text",
  code: "Write each code as text",
  object: "Write each item as a JSON object",
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

function codeFix(codes: readonly string[], check: string | undefined): string {
  const named = namedCodes(codes);
  if (codes.length === 1) return `Use ${named}.`;
  if (codes.length <= codesNamedMax) return `Use one of ${named}.`;
  const where = check === undefined ? "" : `; \`edufed rule ${check}\` lists them`;
  return `Use one of the ${codes.length} codes, such as ${named}${where}.`;
}

function extensionFix(name: string | undefined): string | undefined {
  const prefix = name === undefined ? undefined : extensionPrefix(name);
  if (prefix === undefined) return undefined;
  return `If it is your own, declare it in extensions/${prefix}.json and name that file in edufed.config.json; otherwise leave it out.`;
}

const rowDefects: Readonly<Record<RowDefect, FindingWords>> = {
  "too-few-values": {
    message: "The row has fewer values than the header has columns.",
    fix: "Check the row; a value may be missing, or a line break may stand outside of quotes.",
  },
  "too-many-values": {
    message: "The row has more values than the header has columns.",
    fix: "Check the row; a value that holds the separator must stand in double quotes.",
  },
  "unclosed-quote": {
    message: "A quote in the row is not opened and closed properly.",
    fix: 'Close the quote; a double quote inside a value is written twice: "".',
  },
  "too-long": {
    message: "The row is longer than 16 MB.",
    fix: "Check that every row holds one record, that no value is a whole file, and that every quote is closed.",
  },
  "empty-line": {
    message: "The line is empty, and more lines follow.",
    fix: "Delete the empty line.",
  },
  "not-utf8": {
    message: "The row is not UTF-8 text.",
    fix: "Save the file again as UTF-8 (in Excel: “CSV UTF-8”).",
  },
  "not-json": {
    message: "The line is not valid JSON.",
    fix: "Check the quotes, commas and brackets there, or export the file again.",
  },
  "not-object": {
    message: "The record is not a JSON object.",
    fix: 'Write each record as an object: {"property": value, …}.',
  },
  "duplicate-name": {
    message: "The record names a property twice.",
    fix: "Keep the one that is meant; which of them counts would be a guess.",
  },
};
