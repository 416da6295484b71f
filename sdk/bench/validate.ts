import { ok } from "node:assert/strict";
import { loadRegistry, type Property } from "@edufed/schemas";
import type { Row, SqlEngine } from "../src/engine/engine.ts";
import { quoteIdentifier, quoteLiteral } from "../src/engine/sql-text.ts";
import { hasErrors } from "../src/finding.ts";
import { validators } from "../src/generated/validators.js";
import { readRecords } from "../src/import/records.ts";
import { validate } from "../src/validate/validate.ts";
import type { Contender, Target, Work } from "./side-by-side.ts";
import { listProperties, writeParquet, writeStudents } from "./student-file.ts";
import { type CellReader, parsedCells, parsedLines, zodStudent } from "./student-peers.ts";

const registry = loadRegistry();
const properties: readonly Property[] = registry.entities.get("student")?.properties ?? [];

/** Files of more are measured in fewer rounds, and are not taken row by row from Parquet at once. */
const studentsInMemory = 200_000;

/**
 * A nation's file of students in each format: our checks, which stay in the engine and include the
 * rules and the key, beside validators that take one record after the other and check neither, and
 * beside reading the same columns, which nobody can do without.
 */
export async function studentFiles(
  engine: SqlEngine,
  students: number,
): Promise<{ readonly works: readonly Work[]; readonly remove: () => void }> {
  const files = await writeStudents(engine, registry, students);
  const size = `${students.toLocaleString("en")} rows, ${properties.length} columns`;
  const zod = zodStudent(registry);
  const byZod = (record: unknown): boolean => zod.safeParse(record).success;
  const rounds = students > studentsInMemory ? 3 : 5;
  const works: readonly Work[] = [
    {
      title: "validate students, Parquet",
      size,
      rounds,
      contenders: [
        ours(engine, files.parquet),
        ...(students > studentsInMemory ? [] : [byRow(engine, files.parquet)]),
        limit(engine, "reading alone (the limit)", `read_parquet(${quoteLiteral(files.parquet)})`),
      ],
    },
    {
      title: "validate students, CSV",
      size,
      rounds,
      contenders: [
        ours(engine, files.csv),
        peer(
          "a CSV parser and Ajv",
          () => [parsedCells(files.csv, cellReaders)],
          byAjv,
          atLeast(5),
        ),
        limit(
          engine,
          "reading as text (the limit)",
          `read_csv(${quoteLiteral(files.csv)}, all_varchar = true)`,
        ),
      ],
    },
    {
      title: "validate students, NDJSON",
      size,
      rounds,
      contenders: [
        ours(engine, files.ndjson),
        peer("JSON.parse and Ajv", () => [parsedLines(files.ndjson)], byAjv, atLeast(2)),
        peer("JSON.parse and zod", () => [parsedLines(files.ndjson)], byZod),
        peer(
          "JSON.parse alone (a limit)",
          () => [parsedLines(files.ndjson)],
          isRecord,
          atMostTwice,
        ),
        limit(engine, "read_json alone (a limit)", `read_json(${quoteLiteral(files.ndjson)})`),
      ],
    },
  ];
  return { works, remove: files.remove };
}

/** A smaller file of Parquet only, which fits in memory for somebody who takes it row by row. */
export async function studentsRowByRow(
  engine: SqlEngine,
  students: number,
): Promise<{ readonly work: Work; readonly remove: () => void }> {
  const { parquet, remove } = await writeParquet(engine, registry, students);
  const work: Work = {
    title: "validate students, Parquet",
    size: `${students.toLocaleString("en")} rows, ${properties.length} columns`,
    contenders: [ours(engine, parquet), byRow(engine, parquet)],
  };
  return { work, remove };
}

function byRow(engine: SqlEngine, parquet: string): Contender {
  return peer("Ajv, row by row", () => engineRecords(engine, parquet), byAjv, atLeast(10));
}

function ours(engine: SqlEngine, file: string): Contender {
  const run = async (): Promise<void> => {
    const read = await readRecords(engine, [file], registry, { entity: "student", keep: false });
    const { findings } = await validate(read.records, registry);
    ok(!hasErrors([...read.findings, ...findings]), "the file must be valid");
  };
  return { name: "ours", run };
}

/** One student of the nation, as a record in memory. */
export async function student(engine: SqlEngine): Promise<object> {
  const { parquet, remove } = await writeParquet(engine, registry, 100);
  try {
    const { value: [, record = {}] = [] } = await engineRecords(engine, parquet).next();
    return record;
  } finally {
    remove();
  }
}

/** Records in batches, of which one is in memory at a time. */
type Batches = Iterable<Iterable<unknown>> | AsyncIterable<Iterable<unknown>>;

/** Somebody who takes each record through a validator. */
function peer(
  name: string,
  batches: () => Batches,
  isValid: (record: unknown) => boolean,
  target?: Target,
): Contender {
  const run = async (): Promise<void> => {
    for await (const batch of batches()) {
      for (const record of batch) ok(isValid(record), "every record must be valid");
    }
  };
  return { name, run, ...(target === undefined ? {} : { target }) };
}

function atLeast(timesFasterMin: number): Target {
  return { role: "peer", timesFasterMin };
}

const atMostTwice: Target = { role: "limit", timesLongerMax: 2 };

/** Every column is read, and nothing is asked of it. */
function limit(engine: SqlEngine, name: string, source: string): Contender {
  const columns = properties.map((property) => {
    const column = quoteIdentifier(property.name);
    const isList = listProperties.includes(property.name) && !source.startsWith("read_csv");
    return isList ? `max(len(${column}))` : `max(${column})`;
  });
  const run = async (): Promise<void> =>
    void (await engine.rows(`select ${columns.join(", ")} from ${source}`));
  return { name, run, target: atMostTwice };
}

function byAjv(record: unknown): boolean {
  return validators.student(record);
}

function isRecord(record: unknown): boolean {
  return typeof record === "object";
}

/** The rows of a Parquet file as records: what is unknown left out, lists as lists. */
async function* engineRecords(engine: SqlEngine, file: string): AsyncGenerator<readonly object[]> {
  const rows = await engine.rows(`select * from read_parquet(${quoteLiteral(file)})`);
  yield rows.map(recordOf);
}

function recordOf(row: Row): Readonly<Record<string, unknown>> {
  const record: Record<string, unknown> = {};
  for (const name in row) {
    const value = row[name];
    if (value === null || value === undefined) continue;
    const isList = typeof value === "string" && listProperties.includes(name);
    record[name] = isList ? JSON.parse(value) : value;
  }
  return record;
}

/** Text stays text; the other types are written as JSON writes them. */
const cellReaders: ReadonlyMap<string, CellReader> = new Map(
  properties
    .filter(({ type }) => ["integer", "number", "boolean", "list"].includes(type.kind))
    .map(({ name }) => [name, (text: string): unknown => JSON.parse(text)]),
);
