import { createReadStream, readFileSync, statSync } from "node:fs";
import { basename } from "node:path";
import { createInterface } from "node:readline";
import type { SqlEngine } from "../engine/engine.ts";
import { quoteIdentifier, quoteLiteral } from "../engine/sql-text.ts";
import { InputError } from "../errors.ts";
import { engineMessage } from "./csv.ts";
import { firstEmptyLine, readHead } from "./text-file.ts";

/** Files up to this size are read again to say where broken JSON breaks. */
const diagnosedBytesMax = 256 * 1024 * 1024;

/** A record, or in a diagnosis the whole file, may have this many bytes. */
const objectLimit = `maximum_object_size = ${diagnosedBytesMax}`;

/** Refuses at once what cannot be NDJSON or JSON text: empty, not UTF-8, lines missing. */
export async function openJson(path: string, format: "ndjson" | "json"): Promise<void> {
  readHead(path);
  const emptyLine = format === "ndjson" ? await firstEmptyLine(path) : undefined;
  if (emptyLine !== undefined) {
    throw new InputError(
      `${basename(path)}, line ${emptyLine}: the line is empty, and more lines follow.`,
      "Delete the empty line, so that row numbers are line numbers.",
    );
  }
}

/**
 * SQL that gives each record's properties as JSON values, `_row` (the line, or the position in the
 * array), and `_unknown`: the names that are not properties.
 */
export function jsonSelect(
  path: string,
  format: "ndjson" | "json",
  properties: readonly string[],
): string {
  const source =
    format === "ndjson"
      ? `read_ndjson_objects(${quoteLiteral(path)})`
      : `read_json_objects(${quoteLiteral(path)}, format = ${quoteLiteral(arrangement(path))}, ${objectLimit})`;
  const paths = properties.map((name) => quoteLiteral(`$."${name}"`)).join(", ");
  const columns = properties.map(
    (name, index) => `values[${index + 1}] AS ${quoteIdentifier(name)}`,
  );
  // A file may name its schema, so that an editor completes and checks it; that is no property.
  const known = [...properties, "$schema"].map(quoteLiteral).join(", ");
  return [
    "SELECT _row, _kind,",
    `  list_filter(json_keys(json), lambda name: name NOT IN (${known})) AS _unknown,`,
    `  ${columns.join(", ")}`,
    "FROM (",
    `  SELECT row_number() OVER () AS _row, json, json_type(json) AS _kind, json_extract(json, [${paths}]) AS values`,
    `  FROM ${source}`,
    ")",
  ].join("\n");
}

/** Runs a statement that reads a JSON file; broken JSON becomes an InputError with its line. */
export async function readingJson(
  engine: SqlEngine,
  sql: string,
  files: readonly string[],
): Promise<void> {
  try {
    await engine.run(sql);
  } catch (error) {
    if (!/Malformed JSON|top-level JSON|utf-?8/i.test(engineMessage(error))) throw error;
    await Promise.all(files.map((path) => diagnose(engine, path)));
    throw new InputError(
      `${files.map((path) => basename(path)).join(", ")}: not valid JSON.`,
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

function arrangement(path: string): "array" | "unstructured" {
  return readHead(path).trimStart().startsWith("[") ? "array" : "unstructured";
}

/** Throws the error that names the place, if this is the file that is broken. */
async function diagnose(engine: SqlEngine, path: string): Promise<void> {
  if (path.endsWith(".json")) return diagnoseJson(engine, path);
  let line = 0;
  for await (const text of createInterface({
    input: createReadStream(path),
    crlfDelay: Infinity,
  })) {
    line += 1;
    if (text !== "" && !isJson(text)) throw brokenJson(path, `line ${line}`);
  }
}

/** Read as one value, a file's error has its byte, and that has its line. */
async function diagnoseJson(engine: SqlEngine, path: string): Promise<void> {
  const whole = `read_json_objects(${quoteLiteral(path)}, format = 'unstructured', ${objectLimit})`;
  const message = await engine.run(`SELECT count(*) FROM ${whole}`).then(() => "", engineMessage);
  const byte = /at byte (\d+)/.exec(message)?.[1];
  if (byte === undefined || statSync(path).size > diagnosedBytesMax) return;
  const before = readFileSync(path).subarray(0, Number(byte)).toString("utf8");
  throw brokenJson(path, `line ${before.split("\n").length}`);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** What a parser says quotes the text, which may hold personal data: only the place is told. */
function brokenJson(path: string, place: string): InputError {
  return new InputError(
    `${basename(path)}, ${place}: not valid JSON.`,
    "Check the quotes, commas and brackets there, or export the file again.",
  );
}
