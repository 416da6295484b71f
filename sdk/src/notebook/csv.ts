import { InputError } from "../errors.ts";

/** Reads CSV with a header (RFC 4180) into rows by column name. Throws when a row is longer or shorter. */
export function readCsv(text: string, file: string): readonly Readonly<Record<string, string>>[] {
  const [header, ...rows] = splitRows(text.replace(/^\uFEFF/u, ""), file);
  if (header === undefined) throw new InputError(`${file} is empty.`, "Ask for the file again.");
  return rows.map((row, index) => {
    if (row.length === header.length)
      return Object.fromEntries(header.map((name, column) => [name, row[column] ?? ""]));
    throw new InputError(
      `${file}: row ${index + 2} has ${row.length} columns, the header ${header.length}.`,
      "Ask for the file again.",
    );
  });
}

/** A field, in quotes or bare, and what ends it. */
const fieldPattern = /(?:"(?<quoted>(?:[^"]|"")*)"|(?<bare>[^",\r\n]*))(?<end>,|\r?\n|$)/uy;

function splitRows(text: string, file: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  let position = 0;
  while (position < text.length) {
    fieldPattern.lastIndex = position;
    const match = fieldPattern.exec(text);
    if (match === null)
      throw new InputError(
        `${file}: row ${rows.length + 1} has a quotation mark out of place.`,
        "Ask for the file again.",
      );
    const { quoted, bare = "", end = "" } = match.groups ?? {};
    row.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    position = fieldPattern.lastIndex;
    if (end === "," && position < text.length) continue;
    if (end === ",") row.push("");
    rows.push(row);
    row = [];
  }
  return rows;
}
