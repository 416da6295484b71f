import { expect, test } from "vitest";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import { fillTable } from "../conformance/fill-tables.ts";
import { expectedKeys, keyedPlan, keysIn, visits } from "./keyed-visits.ts";
import { openSparkRecords } from "./spark-records.ts";

test("cells have the sums of the record keys, whatever persons are called", async () => {
  const duckdb = await openDuckDb({ threads: 1 });
  const spark = await openSparkRecords(duckdb, "interpreted");
  try {
    await fillTable(duckdb, "source", visits);
    const cells = await spark.engine.cells(keyedPlan);
    expect(keysIn(cells.get("q"))).toEqual(expectedKeys());
  } finally {
    await spark.close();
    duckdb.close();
  }
});
