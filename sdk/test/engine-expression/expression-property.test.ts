import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { SqlEngine } from "../../src/engine/engine.ts";
import { evaluate } from "../../src/engine/evaluate.ts";
import type { ValueRow } from "../../src/engine/evaluate.ts";
import { parseExpression } from "../../src/engine/parse-expression.ts";
import { printExpression } from "../../src/engine/print-expression.ts";
import { expressionSql } from "../../src/engine/sql.ts";
import { quoteLiteral } from "../../src/engine/sql-text.ts";
import { columnTypes, condition, number, row } from "./arbitrary-expression.ts";

const columns = new Set(Object.keys(columnTypes));

let engine: SqlEngine;
beforeAll(async () => {
  engine = await openDuckDb({ threads: 1 });
});
afterAll(() => engine.close());

test("an expression that is printed and read again is the same expression", () => {
  fc.assert(
    fc.property(fc.oneof(condition, number), (expression) => {
      const text = printExpression(expression);
      expect(parseExpression(text, { columns, parameters: new Set() })).toEqual(expression);
    }),
    { numRuns: 500 },
  );
});

test("an expression has the same value in SQL as without an engine, unknown included", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(condition, number), { minLength: 5, maxLength: 15 }),
      fc.array(row, { minLength: 1, maxLength: 5 }),
      async (expressions, rows) => {
        const selected = expressions.map((each, index) => `${expressionSql(each)} as e${index}`);
        const values = rows.map((each, index) => `(${index}, ${rowSql(each)})`);
        const names = ["place", ...columns].join(", ");
        const found = await engine.rows(
          `select ${selected.join(", ")} from (values ${values.join(", ")}) as t (${names}) order by place`,
        );
        const expected = rows.map((each) =>
          Object.fromEntries(expressions.map((e, index) => [`e${index}`, evaluate(e, each)])),
        );
        expect(found).toEqual(expected);
      },
    ),
    { numRuns: 120 },
  );
});

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
