import type { Entity, Property } from "@edufed/schemas";
import type { SqlEngine } from "../engine/engine.ts";
import { columnType, isNested } from "../engine/reading.ts";
import { quoteIdentifier } from "../engine/sql-text.ts";
import type { CheckedSource } from "./check-sql.ts";
import { type Mistake, mistakesOf } from "./mistake.ts";
import { schemaCompiler } from "./schema-compiler.ts";
import type { Checking } from "./sql-checks.ts";

/** Rows that are in JavaScript at one time. */
const chunkRows = 5_000;

/** A mistake with the rows that have it, counted; the first rows are named. */
export interface CountedMistake {
  readonly mistake: Mistake;
  readonly file: string | null;
  count: number;
  readonly rows: number[];
}

/**
 * Takes the values of the given properties through the record validator, chunk by chunk: objects
 * and lists of objects, which columns cannot say. Nothing else of the record leaves the engine.
 */
export async function checkNested(
  { engine, source, rowsShown }: Checking,
  entity: Entity,
  properties: readonly Property[],
): Promise<readonly CountedMistake[]> {
  const present = properties.filter((property) => source.columnTypes.has(property.name));
  if (present.length === 0) return [];
  const validate = await validatorOf(entity);
  const counted = new Map<string, CountedMistake>();
  for await (const row of chunks(engine, present, source)) {
    const mistakes = present.flatMap((property) =>
      valueMistakes(validate, property, valueIn(row, property)),
    );
    for (const mistake of mistakes) {
      count(counted, mistake, row, rowsShown);
    }
  }
  return [...counted.values()];
}

type Row = Readonly<Record<string, string | number | boolean | null>>;
type Validate = (record: object) => readonly Mistake[];

/** Compiling takes longer than checking a small file; an entity never changes. */
const compiled = new WeakMap<Entity, Promise<Validate>>();

function validatorOf(entity: Entity): Promise<Validate> {
  const validate = compiled.get(entity) ?? compile(entity);
  compiled.set(entity, validate);
  return validate;
}

async function compile(entity: Entity): Promise<Validate> {
  const ajv = await schemaCompiler();
  const validator = ajv.compile(entity.schema);
  return (record) =>
    validator(record) ? [] : mistakesOf(entity.name, validator.errors ?? [], record);
}

async function* chunks(
  engine: SqlEngine,
  properties: readonly Property[],
  source: CheckedSource,
): AsyncGenerator<Row> {
  const columns = properties.map((property) => quoteIdentifier(property.name));
  const file = source.columnTypes.has("_file") ? "_file" : "NULL";
  const texts = properties.map((property) => jsonText(property, source)).join(", ");
  const present = columns.map((column) => `${column} IS NOT NULL`).join(" OR ");
  const table = "edufed_nested_values";
  await engine.run(
    `CREATE OR REPLACE TEMP TABLE ${table} AS SELECT row_number() OVER () AS place, _row, ${file} AS _file, ${texts} FROM ${source.from} WHERE ${present}`,
  );
  let last = 0;
  let rows: readonly Row[];
  do {
    // Chunks follow one another so that only one is in memory.
    rows = await engine.rows(
      `SELECT * FROM ${table} WHERE place > ? ORDER BY place LIMIT ${chunkRows}`,
      [last],
    );
    yield* rows;
    last += rows.length;
  } while (rows.length === chunkRows);
  await engine.run(`DROP TABLE ${table}`);
}

function valueMistakes(validate: Validate, property: Property, value: unknown): readonly Mistake[] {
  if (value === undefined) return [];
  const pointer = `/${property.name}`;
  return validate({ [property.name]: value })
    .filter((mistake) => mistake.pointer === pointer || mistake.pointer.startsWith(`${pointer}/`))
    .filter((mistake) => mistake.facts.code !== "missing" || mistake.pointer !== pointer);
}

/** SQL of a value as JSON; a text as such would lose a byte order mark at its start on the way out. */
function jsonText({ name, type }: Property, source: CheckedSource): string {
  const column = quoteIdentifier(name);
  const isText = columnType(type) === "VARCHAR" && !isNested(type);
  const json =
    isText && source.columnTypes.get(name) !== "JSON"
      ? `to_json(CAST(${column} AS VARCHAR))`
      : column;
  return `CAST(${json} AS VARCHAR) AS ${column}`;
}

function valueIn(row: Row, { name }: Property): unknown {
  const text = row[name];
  return typeof text === "string" ? parsed(text) : undefined;
}

/** Text that is not JSON stays text, which no object or list is: a mistake of type. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function count(
  counted: Map<string, CountedMistake>,
  mistake: Mistake,
  row: Row,
  rowsShown: number,
): void {
  const file = typeof row["_file"] === "string" ? row["_file"] : null;
  const key = JSON.stringify([mistake.rule, mistake.pointer, file]);
  const entry = counted.get(key) ?? { mistake, file, count: 0, rows: [] };
  entry.count += 1;
  if (entry.rows.length < rowsShown) entry.rows.push(Number(row["_row"]));
  counted.set(key, entry);
}
