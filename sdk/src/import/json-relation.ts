import type { Entity } from "@edufed/schemas";
import type { SqlEngine } from "../engine/engine.ts";
import { quoteIdentifier, quoteLiteral } from "../engine/sql-text.ts";
import {
  type JsonFile,
  jsonRecords,
  jsonSelect,
  openJson,
  readingJson,
  refuseNonObject,
} from "./json.ts";
import { readPlainNdjson } from "./plain-ndjson.ts";
import {
  createTable,
  createView,
  forget,
  partPrefix,
  type RawRelation,
  withFile,
} from "./raw-relation.ts";

/** JSON files of one entity. */
export interface JsonSource {
  readonly files: readonly string[];
  readonly place: string;
  readonly format: "json" | "ndjson";
}

/** Reads JSON files into the raw relation `name`, each property as the JSON value that it is. */
export async function jsonRelation(
  engine: SqlEngine,
  entity: Entity,
  source: JsonSource,
  name: string,
): Promise<RawRelation> {
  const read = { columns: null, malformed: [] };
  const files = await Promise.all(source.files.map((path) => openJson(path, source.format)));
  const properties = entity.properties.map((property) => property.name);
  if (await createFromPlain(engine, files, name, properties)) return read;
  const parts = files.map((file, index) => {
    const table = `${partPrefix(name)}${index}`;
    const rows = withFile(jsonSelect(table, properties), file.path, files.length);
    return { table, rows, made: createTable(table, [jsonRecords(file)]) };
  });
  await readingJson(engine, parts.map(({ made }) => made).join(";\n"), files);
  await engine.run(
    createTable(
      name,
      parts.map(({ rows }) => rows),
    ),
  );
  await engine.run(parts.map(({ table }) => `DROP TABLE ${quoteIdentifier(table)}`).join(";\n"));
  const file = source.files.length > 1 ? "_file" : quoteLiteral(source.place);
  const strangers = await engine.rows(
    `SELECT ${file} AS file, _row FROM ${quoteIdentifier(name)} WHERE _kind <> 'OBJECT' ORDER BY ALL LIMIT 1`,
  );
  const [stranger] = strangers;
  if (stranger !== undefined)
    throw refuseNonObject(String(stranger["file"]), Number(stranger["_row"]));
  await engine.run(`ALTER TABLE ${quoteIdentifier(name)} DROP COLUMN _kind`);
  return read;
}

/** NDJSON of which every file can be read the short way; else nothing is made. */
async function createFromPlain(
  engine: SqlEngine,
  files: readonly JsonFile[],
  name: string,
  properties: readonly string[],
): Promise<boolean> {
  const rows: string[] = [];
  for (const [index, file] of files.entries()) {
    const part = `${partPrefix(name)}${index}`;
    // One after the other: the first that needs the long way spares the others.
    if (!(await readPlainNdjson(engine, file, properties, part))) {
      await forget(engine, name);
      return false;
    }
    const numbered = `SELECT rowid + 1 AS _row, * FROM ${quoteIdentifier(part)}`;
    rows.push(withFile(numbered, file.path, files.length));
  }
  await createView(engine, name, rows);
  return true;
}
