import { basename } from "node:path";
import type { SqlEngine } from "../engine/engine.ts";
import { quoteIdentifier, quoteLiteral } from "../engine/sql-text.ts";
import { InputError } from "../errors.ts";
import { engineMessage } from "./csv.ts";
import {
  compressionOf,
  compressionOption,
  linesOf,
  unpackedBytes,
  unpackedName,
} from "./compression.ts";
import { firstEmptyLine, hasByteOrderMark, readHead, wrongEncoding } from "./text-file.ts";

/** A record on a line of its own may have this many bytes. */
const recordBytesMax = 1 << 24;
const recordLimit = `maximum_object_size = ${recordBytesMax}`;

/** A file up to this size can be diagnosed as a whole, and a value over several lines be this long. */
const diagnosedBytesMax = 256 * 1024 * 1024;
const objectLimit = `maximum_object_size = ${diagnosedBytesMax}`;

/** A JSON file that has been looked at: how its records stand in it. */
export interface JsonFile {
  readonly path: string;
  readonly arrangement: "array" | "unstructured" | "newline_delimited";
}

/** Refuses at once what cannot be NDJSON or JSON text: empty, not UTF-8, lines missing, cut off. */
export async function openJson(path: string, format: "ndjson" | "json"): Promise<JsonFile> {
  const head = await readHead(path);
  if (format === "ndjson") {
    await refuseEmptyLine(path);
    // Line by line, the engine takes a byte order mark for a part of the first record.
    return {
      path,
      arrangement: (await hasByteOrderMark(path)) ? "unstructured" : "newline_delimited",
    };
  }
  if (compressionOf(path) !== "none") await firstEmptyLine(path, { suspicious: [] });
  return { path, arrangement: head.trimStart().startsWith("[") ? "array" : "unstructured" };
}

async function refuseEmptyLine(path: string): Promise<void> {
  const suspicious = ["\n\n", "\n\r\n", "\n ", "\n\t"];
  const emptyLine = await firstEmptyLine(path, { suspicious });
  if (emptyLine === undefined) return;
  throw new InputError(
    `${basename(path)}, line ${emptyLine}: the line is empty, and more lines follow.`,
    "Delete the empty line, so that row numbers are line numbers.",
  );
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
 * array), and `_unknown`: the names that are not properties. `table` holds `jsonRecords`.
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
    // With no more names than values of properties, none is unknown.
    `SELECT _row, _kind, CASE WHEN len(names) > list_count(values) THEN ${unknown} END AS _unknown,`,
    `  ${columns.join(", ")}`,
    "FROM (",
    "  SELECT rowid + 1 AS _row, json_type(json) AS _kind, json_keys(json) AS names,",
    `    json_extract(json, [${paths}]) AS values`,
    `  FROM ${quoteIdentifier(table)}`,
    ")",
  ].join("\n");
}

/** Runs a statement that reads a JSON file; broken JSON becomes an InputError with its line. */
export async function readingJson(
  engine: SqlEngine,
  sql: string,
  files: readonly JsonFile[],
): Promise<void> {
  try {
    await engine.run(sql);
  } catch (error) {
    const message = engineMessage(error);
    if (!/^Invalid Input Error|top-level JSON/.test(message)) throw error;
    await Promise.all(files.map((file) => diagnose(engine, file)));
    throw new InputError(
      `${files.map(({ path }) => basename(path)).join(", ")}: not valid JSON, or a record is longer than ${diagnosedBytesMax >> 20} MB.`,
      "Check the file with a JSON tool, and export it again.",
    );
  }
}

/** Only objects are records. */
export function refuseNonObject(path: string, row: number): InputError {
  return new InputError(
    `${basename(path)}, record ${row}: not a JSON object.`,
    'Write each record as an object: {"property": value, …}.',
  );
}

/** Throws the error that names the place, if this is the file that is broken. */
async function diagnose(engine: SqlEngine, { path, arrangement }: JsonFile): Promise<void> {
  if (!unpackedName(path).endsWith("ndjson")) return diagnoseJson(engine, { path, arrangement });
  let line = 0;
  for await (const text of linesOf(path)) {
    line += 1;
    const size = Buffer.byteLength(text);
    if (size > recordBytesMax) throw longRecord(path, line);
    if (size !== text.length && text.includes("\uFFFD")) throw notUtf8(path, line);
    if (text.trim() !== "" && !isJson(text)) throw brokenJson(path, `line ${line}`);
  }
}

/** Read as one value, a file's error has its byte, and that has its line. */
async function diagnoseJson(engine: SqlEngine, { path }: JsonFile): Promise<void> {
  const whole = `read_json_objects(${quoteLiteral(path)}, format = 'unstructured'${compressionOption(path)}, ${objectLimit})`;
  const message = await engine.run(`SELECT count(*) FROM ${whole}`).then(() => "", engineMessage);
  const byte = /at byte (\d+)/.exec(message)?.[1];
  if (byte === undefined) return;
  const line = await lineAt(path, Number(byte));
  throw /utf-?8/i.test(message) ? notUtf8(path, line) : brokenJson(path, `line ${line}`);
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

/** Half a surrogate pair is a value in JavaScript and an error in every other parser. */
function isJson(text: string): boolean {
  try {
    return JSON.stringify(JSON.parse(text, wellFormed)) !== "";
  } catch {
    return false;
  }
}

function wellFormed(key: string, value: unknown): unknown {
  if (key.isWellFormed() && (typeof value !== "string" || value.isWellFormed())) return value;
  throw new SyntaxError("half a surrogate pair");
}

function notUtf8(path: string, line: number): InputError {
  return wrongEncoding(basename(path), "Windows-1252 or Latin-1", line);
}

function longRecord(path: string, line: number): InputError {
  return new InputError(
    `${basename(path)}, line ${line}: the record is longer than ${recordBytesMax >> 20} MB.`,
    "Check that every line holds one record, and that no value is a whole file.",
  );
}

/** What a parser says quotes the text, which may hold personal data: only the place is told. */
function brokenJson(path: string, place: string): InputError {
  return new InputError(
    `${basename(path)}, ${place}: not valid JSON.`,
    "Check the quotes, commas and brackets there, or export the file again.",
  );
}
