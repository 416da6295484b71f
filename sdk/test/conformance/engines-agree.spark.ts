import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { SqlEngine } from "../../src/engine/engine.ts";
import { openReference } from "../../src/engine/reference.ts";
import { openSparkRecords, type SparkRecords } from "../engine/spark-records.ts";
import { joinedRecord, plan, record } from "./arbitrary-plan.ts";
import { fillTable } from "./fill-tables.ts";

let duckdb: SqlEngine;
let spark: SparkRecords;
beforeAll(async () => {
  duckdb = await openDuckDb({ threads: 1 });
  spark = await openSparkRecords(duckdb, "interpreted");
});
afterAll(async () => {
  await spark.close();
  duckdb.close();
});

test("any plan over any records has the same cells in Spark as in the reference engine", async () => {
  let [plansSeen, cellsSeen] = [0, 0];
  await fc.assert(
    fc.asyncProperty(
      fc.array(record, { minLength: 4, maxLength: 14 }),
      fc.array(joinedRecord, { maxLength: 6 }),
      fc.array(plan, { minLength: 2, maxLength: 3 }),
      async (source, joined, plans) => {
        await fillTable(duckdb, "source", source);
        await fillTable(duckdb, "joined", joined);
        const reference = openReference(new Map(Object.entries({ source, joined })));
        for (const each of plans) {
          const [found, expected] = [await spark.engine.cells(each), await reference.cells(each)];
          expect(found).toEqual(expected);
          plansSeen += 1;
          cellsSeen += [...found.values()].flat().length;
        }
      },
    ),
    { numRuns: 20, endOnFailure: true },
  );
  expect(plansSeen).toBeGreaterThanOrEqual(40);
  expect(cellsSeen).toBeGreaterThan(100);
});
