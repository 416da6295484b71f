import type { FixWords } from "./shape.ts";

function values(count: number): string {
  return `${count.toLocaleString("en")} ${count === 1 ? "value" : "values"}`;
}

function changes(count: number, columns: number): string {
  const named = `${columns} column ${columns === 1 ? "name" : "names"}`;
  if (columns === 0) return values(count);
  return count === 0 ? named : `${values(count)} and ${named}`;
}

export const english: FixWords = {
  kinds: {
    "white-space": "white space around the value",
    characters: "characters of another form",
    "letter-case": "letter case",
    "code-spelling": "spaces or hyphens in a code",
    "code-label": "the label in place of the code",
    "code-number": "a code written as a decimal number",
    "boolean-word": "a word in place of true or false",
    "number-sign": "the sign of a number",
    "decimal-comma": "a comma as the decimal mark",
    "date-form": "a date in another format",
    "date-order": "a date with its parts in another order",
    "moment-form": "a moment in another format",
    "json-type": "another type of JSON value",
  },
  fixable: (count, of, kinds) => {
    const some = `${count.toLocaleString("en")} of ${of.toLocaleString("en")}`;
    const all = of === 1 ? "It" : `All ${of.toLocaleString("en")}`;
    return `${count === of ? all : some} can be fixed safely (${kinds}): \`edufed fix\`.`;
  },
  canBeFixed: (count, columns, command) =>
    `${changes(count, columns)} can be fixed safely: \`${command}\``,
  renames: "`edufed fix` renames it.",
  values,
  records: (count) => `${count.toLocaleString("en")} ${count === 1 ? "record" : "records"}`,
  row: "row",
  rows: "rows",
  renamed: (column, property) => `column “${column}” is named ${property}`,
  nothing: "Nothing can be fixed safely.",
  fixed: (count, columns) => `Fixed: ${changes(count, columns)}.`,
  wouldFix: (count, columns) => `Can be fixed: ${changes(count, columns)}.`,
  written: (place) => `Written to ${place}; the files that were read are as they were.`,
  notWritten: "Nothing was written.",
  allFixed: "No errors remain.",
  remaining: (errors) =>
    errors === 1
      ? "1 kind of error remains."
      : `${errors.toLocaleString("en")} kinds of errors remain.`,
  byHand: "What remains cannot be mended without knowing what was meant.",
};
