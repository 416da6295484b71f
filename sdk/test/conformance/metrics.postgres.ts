import { loadConformance } from "@edufed/schemas";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inOrder, metricCells, metricVector } from "../../src/conformance/metrics.ts";
import { pathsOf } from "../../src/conformance/vectors.ts";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { SqlEngine } from "../../src/engine/engine.ts";
import { registry } from "../compute/engines.ts";
import { openPostgresRecords, type PostgresRecords } from "../engine/postgres-records.ts";

const vectors = loadConformance();
const paths = pathsOf(vectors, "metrics");

let sql: SqlEngine;
let postgres: PostgresRecords;
beforeAll(async () => {
  sql = await openDuckDb({ threads: 1 });
  postgres = await openPostgresRecords();
});
afterAll(async () => {
  await postgres.close();
  sql.close();
});

test("the standard has vectors of metrics", () => expect(paths.length).toBeGreaterThan(0));

const all = paths.map((path) => metricVector(vectors, path));
const oneOfEach = [...Map.groupBy(all, ({ metric }) => metric).values()].flatMap(([first]) =>
  first === undefined ? [] : [first],
);

describe.each([
  ["of its own", "typed", all],
  ["of JSON", "jsonb", oneOfEach],
  ["of text", "text", oneOfEach],
] as const)("where every column has a type %s", (_type, arrangement, chosen) => {
  test.each(chosen)("$metric: $description", async (vector) => {
    const found = await metricCells(vector, "reference", registry, {
      sql,
      openReference: (tables) => postgres.countingOf(tables, registry.entities, arrangement),
    });
    expect(found).toEqual(inOrder(vector.cells));
  });
});
