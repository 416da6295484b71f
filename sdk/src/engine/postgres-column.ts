import type { Property } from "@edufed/schemas";
import type { PostgresColumn } from "./postgres-catalogue.ts";
import { quoteIdentifier } from "./sql-text.ts";

/**
 * In what form a column travels, as the type it is read as: text as it is, numbers and everything
 * with parts as JSON, whole numbers and truth values as themselves. Bytes are the value of no
 * property: only whether there are any travels.
 */
export type Form = "VARCHAR" | "JSON" | "BIGINT" | "BOOLEAN" | "BLOB";

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

/** The form of a column that is a property, and the SQL of its value in that form. */
export function valueOf(
  column: PostgresColumn,
  property: Pick<Property, "type">,
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
function textOf({ type }: PostgresColumn, name: string, property: Pick<Property, "type">): string {
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
