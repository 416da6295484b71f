import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { SqlEngine } from "../../src/engine/engine.ts";
import { evaluate } from "../../src/engine/evaluate.ts";
import { expressionSqlOf } from "../../src/engine/expression-sql.ts";
import { trinoDialect } from "../../src/engine/trino-dialect.ts";
import { isMisread } from "../../src/engine/trino-lists.ts";
import { openTrinoSchema, type TrinoSchema } from "../engine/trino-schema.ts";
import { condition, number, row } from "./arbitrary-expression.ts";
import { rowsSql } from "./rows-sql.ts";

let duckdb: SqlEngine;
let trino: TrinoSchema;
beforeAll(async () => {
  duckdb = await openDuckDb({ threads: 1 });
  trino = await openTrinoSchema("expressions");
});
afterAll(async () => {
  await trino.close();
  duckdb.close();
});

test("an expression has the same value in Trino as without an engine, unknown included", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.oneof(condition, number).filter((each) => !isMisread(each)),
        { minLength: 20, maxLength: 40 },
      ),
      fc.array(row, { minLength: 5, maxLength: 20 }),
      async (expressions, rows) => {
        await duckdb.run(`create or replace table "row" as ${rowsSql(rows)}`);
        await trino.copy(duckdb, "row");
        const selected = expressions.map(
          (each, index) => `${expressionSqlOf(each, trinoDialect)} as e${index}`,
        );
        const found = await trino.engine.rows(
          `select ${selected.join(", ")} from "row" order by place`,
        );
        const expected = rows.map((each) =>
          Object.fromEntries(expressions.map((e, index) => [`e${index}`, evaluate(e, each)])),
        );
        expect(found).toEqual(expected);
      },
    ),
    { numRuns: 30, endOnFailure: true },
  );
});
