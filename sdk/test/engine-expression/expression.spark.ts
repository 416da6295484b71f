import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { Row, SqlEngine } from "../../src/engine/engine.ts";
import { evaluate, notInSteps, notWhole, type ValueRow } from "../../src/engine/evaluate.ts";
import { expressionSqlOf } from "../../src/engine/expression-sql.ts";
import type { Expression } from "../../src/engine/expression.ts";
import { parseExpression } from "../../src/engine/parse-expression.ts";
import { sparkDialect } from "../../src/engine/spark-dialect.ts";
import { openSparkRecords, type SparkRecords } from "../engine/spark-records.ts";
import { columnTypes, condition, number, row } from "./arbitrary-expression.ts";
import { edges, texts } from "./edge-expressions.ts";
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

/** The values of expressions for each row, as Spark says them. */
async function valuesOf(
  expressions: readonly Expression[],
  rows: readonly ValueRow[],
): Promise<readonly Row[]> {
  await duckdb.run(`create or replace table "row" as ${rowsSql(rows)}`);
  await spark.give("row");
  const selected = expressions.map(
    (each, index) => `${expressionSqlOf(each, sparkDialect)} as e${index}`,
  );
  return spark.rows(`select ${selected.join(", ")} from row order by place`);
}

/** The same without an engine. */
function expectedOf(expressions: readonly Expression[], rows: readonly ValueRow[]): readonly Row[] {
  return rows.map((each) =>
    Object.fromEntries(expressions.map((e, index) => [`e${index}`, evaluate(e, each)])),
  );
}

test("an expression has the same value in Spark as without an engine, unknown included", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(condition, number), { minLength: 20, maxLength: 40 }),
      fc.array(row, { minLength: 5, maxLength: 20 }),
      async (expressions, rows) => {
        expect(await valuesOf(expressions, rows)).toEqual(expectedOf(expressions, rows));
      },
    ),
    { numRuns: 20, endOnFailure: true },
  );
});

const columns = new Set(Object.keys(columnTypes));
const parsed = (text: string): Expression =>
  parseExpression(text, { columns, parameters: new Set() });

describe("values at their limits", () => {
  const answered = Map.groupBy(texts.map(parsed), (each) =>
    edges.flatMap((values, index) => (isAnswered(each, values) ? [index] : [])).join(),
  );
  test("are in more than three rows for each expression", () => {
    expect([...answered.keys()].filter((places) => places.split(",").length <= 3)).toEqual([]);
  });

  test.each([...answered])("give the same in the rows %s", async (places, expressions) => {
    const rows = places.split(",").map((place) => edges[Number(place)] ?? {});
    expect(await valuesOf(expressions, rows)).toEqual(expectedOf(expressions, rows));
  });
});

/** Whether a row has a value without an engine; `whole` may refuse it. */
function isAnswered(expression: Expression, each: ValueRow): boolean {
  try {
    evaluate(expression, each);
    return true;
  } catch {
    return false;
  }
}

test.each([
  ["whole(x1)", notWhole],
  ["scaled(x1, 0)", notInSteps],
])("%s refuses a fraction in the words of every engine", async (text, words) => {
  await expect(valuesOf([parsed(text)], [{ x1: 0.5 }])).rejects.toThrow(words);
  expect(await valuesOf([parsed(text)], [{ x1: 3 }, { x1: null }])).toEqual([
    { e0: 3 },
    { e0: null },
  ]);
});

test("a refusal is no error where nobody asks for it", async () => {
  const expressions = [
    "case when n1 > 4 then whole(x1) else 0 end",
    "case when n1 > 4 then whole(2.5) else 0 end",
    "case when n1 > 4 then scaled(0.0001, 3) else 0 end",
  ].map(parsed);
  const found = await valuesOf(expressions, [{ n1: 1, x1: 0.5 }]);
  expect(found).toEqual([{ e0: 0, e1: 0, e2: 0 }]);
});
