import type { SqlEngine } from "../../src/engine/engine.ts";
import type { ValueRow } from "../../src/engine/evaluate.ts";
import { quoteIdentifier } from "../../src/engine/sql-text.ts";
import { tables } from "./arbitrary-plan.ts";

/** Makes a table of the random plans anew, with these rows. */
export async function fillTable(
  engine: SqlEngine,
  name: keyof typeof tables,
  rows: readonly ValueRow[],
): Promise<void> {
  const columns = Object.entries(tables[name]);
  const typed = columns.map(([column, type]) => `${quoteIdentifier(column)} ${type}`).join(", ");
  await engine.run(`create or replace table ${name} (${typed})`);
  if (rows.length === 0) return;
  const places = columns.map(() => "?").join(", ");
  const values = rows.flatMap((row) => columns.map(([column]) => scalar(row[column])));
  const lines = rows.map(() => `(${places})`).join(", ");
  await engine.run(`insert into ${name} values ${lines}`, values);
}

function scalar(value: ValueRow[string]): string | number | boolean | null {
  return typeof value === "object" || value === undefined ? null : value;
}
