import { basename } from "node:path";
import type { SqlEngine } from "../engine/engine.ts";
import { quoteIdentifier, quoteLiteral } from "../engine/sql-text.ts";
import { InputError } from "../errors.ts";
import { engineMessage } from "./csv.ts";
import { compressionOf, compressionOption, unpackedBytes } from "./compression.ts";
import { recordBytesMax } from "./ndjson-lines.ts";
import { firstEmptyLine, readHead, readHeadLoosely, wrongEncoding } from "./text-file.ts";

const recordLimit = `maximum_object_size = ${recordBytesMax}`;

/** A file up to this size can be diagnosed as a whole, and a value over several lines be this long. */
const diagnosedBytesMax = 256 * 1024 * 1024;
const objectLimit = `maximum_object_size = ${diagnosedBytesMax}`;

/** A JSON file that has been looked at: how its records stand in it. */
export interface JsonFile {
  readonly path: string;
  readonly arrangement: "array" | "unstructured" | "newline_delimited";
}

/** Enough to tell a packed file, or text of two bytes a character; what is wrong later is its line's. */
const signatureBytes = 4;

/** Refuses at once what cannot be NDJSON or JSON text at all: empty, packed, of another encoding. */
export async function openJson(path: string, format: "ndjson" | "json"): Promise<JsonFile> {
  if (format === "ndjson") {
    await readHeadLoosely(path, signatureBytes);
    return { path, arrangement: "newline_delimited" };
  }
  const head = await readHead(path);
  if (compressionOf(path) !== "none") await firstEmptyLine(path, { suspicious: [] });
  return { path, arrangement: head.trimStart().startsWith("[") ? "array" : "unstructured" };
}

/** SQL that gives the records as JSON text, in the order of the file; unnumbered, they are read in parallel. */
export function jsonRecords(file: JsonFile): string {
  return `SELECT json FROM ${jsonSource(file)}`;
}

/** The file as a relation: each record as text, or as the columns that are asked for. */
export function jsonSource({ path, arrangement }: JsonFile, columns?: string): string {
  const limit = arrangement === "newline_delimited" ? recordLimit : objectLimit;
  const [reader, given] =
    columns === undefined ? ["read_json_objects", ""] : ["read_json", `, ${columns}`];
  return `${reader}(${quoteLiteral(path)}, format = ${quoteLiteral(arrangement)}${given}${compressionOption(path)}, ${limit})`;
}

/**
 * SQL that gives each record's properties as JSON values, `_row` (the line, or the position in the
 * array), `_unknown`: the names that are not properties, and `_defect`: why it is no record, empty
 * where that is known. `table` holds `jsonRecords`, with NULL for what is known to be no record.
 */
export function jsonSelect(table: string, properties: readonly string[]): string {
  const paths = properties.map((name) => quoteLiteral(`$."${name}"`)).join(", ");
  const columns = properties.map(
    (name, index) => `values[${index + 1}] AS ${quoteIdentifier(name)}`,
  );
  // A file may name its schema, so that an editor completes and checks it; that is no property.
  const known = [...properties, "$schema"].map(quoteLiteral).join(", ");
  const unknown = `list_filter(names, lambda name: name NOT IN (${known}))`;
  return [
    // With no more names than values of properties, none is unknown or there twice.
    "SELECT _row,",
    "  CASE WHEN kind IS NULL THEN '' WHEN kind <> 'OBJECT' THEN 'not-object'",
    "    WHEN len(names) > list_count(values) AND len(names) > len(list_distinct(names)) THEN 'duplicate-name' END AS _defect,",
    `  CASE WHEN len(names) > list_count(values) THEN ${unknown} END AS _unknown,`,
    `  ${columns.join(", ")}`,
    "FROM (",
    "  SELECT rowid + 1 AS _row, json_type(json) AS kind, json_keys(json) AS names,",
    `    json_extract(json, [${paths}]) AS values`,
    `  FROM ${quoteIdentifier(table)}`,
    ")",
  ].join("\n");
}

/** Runs a statement that reads a JSON file; broken JSON becomes an InputError with its line. */
export async function readingJson(engine: SqlEngine, sql: string, file: JsonFile): Promise<void> {
  try {
    await engine.run(sql);
  } catch (error) {
    if (!isBrokenJson(error)) throw error;
    await diagnose(engine, file);
    throw new InputError(
      `${basename(file.path)}: not valid JSON, or a record is longer than ${diagnosedBytesMax >> 20} MB.`,
      "Check the file with a JSON tool, and export it again.",
    );
  }
}

/** Whether the engine could not read a file because of what stands in it. */
export function isBrokenJson(error: unknown): boolean {
  return /^Invalid Input Error|top-level JSON/.test(engineMessage(error));
}

/** Throws the error that names the place: read as one value, a file's error has its byte, and that has its line. */
async function diagnose(engine: SqlEngine, { path }: JsonFile): Promise<void> {
  const whole = `read_json_objects(${quoteLiteral(path)}, format = 'unstructured'${compressionOption(path)}, ${objectLimit})`;
  const message = await engine.run(`SELECT count(*) FROM ${whole}`).then(() => "", engineMessage);
  const byte = /at byte (\d+)/.exec(message)?.[1];
  if (byte === undefined) return;
  const line = await lineAt(path, Number(byte));
  if (/utf-?8/i.test(message)) throw wrongEncoding(basename(path), "Windows-1252 or Latin-1", line);
  throw brokenJson(path, `line ${line}`);
}

async function lineAt(path: string, byte: number): Promise<number> {
  let line = 1;
  let left = byte;
  for await (const chunk of unpackedBytes(path)) {
    line += chunk.toString("latin1", 0, Math.max(0, left)).split("\n").length - 1;
    left -= chunk.length;
    if (left <= 0) break;
  }
  return line;
}

/** What a parser says quotes the text, which may hold personal data: only the place is told. */
function brokenJson(path: string, place: string): InputError {
  return new InputError(
    `${basename(path)}, ${place}: not valid JSON.`,
    "Check the quotes, commas and brackets there, or export the file again.",
  );
}
