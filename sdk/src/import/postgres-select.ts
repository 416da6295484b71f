import type { Entity, Property } from "@edufed/schemas";
import type { PostgresColumn, PostgresTable } from "../engine/postgres-catalogue.ts";
import { type Form, valueOf } from "../engine/postgres-column.ts";
import { quoteIdentifier } from "../engine/sql-text.ts";

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
 * SQL that writes the rows as CSV, all or those that meet a condition, numbered in the order of the entity's key. NULL is nothing,
 * an empty text is a pair of quotes.
 */
export function copySql(
  entity: Entity,
  table: PostgresTable,
  selected: readonly Selected[],
  where?: string,
): string {
  const order = orderOf(entity, table, selected);
  const number = `row_number() OVER (ORDER BY ${order.join(", ")}) AS _row`;
  const values = selected.map(({ property, sql }) => `${sql} AS ${quoteIdentifier(property.name)}`);
  return [
    "COPY (",
    `  SELECT ${[number, ...values].join(",\n    ")}`,
    `  FROM ${quoteIdentifier(table.schema)}.${quoteIdentifier(table.name)}`,
    ...(where === undefined ? [] : [`  WHERE ${where}`]),
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
