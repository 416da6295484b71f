import { loadRegistry } from "@edufed/schemas";
import type { Entity, Metric, Registry } from "@edufed/schemas";
import type { CellTable } from "../../src/cells.ts";
import { type Pseudonymous, passed } from "../../src/dataset.ts";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { Engine } from "../../src/engine/engine.ts";
import type { ValueRow } from "../../src/engine/evaluate.ts";
import { columnType } from "../../src/engine/reading.ts";
import { openReference } from "../../src/engine/reference.ts";
import { quoteIdentifier, quoteLiteral } from "../../src/engine/sql-text.ts";

/** Rows by entity. */
export type RowsByEntity = Readonly<Record<string, readonly ValueRow[]>>;

export const registry: Registry = loadRegistry();

/** The settings of a member whose school year begins in August. */
export const config: { readonly refArea: string; readonly schoolYearStart: string } = {
  refArea: "FI-HEL",
  schoolYearStart: "--08-01",
};

function entityNamed(name: string): Entity {
  const entity = registry.entities.get(name);
  if (entity === undefined) throw new Error(`no entity ${name}`);
  return entity;
}

/** A small data set, and every engine that the tests of metrics run on, all with the same rows. */
export interface SmallDataSet {
  readonly data: Pseudonymous;
  readonly engines: Readonly<Record<EngineName, Engine>>;
}

export type EngineName = (typeof engineNames)[number];
export const engineNames = ["duckdb", "reference"] as const;

export async function dataSet(rows: RowsByEntity): Promise<SmallDataSet> {
  const duckdb = await openDuckDb({ threads: 1 });
  const tables = Object.keys(rows).map((entity) => {
    const columns = entityNamed(entity).properties.map(
      ({ name, type }) => `${quoteIdentifier(name)} ${columnType(type)}`,
    );
    return `create table ${quoteIdentifier(entity)} (${columns.join(", ")});`;
  });
  const inserts = Object.entries(rows).flatMap(([entity, own]) => insertSql(entity, own));
  await duckdb.run([...tables, ...inserts].join("\n"));
  const relations = Object.keys(rows).map((entity) => [entity, { entity, name: entity }] as const);
  return {
    data: passed("pseudonymous", { engine: duckdb, relations: new Map(relations) }),
    engines: { duckdb, reference: openReference(new Map(Object.entries(rows))) },
  };
}

function insertSql(entity: string, rows: readonly ValueRow[]): readonly string[] {
  if (rows.length === 0) return [];
  const columns = entityNamed(entity).properties.map(({ name }) => name);
  const lines = rows.map((row) => `(${columns.map((column) => valueSql(row[column])).join(", ")})`);
  return [`insert into ${quoteIdentifier(entity)} values ${lines.join(",\n")};`];
}

function valueSql(value: ValueRow[string]): string {
  if (value === undefined) return "null";
  if (typeof value !== "object" || value === null) return quoteLiteral(value);
  return `[${value.map((item) => quoteLiteral(item)).join(", ")}]`;
}

/** A small table as a reader would write it: the first line names the columns, `-` is missing. */
export function table(text: string): readonly ValueRow[] {
  const [head = "", ...lines] = text.trim().split("\n");
  const names = head.trim().split(/\s+/);
  return lines.map((line) => {
    const values = line.trim().split(/\s+/);
    return Object.fromEntries(names.map((name, index) => [name, parsed(values[index] ?? "-")]));
  });
}

/** `12` and `1.5` are numbers, `[1,-]` is a list, `'0'` is text that looks like a number. */
function parsed(text: string): ValueRow[string] {
  if (text === "-") return null;
  if (text === "true" || text === "false") return text === "true";
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (text.startsWith("["))
    return text
      .slice(1, -1)
      .split(",")
      .map((item) => (item === "-" ? null : Number(item)));
  return text.replace(/^'|'$/g, "");
}

export function metricNamed(id: string): Metric {
  const metric = registry.metrics.get(id);
  if (metric === undefined) throw new Error(`no metric ${id}`);
  return metric;
}

/** One line a cell: codes, NUM/DEN, contributors, expected, value or status. */
export function shown({ description, cells }: CellTable): readonly string[] {
  return cells.map(({ codes, num, den, contributors, expected, value, status }) =>
    [
      ...description.dimensions.map(({ id }) => codes[id]),
      `${num}/${den}`,
      contributors,
      expected ?? "-",
      value ?? status,
    ].join(" "),
  );
}
