import type { Entity } from "@edufed/schemas";
import type { Scan } from "../dataset.ts";
import type { SqlEngine } from "../engine/engine.ts";
import { quoteIdentifier, quoteLiteral } from "../engine/sql-text.ts";
import { InputError } from "../errors.ts";
import type { RowDefect } from "../finding-text/table.ts";

/**
 * What came of reading files into the raw relation of an entity: the rows as they were, with `_row`,
 * and `_file` where there are several files.
 */
export interface RawRelation {
  /** The columns that the files name; null where each record names its own. */
  readonly columns: readonly string[] | null;
  /** Rows that are not in the relation, since they could not be taken apart. */
  readonly malformed: readonly MalformedRows[];
  /** Present where the rows were left in their files, without `_row`. */
  readonly scan?: Omit<Scan, "keep">;
}

/** Rows of one file that are no records for one reason. */
export interface MalformedRows {
  readonly file: string;
  readonly defect: RowDefect;
  readonly count: number;
  /** The first of them, as a spreadsheet shows them; of JSON, lines or places in the array. */
  readonly rows: readonly number[];
}

/** How many malformed rows of a kind are named; all are counted. */
export const malformedShown = 10;

/** Names of the tables that hold the files of a relation begin like this. */
export function partPrefix(name: string): string {
  return `${name}__part`;
}

/** A relation may have been a table in one reading and a view, over tables, in the next. */
export async function forget(engine: SqlEngine, name: string): Promise<void> {
  const condition = "table_name = ? OR starts_with(table_name, ?)";
  await dropRelations(engine, condition, [name, partPrefix(name)]);
}

/** Drops the relations that meet a condition, a view before the table that it looks at. */
export async function dropRelations(
  engine: SqlEngine,
  condition: string,
  values: readonly string[],
): Promise<void> {
  const kinds = await engine.rows(
    `SELECT table_name, table_type = 'VIEW' AS is_view FROM information_schema.tables WHERE ${condition} ORDER BY is_view DESC`,
    values,
  );
  for (const { table_name: name, is_view: isView } of kinds) {
    // One after the other: an engine answers one query at a time.
    await engine.run(`DROP ${isView === true ? "VIEW" : "TABLE"} ${quoteIdentifier(String(name))}`);
  }
}

/** Makes a view of the rows of several selections. */
export async function createView(
  engine: SqlEngine,
  name: string,
  selects: readonly string[],
): Promise<void> {
  await engine.run(
    `CREATE VIEW ${quoteIdentifier(name)} AS\n${selects.join("\nUNION ALL BY NAME\n")}`,
  );
}

/** SQL that makes a table of the rows of several selections. */
export function createTable(name: string, selects: readonly string[]): string {
  return `CREATE TABLE ${quoteIdentifier(name)} AS\n${selects.join("\nUNION ALL BY NAME\n")}`;
}

/** Rows with the file they are of, where there are several. */
export function withFile(select: string, path: string, files: number): string {
  return files > 1 ? `SELECT ${quoteLiteral(path)} AS _file, * FROM (${select})` : select;
}

/** The columns that are properties; without one the first row is data, whose text must not be shown. */
export function knownColumns(
  entity: Entity,
  path: string,
  columns: readonly string[],
): readonly string[] {
  const properties = new Set(entity.properties.map((property) => property.name));
  const known = columns.filter((column) => properties.has(column));
  if (known.length > 0) return known;
  const required = entity.properties.filter((property) => property.required);
  throw new InputError(
    `${path}: none of its ${columns.length} columns is a property of ${entity.name}.`,
    `The first row must name the columns, at least ${required.map(({ name }) => name).join(", ")}.`,
  );
}
