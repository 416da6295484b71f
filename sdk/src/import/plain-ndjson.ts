import type { Entity, Property } from "@edufed/schemas";
import type { Row, SqlEngine } from "../engine/engine.ts";
import { quoteIdentifier, quoteLiteral } from "../engine/sql-text.ts";
import { isBrokenJson, type JsonFile, jsonSource } from "./json.ts";
import { lookAtNdjson, type NdjsonBytes } from "./ndjson-bytes.ts";

/**
 * Reads NDJSON the short way: the engine takes a record apart once and gives a text as a text, which
 * spares the checks from taking JSON apart again. That way knows neither an absent value from null,
 * nor a text from a number, nor a name that is no property or is there twice, nor a comma too many;
 * so that it serves only where the file is proven to have none of these.
 *
 * The proof compares what was read with what the bytes of the file say: as many names as values read
 * leave no name that was not read, and as many texts as were read leave no text that was a number.
 *
 * Makes the table `part`, in the order of the file; false, and no table, where the file must be read
 * the long way, which also says what is wrong.
 */
export async function readPlainNdjson(
  engine: SqlEngine,
  file: JsonFile,
  entity: Entity,
  part: string,
): Promise<boolean> {
  const table = quoteIdentifier(part);
  // The engine's threads read while this one looks at the bytes.
  const [isRead, bytes] = await Promise.all([
    reads(engine, `CREATE TABLE ${table} AS ${plainSelect(file, entity)}`),
    lookAtNdjson(file.path),
  ]);
  if (!isRead) return false;
  const { names, texts } = plainSums(entity, quoteIdentifier);
  const [sums] = await engine.rows(`SELECT ${names} AS names,\n  ${texts} AS texts\nFROM ${table}`);
  if (isProven([bytes], sums)) return true;
  await engine.run(`DROP TABLE ${table}`);
  return false;
}

/** False where the engine cannot read the file because of what stands in it. */
async function reads(engine: SqlEngine, sql: string): Promise<boolean> {
  try {
    await engine.run(sql);
    return true;
  } catch (error) {
    if (isBrokenJson(error)) return false;
    throw error;
  }
}

/** How the engine reads a property. */
export interface Column {
  readonly name: string;
  /** The engine's type: VARCHAR holds the text itself, JSON the value as it is written. */
  readonly type: "VARCHAR" | "JSON";
}

/** In a column of texts, null would be nothing. */
export function columnOf({ name, type, nullable }: Property): Column {
  const isText = ["string", "code", "date", "date-time"].includes(type.kind) && !nullable;
  return { name, type: isText ? "VARCHAR" : "JSON" };
}

/** SQL of the records as the engine takes them apart once. */
function plainSelect(file: JsonFile, entity: Entity): string {
  return `SELECT * FROM ${columnsOf(file, entity.properties.map(columnOf))}`;
}

/** The file as a relation with these columns, each of the engine's type that is given. */
export function columnsOf(
  file: JsonFile,
  columns: readonly { readonly name: string; readonly type: string }[],
): string {
  const types = columns.map(({ name, type }) => `${quoteLiteral(name)}: '${type}'`);
  return jsonSource(file, `columns = {${types.join(", ")}}`);
}

/** SQL of how many names and how many texts were read, by the SQL of a column. */
function plainSums(
  entity: Entity,
  column: (name: string) => string,
): { readonly names: string; readonly texts: string } {
  const columns = entity.properties.map(columnOf);
  const names = columns.map(({ name }) => `count(${column(name)})`);
  const texts = columns.map(({ name, type }) => countOfTexts(column(name), type));
  return { names: names.join(" + "), texts: texts.join(" + ") };
}

/** SQL of how many texts a column has: all its values, or those that are written as texts. */
export function countOfTexts(column: string, type: Column["type"]): string {
  return type === "VARCHAR"
    ? `count(${column})`
    : `coalesce(count_if(starts_with(CAST(${column} AS VARCHAR), '"')), 0)`;
}

/**
 * Whether what was read, which is all of these files, is all that their bytes say. The items of lists
 * of texts are there only where lists were read as such.
 */
export function isProven(files: readonly NdjsonBytes[], read: Row | undefined): boolean {
  const total = (count: (bytes: NdjsonBytes) => number): number =>
    files.reduce((sum, bytes) => sum + count(bytes), 0);
  const names = total((bytes) => bytes.names);
  const items = read?.["items"];
  return (
    files.every(({ hasLines, isPlain }) => hasLines && isPlain) &&
    names === Number(read?.["names"]) &&
    total((bytes) => bytes.texts) === names + Number(read?.["texts"]) &&
    (items === undefined || total((bytes) => bytes.items) === Number(items))
  );
}
