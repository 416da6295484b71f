import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { basename, join } from "node:path";
import type { SqlEngine } from "../engine/engine.ts";
import { quoteIdentifier, quoteLiteral } from "../engine/sql-text.ts";
import { InputError, OutputError } from "../errors.ts";
import type { RowDefect } from "../finding-text/table.ts";
import { wordsOf } from "../finding-text.ts";
import { unpackedBytes } from "./compression.ts";
import { columnTypes, csvDialect, type CsvFile, isCsvError, openCsv } from "./csv.ts";
import { type CsvRow, eachCsvRow, rowBytesMax } from "./csv-rows.ts";
import { readHead } from "./text-file.ts";
import { createTable, type MalformedRows, malformedShown } from "./raw-relation.ts";

/** The rows of a file that are no records, by what is wrong with them. */
export async function malformedRows(file: CsvFile): Promise<readonly MalformedRows[]> {
  return malformedAmong(file, () => undefined);
}

/** Opens a file of which every row is wanted: one with a row that cannot be taken apart is refused. */
export async function openSoundCsv(path: string): Promise<CsvFile> {
  await readHead(path);
  const file = await openCsv(path);
  if (file.mayHaveEmptyLines) {
    const [first] = await malformedRows(file);
    if (first !== undefined) throw malformedError(first);
  }
  return file;
}

function malformedError({ file, defect, rows }: MalformedRows): InputError {
  const { message, fix } = wordsOf({ code: "malformed-row", defect });
  return new InputError(`${basename(file)}, row ${rows[0]}: ${message}`, fix);
}

/**
 * Reads a file that the engine refuses, or that has empty lines, into a table with `_row`: its good
 * rows are copied to where the engine keeps what does not fit in memory, each with its number, and
 * read from there.
 */
export async function readCarefully(
  engine: SqlEngine,
  file: CsvFile,
  columns: readonly string[],
  table: string,
): Promise<readonly MalformedRows[]> {
  const folder = await temporaryFolder(engine);
  try {
    const copy = join(folder, "rows.csv");
    const malformed = await copyGoodRows(file, copy);
    await engine.run(createTable(table, [numberedRows(file, columns, copy)]));
    return malformed;
  } catch (error) {
    throw isCsvError(error) ? unreadable(file, error) : error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function malformedAmong(
  { path, delimiter, columns }: CsvFile,
  keep: (row: CsvRow) => void,
): Promise<readonly MalformedRows[]> {
  const found = new Map<RowDefect, { count: number; readonly rows: number[] }>();
  const shape = { delimiter, columns: columns.length };
  await eachCsvRow(unpackedBytes(path), shape, (row) => {
    if (row.defect === undefined) {
      keep(row);
      return;
    }
    const same = found.get(row.defect) ?? { count: 0, rows: [] };
    found.set(row.defect, same);
    same.count += 1;
    if (same.rows.length < malformedShown) same.rows.push(row.number);
  });
  return [...found].map(([defect, { count, rows }]) => ({ file: path, defect, count, rows }));
}

async function copyGoodRows(file: CsvFile, copy: string): Promise<readonly MalformedRows[]> {
  const output = openSync(copy, "wx", 0o600);
  try {
    const lines = new Lines(output);
    const malformed = await malformedAmong(file, ({ number, bytes }) => {
      lines.write(`${number}${file.delimiter}`, bytes);
    });
    lines.flush();
    return malformed;
  } finally {
    closeSync(output);
  }
}

/** Collects lines, so that not every one is written by itself. */
class Lines {
  readonly #file: number;
  readonly #held: Buffer = Buffer.allocUnsafe(1 << 20);
  #length = 0;

  constructor(file: number) {
    this.#file = file;
  }

  write(start: string, bytes: Buffer): void {
    const length = start.length + bytes.length + 1;
    if (length > this.#held.length - this.#length) this.flush();
    if (length > this.#held.length) {
      writeAll(this.#file, Buffer.concat([Buffer.from(start), bytes, Buffer.from("\n")]));
      return;
    }
    this.#length += this.#held.write(start, this.#length, "latin1");
    this.#length += bytes.copy(this.#held, this.#length);
    this.#length += this.#held.write("\n", this.#length, "latin1");
  }

  flush(): void {
    writeAll(this.#file, this.#held.subarray(0, this.#length));
    this.#length = 0;
  }
}

function writeAll(file: number, bytes: Buffer): void {
  try {
    for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
  } catch (cause) {
    throw new OutputError(
      "A temporary copy of the rows could not be written: there may be no room on the disk.",
      "Make room, or choose another temporary directory.",
      { cause },
    );
  }
}

/** The good rows as text, after the number that each was given. */
function numberedRows(file: CsvFile, columns: readonly string[], copy: string): string {
  const number = unusedName(file.columns);
  const types = `{${quoteLiteral(number)}: 'BIGINT', ${columnTypes(file)}}`;
  // The number and its separator stand before each row. Several readers at once cannot read long rows.
  const options = `columns = ${types}, header = false, parallel = false, new_line = '\\n', ${csvDialect(file)}, max_line_size = ${rowBytesMax + 32}`;
  const chosen = columns.map(quoteIdentifier).join(", ");
  return `SELECT ${quoteIdentifier(number)} AS _row, ${chosen} FROM read_csv(${quoteLiteral(copy)}, ${options})`;
}

function unusedName(columns: readonly string[]): string {
  const taken = new Set(columns.map((column) => column.toLowerCase()));
  let name = "_row";
  while (taken.has(name)) name += "_";
  return name;
}

async function temporaryFolder(engine: SqlEngine): Promise<string> {
  const [setting] = await engine.rows("SELECT current_setting('temp_directory') AS folder");
  const parent = String(setting?.["folder"]);
  mkdirSync(parent, { recursive: true, mode: 0o700 });
  return mkdtempSync(join(parent, "csv-"));
}

function unreadable(file: CsvFile, cause: unknown): InputError {
  return new InputError(
    `${basename(file.path)}: the lines cannot be told apart; line ends of different kinds are mixed, or quotes do not match.`,
    "Save the file again as CSV with one kind of line end.",
    { cause },
  );
}
