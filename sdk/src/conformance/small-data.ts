import type { Entity, Property, Registry } from "@edufed/schemas";
import { passed, type Pseudonymous } from "../dataset.ts";
import type { SqlEngine } from "../engine/engine.ts";
import type { ValueRow } from "../engine/evaluate.ts";
import { columnType, isNested } from "../engine/reading.ts";
import { quoteIdentifier, quoteLiteral } from "../engine/sql-text.ts";

/** Rows by entity. */
export type RowsByEntity = Readonly<Record<string, readonly ValueRow[]>>;

/** A small data set in an engine: one table for each entity, typed by the schema. */
export async function smallData(
  engine: SqlEngine,
  registry: Registry,
  rows: RowsByEntity,
): Promise<Pseudonymous> {
  const statements = Object.entries(rows).flatMap(([name, own]) =>
    tableSql(entityNamed(registry, name), own),
  );
  await engine.run(statements.join("\n"));
  const relations = Object.keys(rows).map((entity) => [entity, { entity, name: entity }] as const);
  return passed("pseudonymous", { engine, relations: new Map(relations) });
}

function tableSql({ name, properties }: Entity, rows: readonly ValueRow[]): readonly string[] {
  const columns = properties.map(
    (property) => `${quoteIdentifier(property.name)} ${columnType(property.type)}`,
  );
  const create = `create or replace table ${quoteIdentifier(name)} (${columns.join(", ")});`;
  if (rows.length === 0) return [create];
  const lines = rows.map(
    (row) => `(${properties.map((property) => valueSql(inColumn(property, row))).join(", ")})`,
  );
  return [create, `insert into ${quoteIdentifier(name)} values ${lines.join(",\n")};`];
}

/** Objects are kept as JSON text, as everywhere in the engine; text is that already. */
function inColumn({ name, type }: Property, row: ValueRow): ValueRow[string] {
  const value = row[name];
  return isNested(type) && typeof value === "object" ? JSON.stringify(value) : value;
}

function valueSql(value: ValueRow[string]): string {
  if (value === undefined) return "null";
  if (typeof value !== "object" || value === null) return quoteLiteral(value);
  return `[${value.map((item) => quoteLiteral(item)).join(", ")}]`;
}

function entityNamed(registry: Registry, name: string): Entity {
  const entity = registry.entities.get(name);
  if (entity === undefined) throw new RangeError(`no entity ${name}`);
  return entity;
}
