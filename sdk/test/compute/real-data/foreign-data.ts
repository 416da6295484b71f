import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import type { Property } from "@edufed/schemas";
import { computeAll, type FigureTable } from "../../../src/compute/compute-all.ts";
import type { ComputeRequest } from "../../../src/compute/counted.ts";
import { type Pseudonymous, passed } from "../../../src/dataset.ts";
import { openDuckDb } from "../../../src/engine/duckdb.ts";
import type { Engine, Row, SqlEngine } from "../../../src/engine/engine.ts";
import type { ValueRow } from "../../../src/engine/evaluate.ts";
import { columnType } from "../../../src/engine/reading.ts";
import { openReference } from "../../../src/engine/reference.ts";
import { quoteIdentifier } from "../../../src/engine/sql-text.ts";
import { config, registry } from "../engines.ts";

const shared = fileURLToPath(new URL("../../../../../shared/data", import.meta.url));

/** Path of a file of others' open data, which is not part of this repository. */
export function sharedFile(path: string): string {
  return `${shared}/${path}`;
}

/** Why tests of these files are skipped; empty when all of them are there. */
export function missing(...paths: readonly string[]): string {
  return paths.every((path) => existsSync(sharedFile(path)))
    ? ""
    : " (skipped: ../shared/data is not here)";
}

/** Entity → the SQL query over others' files that gives its properties, by name. */
export type Mapping = Readonly<Record<string, string>>;

export interface Question {
  readonly metric: string;
  readonly period: string;
  readonly dimensions?: readonly string[];
  readonly parameters?: NonNullable<ComputeRequest["parameters"]>;
  readonly day?: string;
}

/** Others' data as records of the standard. */
export interface ForeignData {
  /** One line a figure, on DuckDB: codes, NUM/DEN, contributors, value or status, standard error. */
  readonly figures: (...questions: readonly Question[]) => Promise<readonly (readonly string[])[]>;
  /** The same on both engines, which have to agree in everything. */
  readonly onBoth: (question: Question) => Promise<readonly string[]>;
  readonly close: () => void;
}

/** Reads others' files through a mapping, into one table for each entity, typed by the standard. */
export async function foreignData(mapping: Mapping): Promise<ForeignData> {
  const engine = await openDuckDb({ threads: 1 });
  for (const [entity, query] of Object.entries(mapping)) {
    const columns = propertiesOf(entity).map(
      ({ name, type }) => `${quoteIdentifier(name)} ${columnType(type)}`,
    );
    const table = quoteIdentifier(entity);
    await engine.run(
      `create table ${table} (${columns.join(", ")}); insert into ${table} by name ${query};`,
    );
  }
  const relations = Object.keys(mapping).map(
    (entity) => [entity, { entity, name: entity }] as const,
  );
  const data = passed("pseudonymous", { engine, relations: new Map(relations) });
  const reference = once(() => referenceOf(engine, Object.keys(mapping)));
  return {
    figures: async (...questions) =>
      (await computeAll(questions.map((question) => requestFor(question, data)))).map(linesOf),
    onBoth: async (question) => {
      const request = requestFor(question, data);
      const found = await only(request);
      const again = await only({ ...request, engineOverride: await reference() });
      expect(again.cells).toEqual(found.cells);
      return linesOf(found);
    },
    close: () => engine.close(),
  };
}

function requestFor({ metric: id, dimensions = [], ...rest }: Question, data: Pseudonymous) {
  const metric = registry.metrics.get(id);
  if (metric === undefined) throw new RangeError(`no metric ${id}`);
  return { ...rest, metric, dimensions, registry, config, data };
}

async function only(request: ComputeRequest): Promise<FigureTable> {
  const [table] = await computeAll([request]);
  if (table === undefined) throw new RangeError("no table");
  return table;
}

function linesOf({ description, cells }: FigureTable): readonly string[] {
  return cells.map((cell) => {
    const error = "standardError" in cell ? cell.standardError : null;
    return [
      ...description.dimensions.map(({ id }) => cell.codes[id]),
      `${cell.num}/${cell.den}`,
      cell.contributors,
      cell.value ?? cell.status,
      ...(error === null ? [] : [`± ${error}`]),
    ].join(" ");
  });
}

function propertiesOf(entity: string): readonly Property[] {
  return registry.entities.get(entity)?.properties ?? [];
}

/** The same rows for the reference engine, which has days as text and lists as lists. */
async function referenceOf(engine: SqlEngine, entities: readonly string[]): Promise<Engine> {
  const tables = new Map<string, readonly ValueRow[]>();
  for (const entity of entities) {
    const columns = propertiesOf(entity).map(plainColumn);
    const rows = await engine.rows(`select ${columns.join(", ")} from ${quoteIdentifier(entity)}`);
    const lists = propertiesOf(entity).filter(({ type }) => type.kind === "list");
    tables.set(
      entity,
      rows.map((row) => withLists(row, lists)),
    );
  }
  return openReference(tables);
}

function plainColumn({ name, type }: Property): string {
  const column = quoteIdentifier(name);
  if (type.kind === "list") return `cast(to_json(${column}) as varchar) as ${column}`;
  return type.kind.startsWith("date") ? `cast(${column} as varchar) as ${column}` : column;
}

function withLists(row: Row, lists: readonly Property[]): ValueRow {
  const parsed = lists.map(({ name }) => {
    const text = row[name];
    return [name, typeof text === "string" ? JSON.parse(text) : null] as const;
  });
  return { ...row, ...Object.fromEntries(parsed) };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
