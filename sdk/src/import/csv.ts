import { basename } from "node:path";
import type { SqlEngine } from "../engine/engine.ts";
import { quoteIdentifier, quoteLiteral } from "../engine/sql-text.ts";
import { InputError } from "../errors.ts";
import { compressionOption } from "./compression.ts";
import { rowBytesMax } from "./csv-rows.ts";
import { type LinesSeen, lookAtLines, readHeadLoosely, wrongEncoding } from "./text-file.ts";

/** As many as a spreadsheet has; more are no header. */
const columnsMax = 16_384;

/** A CSV file whose first row has been read: which columns it has, and what separates them. */
export interface CsvFile extends LinesSeen {
  readonly path: string;
  readonly columns: readonly string[];
  readonly delimiter: "," | ";" | "\t";
}

/** Reads the header row. Excel writes semicolons where the comma is the decimal sign; both are read. */
export async function openCsv(path: string): Promise<CsvFile> {
  const name = basename(path);
  const head = await headWithHeader(path);
  const delimiter = delimiterOf(head);
  const columns = headerOf(head, delimiter, name);
  if (columns.some((column) => column.includes("\uFFFD"))) {
    throw wrongEncoding(name, "Windows-1252 or Latin-1", 1);
  }
  refuseDuplicates(columns, name);
  return { path, columns, delimiter, ...(await lookAtLines(path, head)) };
}

/** SQL that gives the rows as text with `_row`, the number a spreadsheet shows; the header is row 1. */
export function csvSelect(file: CsvFile, columns: readonly string[] = file.columns): string {
  return `SELECT row_number() OVER () + 1 AS _row, * FROM (${csvRows(file, columns)})`;
}

/**
 * SQL that gives the rows as text, in the order of the file; unnumbered, they are read in parallel.
 * Reading is faster where no line need be long.
 */
export function csvRows(
  file: CsvFile,
  columns: readonly string[],
  lineBytesMax: number = rowBytesMax,
): string {
  const options = [
    `columns = {${columnTypes(file)}}, header = true`,
    `${csvDialect(file)}, max_line_size = ${lineBytesMax}${compressionOption(file.path)}`,
  ].join(", ");
  const chosen = columns.map(quoteIdentifier).join(", ");
  return `SELECT ${chosen} FROM read_csv(${quoteLiteral(file.path)}, ${options})`;
}

/** The columns of a file as the engine is told them, all text. */
export function columnTypes(file: CsvFile): string {
  return file.columns.map((column) => `${quoteLiteral(column)}: 'VARCHAR'`).join(", ");
}

/** How the engine is to take lines apart: strictly, and without guessing. */
export function csvDialect(file: CsvFile): string {
  return `delim = ${quoteLiteral(file.delimiter)}, quote = '"', escape = '"', auto_detect = false, strict_mode = true, null_padding = false`;
}

/** Runs statements that read CSV files; a file that is not what it should be becomes an InputError. */
export async function readingCsv(engine: SqlEngine, sql: string): Promise<void> {
  try {
    await engine.run(sql);
  } catch (error) {
    throw csvError(engineMessage(error)) ?? error;
  }
}

/** Whether the engine could not take a CSV file apart. */
export function isCsvError(error: unknown): boolean {
  const message = engineMessage(error);
  return enginePath.test(message) || message.includes("Parallel CSV Reader");
}

const enginePath = /^ *file = (.*)$/m;

/** What the engine said, which it keeps as a cause where it quotes data. */
export function engineMessage(error: unknown): string {
  if (!(error instanceof Error)) return "";
  return error.cause instanceof Error ? error.cause.message : error.message;
}

/** DuckDB's own message quotes the line, which may hold personal data: only place and kind are kept. */
function csvError(message: string): InputError | undefined {
  const path = enginePath.exec(message)?.[1];
  if (path === undefined) return undefined;
  const name = basename(path);
  const line = /CSV Error on Line: (\d+)/.exec(message)?.[1];
  const place = line === undefined ? name : `${name}, line ${line}`;
  const columns = /Expected Number of Columns: (\d+) Found: (\d+)/.exec(message);
  if (columns !== null) {
    return new InputError(
      `${place}: ${columns[2]} values, but the header has ${columns[1]} columns.`,
      "Check the line: a value that holds the separator must stand in double quotes.",
    );
  }
  if (/not utf-8|unicode/i.test(message)) {
    return wrongEncoding(
      name,
      "Windows-1252 or Latin-1",
      line === undefined ? undefined : Number(line),
    );
  }
  if (/Maximum line size/i.test(message)) {
    return new InputError(
      `${place}: longer than ${rowBytesMax >> 20} MB, or a quote is opened and not closed properly.`,
      'Close the quote; a double quote inside a value is written twice: "".',
    );
  }
  if (/unterminated quote/i.test(message)) {
    return new InputError(
      `${place}: a quote is opened and not closed properly.`,
      'Close it; a double quote inside a value is written twice: "".',
    );
  }
  return new InputError(
    `${place}: the lines cannot be told apart; line ends of different kinds are mixed, or quotes do not match.`,
    "Save the file again as CSV with one kind of line end.",
  );
}

function delimiterOf(head: string): CsvFile["delimiter"] {
  const line = head.split(/[\r\n]/, 1)[0] ?? "";
  const count = (mark: string): number => line.split(mark).length - 1;
  if (count(";") > count(",")) return ";";
  return count("\t") > count(",") ? "\t" : ",";
}

/** The beginning of the file, with all of its first line where that is unusually long. */
async function headWithHeader(path: string): Promise<string> {
  const head = await readHeadLoosely(path);
  return /[\r\n]/.test(head) ? head : readHeadLoosely(path, rowBytesMax);
}

function headerOf(head: string, delimiter: string, name: string): readonly string[] {
  const columns: string[] = [];
  let rest = head;
  for (;;) {
    const [cell, value] = headerCell(rest, delimiter, name);
    columns.push(value);
    if (columns.length > columnsMax) throw tooManyColumns(name);
    rest = rest.slice(cell.length);
    if (!rest.startsWith(delimiter)) return columns;
    rest = rest.slice(delimiter.length);
  }
}

function tooManyColumns(name: string): InputError {
  return new InputError(
    `${name}, line 1: more than ${columnsMax} columns.`,
    "The first row must name the columns; keep those that are properties.",
  );
}

/** The cell at the start of the text: as written, and what it says. */
function headerCell(text: string, delimiter: string, name: string): [string, string] {
  if (!text.startsWith('"')) {
    const end = text.search(delimiter === "\t" ? /[\t\r\n]/ : new RegExp(`[${delimiter}\r\n]`));
    const cell = end < 0 ? text : text.slice(0, end);
    return [cell, cell];
  }
  let end = text.indexOf('"', 1);
  while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
  if (end < 0) {
    throw new InputError(
      `${name}, line 1: a quote is opened and never closed.`,
      "Close the quote in the header row.",
    );
  }
  return [text.slice(0, end + 1), text.slice(1, end).replaceAll('""', '"')];
}

function refuseDuplicates(columns: readonly string[], name: string): void {
  const folded = columns.map((column) => column.toLowerCase());
  const backwards = folded.map((column, index) => [column, index + 1] as const).toReversed();
  const firstOf = new Map(backwards);
  const twice = folded.findIndex((column, index) => (firstOf.get(column) ?? index + 1) <= index);
  if (twice >= 0) {
    const first = firstOf.get(folded[twice] ?? "");
    throw new InputError(
      `${name}, line 1: column ${twice + 1} has the same name as column ${first}.`,
      "Give every column its own name; delete the one that is not meant.",
    );
  }
  const unnamed = columns.findIndex((column) => column.trim() === "");
  if (unnamed >= 0) {
    throw new InputError(
      `${name}, line 1: column ${unnamed + 1} has no name.`,
      "Name the column, or delete it.",
    );
  }
}
