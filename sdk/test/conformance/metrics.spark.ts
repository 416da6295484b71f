import { loadConformance } from "@edufed/schemas";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inOrder, metricCells, metricVector } from "../../src/conformance/metrics.ts";
import { pathsOf } from "../../src/conformance/vectors.ts";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { SqlEngine } from "../../src/engine/engine.ts";
import { registry } from "../compute/engines.ts";
import { openSparkRecords, type SparkRecords } from "../engine/spark-records.ts";

const vectors = loadConformance();
const paths = pathsOf(vectors, "metrics");

let sql: SqlEngine;
let spark: SparkRecords;
beforeAll(async () => {
  sql = await openDuckDb({ threads: 1 });
  spark = await openSparkRecords(sql, "interpreted");
});
afterAll(async () => {
  await spark.close();
  sql.close();
});

test("the standard has vectors of metrics", () => expect(paths.length).toBeGreaterThan(0));

test.each(paths.map((path) => metricVector(vectors, path)))(
  "$metric: $description",
  async (vector) => {
    const engines = { sql, openReference: () => spark.engine };
    const found = await metricCells(vector, "reference", registry, engines);
    expect(found).toEqual(inOrder(vector.cells));
  },
);
