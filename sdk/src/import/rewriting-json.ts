import { basename } from "node:path";
import type { Entity } from "@edufed/schemas";
import type { SqlEngine } from "../engine/engine.ts";
import { quoteIdentifier, quoteLiteral } from "../engine/sql-text.ts";
import { InputError } from "../errors.ts";
import type { RowDefect } from "../finding-text/table.ts";
import { wordsOf } from "../finding-text.ts";
import { linesOf } from "./compression.ts";
import { textDefect } from "./json-defects.ts";
import { type JsonFile, jsonRecords, openJson, readingJson } from "./json.ts";
import { firstEmptyLine, hasByteOrderMark, type LineRules } from "./text-file.ts";
import {
  type ColumnChange,
  packing,
  type Rewriting,
  type RewritingColumn,
  withChanges,
} from "./rewriting.ts";

/**
 * Opens a JSON file. A record stays the text that it is: only the value of a property that changes is
 * replaced in it, so that every other number keeps its digits and every object its order.
 */
export async function openJsonRewriting(
  engine: SqlEngine,
  entity: Entity,
  source: { readonly path: string; readonly format: "json" | "ndjson" },
  name: string,
): Promise<Rewriting> {
  if (source.format === "ndjson") await refuseLinesLost(source.path);
  const file = await withoutMark(await openJson(source.path, source.format));
  const columns: readonly RewritingColumn[] = entity.properties.map((property, index) => ({
    name: property.name,
    as: `c${index}`,
    value: `c${index}`,
    type: "JSON",
  }));
  const records = quoteIdentifier(`${name}__records`);
  const paths = columns.map((column) => quoteLiteral(pathOf(column))).join(", ");
  const values = columns.map(({ as }, index) => `values[${index + 1}] AS ${as}`).join(", ");
  const reading = `CREATE OR REPLACE TABLE ${records} AS SELECT CAST(json AS VARCHAR) AS record FROM (${jsonRecords(file)})`;
  await readingJson(engine, reading, file).catch(async (cause: unknown) => {
    if (source.format === "ndjson") await refuseBrokenLine(source.path);
    throw cause;
  });
  await engine.run(
    `CREATE OR REPLACE VIEW ${quoteIdentifier(name)} AS SELECT _row, record, ${values} FROM (
  SELECT rowid + 1 AS _row, record, json_extract(record, [${paths}]) AS values FROM ${records})`,
  );
  const [count] = await engine.rows(`SELECT count(*) AS n FROM ${records}`);
  const text =
    file.arrangement === "array"
      ? `CASE _row WHEN 1 THEN '[' ELSE '' END || record || CASE _row WHEN ${Number(count?.["n"])} THEN ']' ELSE ',' END`
      : "record";
  // No JSON text holds the control character that separates, and nothing is quoted.
  const options = `FORMAT csv, HEADER false, DELIMITER '\u0001', QUOTE '', ESCAPE ''${packing(source.path)}`;
  return {
    relation: name,
    columns,
    canRename: false,
    resultSql: (result, changes) => resultSql(name, result, changes),
    writeSql: (result, _names, target) =>
      `COPY (SELECT ${text} FROM ${quoteIdentifier(result)} ORDER BY _row) TO ${quoteLiteral(target)} (${options})`,
  };
}

/** Line by line, the engine takes a byte order mark for a part of the first record. */
async function withoutMark(file: JsonFile): Promise<JsonFile> {
  const isLines = file.arrangement === "newline_delimited";
  if (!isLines || !(await hasByteOrderMark(file.path))) return file;
  return { ...file, arrangement: "unstructured" };
}

/** Bytes without which no line is empty. */
const emptyLine: LineRules = { suspicious: ["\n\n", "\n\r", "\n ", "\n\t"] };

/**
 * Refuses lines that the engine would pass over or take for several, since those after them would
 * have other numbers.
 */
async function refuseLinesLost(path: string): Promise<void> {
  const empty = await firstEmptyLine(path, emptyLine);
  if (empty !== undefined) throw malformed(path, empty, "empty-line");
  // Without its mark, the file is read value by value and not line by line.
  if (await hasByteOrderMark(path)) await refuseBrokenLine(path);
}

/** Throws the error that names the first line that is not JSON: it cannot be written anew. */
async function refuseBrokenLine(path: string): Promise<void> {
  let line = 0;
  for await (const text of linesOf(path)) {
    line += 1;
    if (text.trim() === "" || textDefect(text) !== "not-json") continue;
    throw malformed(path, line, "not-json");
  }
}

function malformed(path: string, line: number, defect: RowDefect): InputError {
  const { message, fix } = wordsOf({ code: "malformed-row", defect });
  return new InputError(`${basename(path)}, row ${line}: ${message}`, fix);
}

/** One property after the other, each in the text that the one before has left. */
function resultSql(name: string, result: string, changes: readonly ColumnChange[]): string {
  const asked = changes.map(
    (_, index) => `change${index}._value AS value${index}, change${index}._kind AS found${index}`,
  );
  const start = `SELECT ${["_row", "record", ...asked].join(", ")}\n${withChanges(name, changes)}`;
  const steps = changes.reduce((from, { column }, index) => {
    const replaced = replacedIn("record", column, `value${index}`);
    const isDone = isSaid("replaced", column, `value${index}`);
    return [
      `SELECT * EXCLUDE (replaced, is_done) REPLACE (CASE WHEN is_done THEN replaced ELSE record END AS record), CASE WHEN is_done THEN found${index} END AS kind${index}`,
      `FROM (SELECT *, coalesce(${isDone}, FALSE) AS is_done FROM (SELECT *, ${replaced} AS replaced FROM (`,
      from,
      ")))",
    ].join("\n");
  }, start);
  return `CREATE OR REPLACE TABLE ${quoteIdentifier(result)} AS ${steps}`;
}

const scalar = '"(?:[^"\\\\]|\\\\.)*"|true|false|null|-?[0-9][0-9.eE+-]*';

/** SQL of the record with another value, where its text has the property's name in one place only. */
function replacedIn(record: string, { name }: RewritingColumn, value: string): string {
  const pattern = quoteLiteral(`("${name}"[ \\t\\r\\n]*:[ \\t\\r\\n]*)(?:${scalar})`);
  const written = `'\\1' || replace(${value}, '\\', '\\\\')`;
  return `CASE WHEN ${value} IS NOT NULL AND len(regexp_extract_all(${record}, ${pattern})) = 1 THEN regexp_replace(${record}, ${pattern}, ${written}) END`;
}

/** SQL of whether the record, read anew, says the value of the property: then it was replaced there. */
function isSaid(record: string, column: RewritingColumn, value: string): string {
  return `CAST(json_extract(${record}, ${quoteLiteral(pathOf(column))}) AS VARCHAR) = CAST(json_extract(${value}, '$') AS VARCHAR)`;
}

function pathOf({ name }: RewritingColumn): string {
  return `$."${name}"`;
}
