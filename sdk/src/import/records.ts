import type { Entity, Registry } from "@edufed/schemas";
import { passed, type Records, type Relation } from "../dataset.ts";
import type { SqlEngine } from "../engine/engine.ts";
import { columnType, rawName, readingOf } from "../engine/reading.ts";
import { quoteIdentifier, quoteLiteral } from "../engine/sql-text.ts";
import { InputError } from "../errors.ts";
import type { Finding } from "../finding.ts";
import type { FindingLanguage } from "../finding-text.ts";
import { columnFindings, emptyFinding } from "./columns.ts";
import { csvRows, openCsv, readingCsv } from "./csv.ts";
import {
  type JsonFile,
  jsonRecords,
  jsonSelect,
  openJson,
  readingJson,
  refuseNonObject,
} from "./json.ts";
import { type Located, locate } from "./locate.ts";
import { openParquet, parquetSelect } from "./parquet.ts";
import { readPlainNdjson } from "./plain-ndjson.ts";

export interface ReadOptions {
  /** The entity of every file given, when their names do not say. */
  readonly entity?: string;
  /** Leaves the files of all other entities unread. */
  readonly only?: ReadonlySet<string>;
  /** Language of the findings; English when it is not given. */
  readonly language?: FindingLanguage;
}

/**
 * Reads record files into an engine: per entity a relation named after it, typed by the schema,
 * and one with the rows as they were (`rawName`), from which validation reports rows. A value that
 * is not what the schema says is NULL in the first and a finding of validation. Columns that the
 * entity does not have are findings here and are not read.
 */
export async function readRecords(
  engine: SqlEngine,
  paths: readonly string[],
  registry: Registry,
  options: ReadOptions = {},
): Promise<{ readonly records: Records; readonly findings: readonly Finding[] }> {
  const { located, findings } = locate(paths, registry, options.entity, options.language);
  const wanted = located.filter(({ entity }) => options.only?.has(entity) ?? true);
  const read = await Promise.all(
    wanted.map((source) =>
      readEntity(engine, entityNamed(registry, source.entity), source, options.language),
    ),
  );
  const relations = new Map(read.map(({ relation }) => [relation.entity, relation]));
  return {
    records: passed("records", { engine, relations }),
    findings: [...findings, ...read.flatMap((entity) => entity.findings)],
  };
}

interface ReadEntity {
  readonly relation: Relation;
  readonly findings: readonly Finding[];
}

async function readEntity(
  engine: SqlEngine,
  entity: Entity,
  source: Located,
  language: FindingLanguage | undefined,
): Promise<ReadEntity> {
  const relation = { entity: entity.name, name: entity.name, file: source.place };
  const columns = await createRaw(engine, entity, source, rawName(relation.name));
  await createTyped(engine, entity, relation.name);
  const findings = [...columnFindings(entity, source, columns, language)];
  const [count] = await engine.rows(
    `SELECT count(*) AS n FROM ${quoteIdentifier(rawName(relation.name))}`,
  );
  if (count?.["n"] === 0) findings.push(emptyFinding(entity, source, language));
  return { relation, findings };
}

/** Makes the raw relation and says which columns the files have; JSON has no columns of its own. */
async function createRaw(
  engine: SqlEngine,
  entity: Entity,
  source: Located,
  name: string,
): Promise<readonly string[] | null> {
  await forget(engine, name);
  switch (source.format) {
    case "csv":
      return createFromCsv(engine, entity, source, name);
    case "parquet":
      return createFromParquet(engine, entity, source, name);
    case "json":
    case "ndjson":
      await createFromJson(engine, entity, source, name, source.format);
      return null;
  }
}

async function createFromCsv(
  engine: SqlEngine,
  entity: Entity,
  source: Located,
  name: string,
): Promise<readonly string[]> {
  const files = await Promise.all(source.files.map(openCsv));
  const parts = files.map((file, index) => {
    const known = knownColumns(entity, file.columns);
    refuseHeaderless(entity, file.path, known, file.columns.length);
    const part = `${partPrefix(name)}${index}`;
    // A table keeps the order of the file; its header is row 1.
    const numbered = `SELECT rowid + 2 AS _row, * FROM ${quoteIdentifier(part)}`;
    return {
      table: createTable(part, [csvRows(file, known)]),
      rows: withFile(numbered, file.path, files.length),
    };
  });
  await readingCsv(engine, parts.map(({ table }) => table).join(";\n"));
  await createView(
    engine,
    name,
    parts.map(({ rows }) => rows),
  );
  return [...new Set(files.flatMap((file) => file.columns))];
}

async function createFromParquet(
  engine: SqlEngine,
  entity: Entity,
  source: Located,
  name: string,
): Promise<readonly string[]> {
  const types = await openParquet(engine, source.files);
  const columns = [...types.keys()].filter(
    (column) => !["file_row_number", "filename"].includes(column),
  );
  const known = knownColumns(entity, columns);
  refuseHeaderless(entity, source.place, known, columns.length);
  await engine.run(`CREATE VIEW ${quoteIdentifier(name)} AS ${parquetSelect(source.files, known)}`);
  return columns;
}

async function createFromJson(
  engine: SqlEngine,
  entity: Entity,
  source: Located,
  name: string,
  format: "json" | "ndjson",
): Promise<void> {
  const files = await Promise.all(source.files.map((path) => openJson(path, format)));
  const properties = entity.properties.map((property) => property.name);
  if (await createFromPlain(engine, files, name, properties)) return;
  const parts = files.map((file, index) => {
    const table = `${partPrefix(name)}${index}`;
    const rows = withFile(jsonSelect(table, properties), file.path, files.length);
    return { table, rows, read: createTable(table, [jsonRecords(file)]) };
  });
  await readingJson(engine, parts.map(({ read }) => read).join(";\n"), files);
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

/** The typed view: every property of the entity, in the order of the schema. */
async function createTyped(engine: SqlEngine, entity: Entity, name: string): Promise<void> {
  const described = await engine.rows(`DESCRIBE ${quoteIdentifier(rawName(name))}`);
  const types = new Map(
    described.map((row) => [String(row["column_name"]), String(row["column_type"])]),
  );
  const columns = entity.properties.map((property) => {
    const column = quoteIdentifier(property.name);
    const rawType = types.get(property.name);
    const value =
      rawType === undefined
        ? `CAST(NULL AS ${columnType(property.type)})`
        : readingOf(property, column, rawType).value;
    return `  ${value} AS ${column}`;
  });
  await forget(engine, name);
  await engine.run(
    `CREATE VIEW ${quoteIdentifier(name)} AS SELECT\n${columns.join(",\n")}\nFROM ${quoteIdentifier(rawName(name))}`,
  );
}

/** Names of the tables that hold the files of a relation begin like this. */
function partPrefix(name: string): string {
  return `${name}__part`;
}

/** A relation may have been a table in one reading and a view, over tables, in the next. */
async function forget(engine: SqlEngine, name: string): Promise<void> {
  const kinds = await engine.rows(
    "SELECT table_name, table_type FROM information_schema.tables WHERE table_name = ? OR starts_with(table_name, ?)",
    [name, partPrefix(name)],
  );
  await Promise.all(
    kinds.map((kind) => {
      const word = kind["table_type"] === "VIEW" ? "VIEW" : "TABLE";
      return engine.run(`DROP ${word} ${quoteIdentifier(String(kind["table_name"]))}`);
    }),
  );
}

async function createView(
  engine: SqlEngine,
  name: string,
  selects: readonly string[],
): Promise<void> {
  await engine.run(
    `CREATE VIEW ${quoteIdentifier(name)} AS\n${selects.join("\nUNION ALL BY NAME\n")}`,
  );
}

function createTable(name: string, selects: readonly string[]): string {
  return `CREATE TABLE ${quoteIdentifier(name)} AS\n${selects.join("\nUNION ALL BY NAME\n")}`;
}

function withFile(select: string, path: string, files: number): string {
  return files > 1 ? `SELECT ${quoteLiteral(path)} AS _file, * FROM (${select})` : select;
}

function knownColumns(entity: Entity, columns: readonly string[]): readonly string[] {
  const properties = new Set(entity.properties.map((property) => property.name));
  return columns.filter((column) => properties.has(column));
}

/** Without one known column the first row is data, not a header: its text must not be shown. */
function refuseHeaderless(
  entity: Entity,
  path: string,
  known: readonly string[],
  columns: number,
): void {
  if (known.length > 0) return;
  throw new InputError(
    `${path}: none of its ${columns} columns is a property of ${entity.name}.`,
    `The first row must name the columns, at least ${requiredNames(entity).join(", ")}.`,
  );
}

function requiredNames(entity: Entity): readonly string[] {
  return entity.properties.filter((property) => property.required).map((property) => property.name);
}

function entityNamed(registry: Registry, name: string): Entity {
  const entity = registry.entities.get(name);
  if (entity === undefined) throw new RangeError(`no entity ${name}`);
  return entity;
}
