import type { ValueRow } from "../../src/engine/evaluate.ts";
import { quoteLiteral } from "../../src/engine/sql-text.ts";
import { columnTypes } from "./arbitrary-expression.ts";

/** Rows as a query of DuckDB, with their place in the order in which they are given. */
export function rowsSql(rows: readonly ValueRow[]): string {
  const values = rows.map((each, index) => `(${index}, ${rowSql(each)})`);
  const names = ["place", ...Object.keys(columnTypes)].join(", ");
  return `select * from (values ${values.join(", ")}) as t (${names})`;
}

function rowSql(values: ValueRow): string {
  return Object.entries(columnTypes)
    .map(([name, type]) => `cast(${valueSql(values[name])} as ${type})`)
    .join(", ");
}

function valueSql(value: ValueRow[string]): string {
  if (value === undefined) return "null";
  if (typeof value !== "object" || value === null) return quoteLiteral(value);
  return `[${value.map((item) => quoteLiteral(item)).join(", ")}]`;
}
