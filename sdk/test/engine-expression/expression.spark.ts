import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { SqlEngine } from "../../src/engine/engine.ts";
import { evaluate } from "../../src/engine/evaluate.ts";
import { expressionSqlOf } from "../../src/engine/expression-sql.ts";
import { sparkDialect } from "../../src/engine/spark-dialect.ts";
import { openSparkRecords, type SparkRecords } from "../engine/spark-records.ts";
import { condition, number, row } from "./arbitrary-expression.ts";
import { rowsSql } from "./rows-sql.ts";

let duckdb: SqlEngine;
let spark: SparkRecords;
beforeAll(async () => {
  duckdb = await openDuckDb({ threads: 1 });
  spark = await openSparkRecords(duckdb, "compiled");
});
afterAll(async () => {
  await spark.close();
  duckdb.close();
});

test("an expression has the same value in Spark as without an engine, unknown included", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(condition, number), { minLength: 20, maxLength: 40 }),
      fc.array(row, { minLength: 5, maxLength: 20 }),
      async (expressions, rows) => {
        await duckdb.run(`create or replace table "row" as ${rowsSql(rows)}`);
        await spark.give("row");
        const selected = expressions.map(
          (each, index) => `${expressionSqlOf(each, sparkDialect)} as e${index}`,
        );
        const found = await spark.rows(`select ${selected.join(", ")} from row order by place`);
        const expected = rows.map((each) =>
          Object.fromEntries(expressions.map((e, index) => [`e${index}`, evaluate(e, each)])),
        );
        expect(found).toEqual(expected);
      },
    ),
    { numRuns: 25, endOnFailure: true },
  );
});
