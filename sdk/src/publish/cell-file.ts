/**
 * Cells on disk: one row per cell, margins included, as Parquet or CSV, and beside it a JSON file
 * that says what the columns mean. Internal: not protected, never part of a publication.
 */
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { Registry } from "@edufed/schemas";
import type { Cell, CellTable, TableDescription } from "../cells.ts";
import type { Row, SqlEngine } from "../engine/engine.ts";
import { quoteIdentifier, quoteLiteral } from "../engine/sql-text.ts";
import { InputError } from "../errors.ts";
import { checkTable } from "./cell-check.ts";
import { broken, descriptionText, readDescription } from "./cell-description.ts";
import { cellOf } from "./cell-row.ts";
import { descriptionPath, formatOf, tableDialect, writeTable } from "./table-file.ts";

/** Writes `<path>` (`.parquet` or `.csv`) and its description, each of them whole or not at all. */
export async function writeCells(engine: SqlEngine, path: string, table: CellTable): Promise<void> {
  const { description, cells } = table;
  const told = behindColumns(cells);
  await writeTable(engine, path, {
    dimensions: description.dimensions.map(({ id }) => id),
    columns: { ...columns, ...Object.fromEntries(told.map((name) => [name, "bigint"])) },
    rows: cells.map(({ codes, ...cell }) => ({
      codes,
      texts: [
        description.period.slice(0, 4),
        ...measureTexts(cell, description),
        ...told.map((name) => behindTexts[name](cell)),
      ],
    })),
    description: descriptionText(description),
  });
}

/**
 * Reads cells and their description; a table made elsewhere too, if it says which metric of the
 * standard it is about. Everything that protection relies on is checked: an `InputError` names the
 * row and the column of the first mistake.
 */
export async function readCells(
  engine: SqlEngine,
  path: string,
  registry: Registry,
): Promise<CellTable> {
  const format = formatOf(path);
  const [file, json] = await descriptionBeside(path);
  const description = await readDescription(json, basename(file), registry);
  const rows = await readRows(engine, path, format);
  const place = basename(path);
  requireColumns(rows, description, place);
  const cells = rows.map((row, index) =>
    cellOf(row, description, `${place}, row ${format === "csv" ? index + 2 : index + 1}`),
  );
  const table = { description, cells };
  checkTable(table, place);
  return table;
}

/** Columns after the dimensions, with the type each has in Parquet. */
const columns = {
  TIME_PERIOD: "varchar",
  NUM: "bigint",
  DEN: "bigint",
  OBS_VALUE: "double",
  CONTRIBUTORS: "bigint",
  COVERAGE: "double",
  OBS_STATUS: "varchar",
  EXPECTED: "bigint",
  EXCLUDED: "bigint",
} as const;

/** Columns that tell who is behind a cell, where somebody asked; empty is not known. */
const behindTexts: Readonly<Record<BehindColumn, (cell: Omit<Cell, "codes">) => string>> = {
  LARGEST_NUM: ({ largest }) => String(largest?.num[0] ?? ""),
  LARGEST_DEN: ({ largest }) => String(largest?.den[0] ?? ""),
  SCHOOLS: ({ schools }) => String(schools ?? ""),
  NUM_CELL_KEY: ({ keys }) => String(keys?.num ?? ""),
  DEN_CELL_KEY: ({ keys }) => String(keys?.den ?? ""),
};

type BehindColumn = "LARGEST_NUM" | "LARGEST_DEN" | "SCHOOLS" | "NUM_CELL_KEY" | "DEN_CELL_KEY";

/** Those that a table has: all of its cells or none of them. */
function behindColumns(cells: readonly Cell[]): readonly BehindColumn[] {
  return [
    ...(cells.some(({ largest }) => largest !== undefined)
      ? (["LARGEST_NUM", "LARGEST_DEN"] as const)
      : []),
    ...(cells.some(({ schools }) => schools !== undefined) ? (["SCHOOLS"] as const) : []),
    ...(cells.some(({ keys }) => keys !== undefined)
      ? (["NUM_CELL_KEY", "DEN_CELL_KEY"] as const)
      : []),
  ];
}

/** Columns that a table made elsewhere may leave out. */
const optionalColumns: ReadonlySet<string> = new Set([
  "OBS_STATUS",
  "EXPECTED",
  "EXCLUDED",
  ...Object.keys(behindTexts),
]);

/** The description beside a file of cells: `cells.json` or `cells.parquet.json`. */
async function descriptionBeside(path: string): Promise<readonly [string, string]> {
  const [first, second] = [descriptionPath(path), `${path}.json`];
  try {
    return [first, await readFile(first, "utf8")];
  } catch {
    return [second, await readText(second, basename(first))];
  }
}

async function readText(file: string, name: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    throw new InputError(
      `${name} cannot be read.`,
      "A file of cells needs its description beside it; keep the two together.",
      { cause },
    );
  }
}

function measureTexts(
  cell: Omit<Cell, "codes">,
  { decimals }: TableDescription,
): readonly string[] {
  const { num, den, value, contributors, coverage, status, expected, excluded } = cell;
  return [
    String(num),
    String(den),
    value?.toFixed(decimals) ?? "",
    String(contributors),
    coverage === null ? "" : String(coverage),
    status,
    expected === null ? "" : String(expected),
    excluded === undefined ? "" : String(excluded),
  ];
}

async function readRows(
  engine: SqlEngine,
  path: string,
  format: "parquet" | "csv",
): Promise<readonly Row[]> {
  const file = quoteLiteral(path);
  const sql =
    format === "parquet"
      ? `select * from read_parquet(${file})`
      : `select * from read_csv(${file}, ${tableDialect}, columns = ${await csvColumns(path)})`;
  try {
    return await engine.rows(sql);
  } catch (cause) {
    throw new InputError(
      `${basename(path)} cannot be read as ${format === "csv" ? "CSV" : "Parquet"}.`,
      "Check that the file is whole, or write it again with edufed metric run.",
      { cause },
    );
  }
}

/** Every column of a CSV file as text, as its header names them. */
async function csvColumns(path: string): Promise<string> {
  const text = await readText(path, basename(path));
  const [header = ""] = text.replace(/^\uFEFF/, "").split(/\r?\n/, 1);
  const names = header.split(",").map((name) => name.replaceAll('"', ""));
  return `{${names.map((name) => `${quoteLiteral(name)}: 'varchar'`).join(", ")}}`;
}

function requireColumns(
  [first]: readonly Row[],
  { dimensions }: TableDescription,
  place: string,
): void {
  if (first === undefined) throw broken(place, "there is no cell in it.");
  const known = [
    ...dimensions.map(({ id }) => id),
    ...Object.keys(columns),
    ...Object.keys(behindTexts),
  ];
  const missing = known.filter((name) => !Object.hasOwn(first, name) && !optionalColumns.has(name));
  const strange = Object.keys(first).filter((name) => !known.includes(name));
  if (strange.length > 0) {
    const named = strange.map((name) => quoteIdentifier(name)).join(", ");
    throw broken(place, `the column ${named} is not one of cells.`);
  }
  if (missing.length > 0) throw broken(place, `the column ${missing.join(", ")} is missing.`);
}
