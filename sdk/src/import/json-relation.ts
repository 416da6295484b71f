import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { Entity } from "@edufed/schemas";
import type { Row, SqlEngine } from "../engine/engine.ts";
import { quoteIdentifier, quoteLiteral } from "../engine/sql-text.ts";
import { unpackedName } from "./compression.ts";
import {
  isBrokenJson,
  type JsonFile,
  jsonRecords,
  jsonSelect,
  openJson,
  readingJson,
} from "./json.ts";
import { type Defects, malformedOf } from "./json-defects.ts";
import { takeOutDefects, takeOutLenient } from "./json-rows.ts";
import { lookAtNdjson } from "./ndjson-bytes.ts";
import { copyRecords, noRecord } from "./ndjson-lines.ts";
import { isProven, readPlainNdjson } from "./plain-ndjson.ts";
import {
  createTable,
  createView,
  forget,
  type MalformedRows,
  partPrefix,
  type RawRelation,
  withFile,
} from "./raw-relation.ts";
import { scannedNdjson } from "./scanned-ndjson.ts";

/** JSON files of one entity. */
export interface JsonSource {
  readonly files: readonly string[];
  readonly place: string;
  readonly format: "json" | "ndjson";
  /** Whether the records are to be in tables, for those who look at them more than once. */
  readonly isKept: boolean;
}

/** Reads JSON files into the raw relation `name`, each property as the JSON value that it is or as its text. */
export async function jsonRelation(
  engine: SqlEngine,
  entity: Entity,
  source: JsonSource,
  name: string,
): Promise<RawRelation> {
  const files = await Promise.all(source.files.map((path) => openJson(path, source.format)));
  const isLines = files.every(({ arrangement }) => arrangement === "newline_delimited");
  if (!source.isKept && isLines) return leftInFiles(engine, files, entity, name);
  const isPlain =
    source.format === "ndjson" && (await createFromPlain(engine, files, entity, name));
  if (isPlain) return { columns: null, malformed: [] };
  const properties = entity.properties.map((property) => property.name);
  const malformed: MalformedRows[] = [];
  const parts = files.map((file, index) => ({ file, table: `${partPrefix(name)}${index}` }));
  for (const { file, table } of parts) {
    // One file after the other: each uses all cores, and only one is copied at a time.
    const defects = await readTexts(engine, file, table);
    malformed.push(...malformedOf(files.length > 1 ? file.path : source.place, defects));
  }
  const rows = parts.map(({ file, table }) =>
    withFile(jsonSelect(table, properties), file.path, files.length),
  );
  await engine.run(createTable(name, rows));
  await engine.run(parts.map(({ table }) => `DROP TABLE ${quoteIdentifier(table)}`).join(";\n"));
  malformed.push(...(await takeOutDefects(engine, name, source)));
  return { columns: null, malformed };
}

/** The files as they are, to be read the short way; a look at them proves whether that serves. */
async function leftInFiles(
  engine: SqlEngine,
  files: readonly JsonFile[],
  entity: Entity,
  name: string,
): Promise<RawRelation> {
  const { select, sums } = scannedNdjson(entity);
  const rows = files.map((file) => withFile(select(file), file.path, files.length));
  await createView(engine, name, rows);
  const scan = {
    sums,
    holds: async (look: Promise<Row>) => {
      const looks = files.map(({ path }) => lookAtNdjson(path));
      // The engine's threads read while this one looks at the bytes.
      const [read, ...bytes] = await Promise.all([look, ...looks]);
      return isProven(bytes, read);
    },
    isUnreadable: isBrokenJson,
  };
  return { columns: null, malformed: [], scan };
}

/** Makes a table of the records as text, NULL for what is known to be none, and says what those are. */
async function readTexts(engine: SqlEngine, file: JsonFile, table: string): Promise<Defects> {
  const whole = createTable(table, [jsonRecords(file)]);
  if (file.arrangement !== "newline_delimited") {
    await readingJson(engine, whole, file);
    return takeOutLenient(engine, table);
  }
  const { hasLines, isPlain } = await lookAtNdjson(file.path);
  if (hasLines) {
    try {
      await engine.run(whole);
      return isPlain ? new Map() : await takeOutLenient(engine, table);
    } catch (error) {
      if (!isBrokenJson(error)) throw error;
    }
  }
  return readCopy(engine, file, table);
}

/** Where the engine cannot read every line, it reads a copy in which every line is JSON. */
async function readCopy(engine: SqlEngine, file: JsonFile, table: string): Promise<Defects> {
  const folder = mkdtempSync(join(tmpdir(), "edufed-records-"));
  try {
    const copy = { ...file, path: join(folder, basename(unpackedName(file.path))) };
    const defects = await copyRecords(file.path, copy.path);
    const records = `SELECT nullif(CAST(json AS VARCHAR), ${quoteLiteral(noRecord)})::JSON AS json FROM (${jsonRecords(copy)})`;
    await readingJson(engine, createTable(table, [records]), copy);
    return defects;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** NDJSON of which every file can be read the short way; else nothing is made. */
async function createFromPlain(
  engine: SqlEngine,
  files: readonly JsonFile[],
  entity: Entity,
  name: string,
): Promise<boolean> {
  const rows: string[] = [];
  for (const [index, file] of files.entries()) {
    const part = `${partPrefix(name)}${index}`;
    // One after the other: the first that needs the long way spares the others.
    if (!(await readPlainNdjson(engine, file, entity, part))) {
      await forget(engine, name);
      return false;
    }
    const numbered = `SELECT rowid + 1 AS _row, * FROM ${quoteIdentifier(part)}`;
    rows.push(withFile(numbered, file.path, files.length));
  }
  await createView(engine, name, rows);
  return true;
}
