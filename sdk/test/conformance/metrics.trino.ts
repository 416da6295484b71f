import { loadConformance } from "@edufed/schemas";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inOrder, metricCells, metricVector } from "../../src/conformance/metrics.ts";
import { pathsOf } from "../../src/conformance/vectors.ts";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { SqlEngine } from "../../src/engine/engine.ts";
import { registry } from "../compute/engines.ts";
import { openTrinoSchema, type TrinoSchema } from "../engine/trino-schema.ts";

const vectors = loadConformance();
const paths = pathsOf(vectors, "metrics");

let sql: SqlEngine;
let trino: TrinoSchema;
beforeAll(async () => {
  sql = await openDuckDb({ threads: 1 });
  trino = await openTrinoSchema("vectors");
});
afterAll(async () => {
  await trino.close();
  sql.close();
});

test("the standard has vectors of metrics", () => expect(paths.length).toBeGreaterThan(0));

test.each(paths.map((path) => metricVector(vectors, path)))(
  "$metric: $description",
  async (vector) => {
    const engines = { sql, openReference: () => trino.countingWith(sql) };
    const found = await metricCells(vector, "reference", registry, engines);
    expect(found).toEqual(inOrder(vector.cells));
  },
);
