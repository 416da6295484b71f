import type { Entity, Property } from "@edufed/schemas";
import { quoteIdentifier } from "../engine/sql-text.ts";

/** A column of a table, its type being the one beneath every domain. */
export interface PostgresColumn {
  readonly name: string;
  /** `int8`, `text`, `_text`: the name of the type in the catalogue. */
  readonly type: string;
  /** `b` base, `c` composite, `e` enumerated … */
  readonly kind: string;
  /** `A` array, `S` string, `N` number … */
  readonly category: string;
}

/** A table or view that holds the records of an entity. */
export interface PostgresTable {
  readonly schema: string;
  readonly name: string;
  /** Whether rows have a place of their own, which orders rows of equal keys. */
  readonly hasRowPlaces: boolean;
  readonly columns: readonly PostgresColumn[];
}

/**
 * In what form a column travels, as the type it is read as: text as it is, numbers and everything
 * with parts as JSON, whole numbers and truth values as themselves. Bytes are the value of no
 * property: only whether there are any travels.
 */
export type Form = "VARCHAR" | "JSON" | "BIGINT" | "BOOLEAN" | "BLOB";

/** A column as it travels. */
export interface Selected {
  readonly property: Property;
  readonly form: Form;
  readonly sql: string;
}

/** The columns that are properties, each with the SQL of its value in a form that loses nothing. */
export function selectedColumns(entity: Entity, table: PostgresTable): readonly Selected[] {
  const properties = new Map(entity.properties.map((property) => [property.name, property]));
  return table.columns.flatMap((column) => {
    const property = properties.get(column.name);
    return property === undefined ? [] : [{ property, ...valueOf(column, property) }];
  });
}

/**
 * SQL that writes the rows as CSV, numbered in the order of the entity's key. NULL is nothing,
 * an empty text is a pair of quotes.
 */
export function copySql(
  entity: Entity,
  table: PostgresTable,
  selected: readonly Selected[],
): string {
  const order = orderOf(entity, table, selected);
  const number = `row_number() OVER (ORDER BY ${order.join(", ")}) AS _row`;
  const values = selected.map(({ property, sql }) => `${sql} AS ${quoteIdentifier(property.name)}`);
  return [
    "COPY (",
    `  SELECT ${[number, ...values].join(",\n    ")}`,
    `  FROM ${quoteIdentifier(table.schema)}.${quoteIdentifier(table.name)}`,
    ") TO STDOUT (FORMAT csv)",
  ].join("\n");
}

/** The key first; rows of equal keys by their place in the table, those of a view by all they say. */
function orderOf(
  entity: Entity,
  table: PostgresTable,
  selected: readonly Selected[],
): readonly string[] {
  const byName = new Map(table.columns.map((column) => [column.name, column]));
  const key = entity.key.flatMap((name) => byName.get(name) ?? []);
  const sortedByKey = key.map((column) => {
    const quoted = quoteIdentifier(column.name);
    return isSortable(column) ? quoted : asText(quoted);
  });
  if (table.hasRowPlaces) return [...sortedByKey, "tableoid", "ctid"];
  const names = new Set(key.map(({ name }) => name));
  const rest = selected.filter(({ property }) => !names.has(property.name));
  return [...sortedByKey, ...rest.map(({ sql }) => asText(`(${sql})`))];
}

const sortable = new Set(["N", "S", "D", "B", "E"]);

function isSortable({ category, kind }: PostgresColumn): boolean {
  return kind !== "c" && sortable.has(category);
}

function asText(sql: string): string {
  return `${sql}::pg_catalog.text COLLATE "C"`;
}

/** Types that do not travel as their text. */
const forms: Readonly<Record<string, Form>> = {
  int2: "BIGINT",
  int4: "BIGINT",
  int8: "BIGINT",
  bool: "BOOLEAN",
  // What is no number (NaN, Infinity) is a string in JSON, and a finding.
  float4: "JSON",
  float8: "JSON",
  numeric: "JSON",
  json: "JSON",
  jsonb: "JSON",
  bytea: "BLOB",
};

function valueOf(
  column: PostgresColumn,
  property: Property,
): { readonly form: Form; readonly sql: string } {
  const hasParts = column.category === "A" || column.kind === "c";
  const form = forms[column.type] ?? (hasParts ? "JSON" : "VARCHAR");
  const name = quoteIdentifier(column.name);
  switch (form) {
    case "BIGINT":
      return { form, sql: name };
    case "BOOLEAN":
      return { form, sql: `${name}::pg_catalog.text` };
    case "JSON":
      return { form, sql: `pg_catalog.to_json(${name})` };
    case "BLOB":
      return { form, sql: `CASE WHEN ${name} IS NOT NULL THEN '' END` };
    case "VARCHAR":
      return { form, sql: textOf(column, name, property) };
  }
}

/** Texts as they are; `char(n)` without the blanks that fill it. Days and moments as ISO 8601 writes them. */
function textOf({ type }: PostgresColumn, name: string, property: Property): string {
  if (type === "timestamp" && property.type.kind === "date") return dayOf(name);
  if (type === "timestamp" || type === "timestamptz") return iso(name);
  return `${name}::pg_catalog.text`;
}

/** A moment with `T`; one with a zone in UTC. */
function iso(column: string): string {
  return `pg_catalog.to_json(${column}) #>> '{}'`;
}

/** Midnight is how systems without a type for days write a day; any other moment is none. */
function dayOf(column: string): string {
  const isDay = `pg_catalog.isfinite(${column}) AND ${column} = pg_catalog.date_trunc('day', ${column})`;
  return `CASE WHEN ${isDay} THEN ${column}::pg_catalog.date::pg_catalog.text ELSE ${iso(column)} END`;
}
