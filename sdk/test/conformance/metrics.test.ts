import { loadConformance } from "@edufed/schemas";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { engineNames, inOrder, metricCells, metricVector } from "../../src/conformance/metrics.ts";
import { pathsOf } from "../../src/conformance/vectors.ts";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { SqlEngine } from "../../src/engine/engine.ts";
import { openReference } from "../../src/engine/reference.ts";
import { registry } from "../compute/engines.ts";

const vectors = loadConformance();
const paths = pathsOf(vectors, "metrics");

let sql: SqlEngine;
beforeAll(async () => {
  sql = await openDuckDb({ threads: 1 });
});
afterAll(() => sql.close());

test("every metric of the standard has vectors", () => {
  const covered = new Set(paths.map((path) => path.split("/")[1]));
  expect([...covered]).toEqual([...registry.metrics.keys()].toSorted());
});

describe.each(engineNames)("on the %s engine", (engine) => {
  test.each(paths.map((path) => metricVector(vectors, path)))(
    "$metric: $description",
    async (vector) => {
      const found = await metricCells(vector, engine, registry, { sql, openReference });
      expect(found).toEqual(inOrder(vector.cells));
    },
  );
});
