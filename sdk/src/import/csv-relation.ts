import type { Entity } from "@edufed/schemas";
import type { SqlEngine } from "../engine/engine.ts";
import { quoteIdentifier } from "../engine/sql-text.ts";
import { type CsvFile, csvRows, isCsvError, openCsv } from "./csv.ts";
import { malformedRows, readCarefully } from "./csv-careful.ts";
import {
  createTable,
  createView,
  knownColumns,
  type MalformedRows,
  partPrefix,
  type RawRelation,
  withFile,
} from "./raw-relation.ts";

/**
 * Reads CSV files into the raw relation `name`; rows that cannot be taken apart are left out. Files
 * that are not to be kept stay where they are if every line of them can be a row.
 */
export async function csvRelation(
  engine: SqlEngine,
  entity: Entity,
  { files: paths, isKept }: { readonly files: readonly string[]; readonly isKept: boolean },
  name: string,
): Promise<RawRelation> {
  const files = await Promise.all(paths.map(openCsv));
  const known = files.map((file) => knownColumns(entity, file.path, file.columns));
  if (!isKept && !(await anyNeedsCare(files))) return leftInFiles(engine, files, known, name);
  const rows: string[] = [];
  const malformed: MalformedRows[] = [];
  for (const [index, file] of files.entries()) {
    const part = `${partPrefix(name)}${index}`;
    // One after the other: each may take all that the machine has.
    const read = await readPart(engine, file, known[index] ?? [], part);
    rows.push(withFile(read.numbered, file.path, files.length));
    malformed.push(...read.malformed);
  }
  await createView(engine, name, rows);
  return { columns: [...new Set(files.flatMap((file) => file.columns))], malformed };
}

/** The files as they are; a look at every column finds what the engine cannot read. */
async function leftInFiles(
  engine: SqlEngine,
  files: readonly CsvFile[],
  known: readonly (readonly string[])[],
  name: string,
): Promise<RawRelation> {
  const rows = files.map((file, index) =>
    withFile(csvRows(file, known[index] ?? [], ordinaryLineBytes), file.path, files.length),
  );
  await createView(engine, name, rows);
  const read = [...new Set(known.flat())];
  const scan = {
    sums: (column: (name: string) => string) => ({
      values: read.map((each) => `count(${column(each)})`).join(" + "),
    }),
    holds: () => Promise.resolve(true),
    isUnreadable: isCsvError,
  };
  return { columns: [...new Set(files.flatMap((file) => file.columns))], malformed: [], scan };
}

async function anyNeedsCare(files: readonly CsvFile[]): Promise<boolean> {
  for (const file of files) {
    // One after the other: looking closely takes all that one core has.
    if (await needsCare(file)) return true;
  }
  return false;
}

interface Part {
  /** SQL of the rows with `_row`. */
  readonly numbered: string;
  readonly malformed: readonly MalformedRows[];
}

/** Lines of ordinary records are far shorter; with little room for each, reading is faster. */
const ordinaryLineBytes = 1 << 21;

async function readPart(
  engine: SqlEngine,
  file: CsvFile,
  columns: readonly string[],
  part: string,
): Promise<Part> {
  if (await isReadWhole(engine, file, columns, part)) {
    // A table keeps the order of the file; its header is row 1.
    const numbered = `SELECT rowid + 2 AS _row, * FROM ${quoteIdentifier(part)}`;
    return { numbered, malformed: [] };
  }
  const malformed = await readCarefully(engine, file, columns, part);
  return { numbered: `SELECT * FROM ${quoteIdentifier(part)}`, malformed };
}

/** Reads a file in which every line is a row; of any other, nothing is made. */
async function isReadWhole(
  engine: SqlEngine,
  file: CsvFile,
  columns: readonly string[],
  part: string,
): Promise<boolean> {
  if (await needsCare(file)) return false;
  try {
    await engine.run(createTable(part, [csvRows(file, columns, ordinaryLineBytes)]));
    return true;
  } catch (error) {
    if (isCsvError(error)) return false;
    throw error;
  }
}

/**
 * The engine passes over empty lines, may leave out a line that is longer than its memory for lines,
 * and with one column may take part of a line end for a row.
 */
async function needsCare(file: CsvFile): Promise<boolean> {
  if (file.columns.length === 1 || file.hasLongLines) return true;
  return file.mayHaveEmptyLines && (await malformedRows(file)).length > 0;
}
