/** A table of figures on disk: one row per cell, and beside it a JSON file that says what it is. */
import { randomBytes } from "node:crypto";
import { rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import type { SqlEngine } from "../engine/engine.ts";
import { quoteLiteral } from "../engine/sql-text.ts";
import { EduFedError, UsageError } from "../errors.ts";
import { makeFolder, unwritable, writeWhole } from "../workspace/write.ts";

/** A table as text, ready to be written. */
export interface TextTable {
  readonly dimensions: readonly string[];
  /** Columns after the dimensions, with the type each has in Parquet. */
  readonly columns: Readonly<Record<string, string>>;
  readonly rows: readonly TextRow[];
  /** JSON. */
  readonly description: string;
}

interface TextRow {
  readonly codes: Readonly<Record<string, string>>;
  /** One per column; what is not known is empty. */
  readonly texts: readonly string[];
}

/** Writes `<path>` (`.parquet` or `.csv`) and its description, each of them whole or not at all. */
export async function writeTable(engine: SqlEngine, path: string, table: TextTable): Promise<void> {
  const format = formatOf(path);
  const csv = csvText(table);
  try {
    if (format === "csv") await writeWhole(path, csv);
    else await writeParquet(engine, path, csv, table);
    await writeWhole(descriptionPath(path), table.description);
  } catch (cause) {
    throw cause instanceof EduFedError ? cause : unwritable(path, cause);
  }
}

/** How a file is written, as its name says. */
export function formatOf(path: string): "parquet" | "csv" {
  const extension = extname(path).toLowerCase();
  if (extension === ".parquet") return "parquet";
  if (extension === ".csv") return "csv";
  throw new UsageError(
    `${basename(path)} is neither .parquet nor .csv.`,
    "Name the file of cells with one of these endings.",
  );
}

/** `cells.parquet` → `cells.json`. */
export function descriptionPath(path: string): string {
  return join(dirname(path), `${basename(path, extname(path))}.json`);
}

function csvText({ dimensions, columns, rows }: TextTable): string {
  const lines = rows.map(({ codes, texts }) => [
    ...dimensions.map((id) => quoted(codes[id] ?? "")),
    ...texts,
  ]);
  const header = [...dimensions, ...Object.keys(columns)];
  return [header, ...lines].map((line) => `${line.join(",")}\r\n`).join("");
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Goes through a CSV beside the target, which the engine turns into Parquet. */
async function writeParquet(
  engine: SqlEngine,
  path: string,
  csv: string,
  { dimensions, columns }: TextTable,
): Promise<void> {
  const beside = join(dirname(path), `.${randomBytes(6).toString("hex")}`);
  const [text, parquet] = [`${beside}.csv`, `${beside}.parquet`];
  const types = { ...Object.fromEntries(dimensions.map((id) => [id, "varchar"])), ...columns };
  const typed = Object.entries(types)
    .map(([id, type]) => `${quoteLiteral(id)}: ${quoteLiteral(type)}`)
    .join(", ");
  await makeFolder(dirname(path));
  try {
    await writeFile(text, csv);
    await engine.run(
      `copy (select * from read_csv(${quoteLiteral(text)}, ${tableDialect}, columns = {${typed}}))
      to ${quoteLiteral(parquet)} (format parquet)`,
    );
    await rename(parquet, path);
  } finally {
    await rm(text, { force: true });
    await rm(parquet, { force: true });
  }
}

/** Nothing about a file of figures is guessed. */
export const tableDialect = `header = true, delim = ',', quote = '"', escape = '"', auto_detect = false`;
