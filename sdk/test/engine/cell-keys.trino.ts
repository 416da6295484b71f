import { expect, test } from "vitest";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import { fillTable } from "../conformance/fill-tables.ts";
import { expectedKeys, keyedPlan, keysIn, visits } from "./keyed-visits.ts";
import { openTrinoSchema } from "./trino-schema.ts";

test("cells have the sums of the record keys, whatever persons are called", async () => {
  const duckdb = await openDuckDb({ threads: 1 });
  const trino = await openTrinoSchema("cell_keys");
  try {
    await fillTable(duckdb, "source", visits);
    const cells = await trino.countingWith(duckdb).cells(keyedPlan);
    expect(keysIn(cells.get("q"))).toEqual(expectedKeys());
  } finally {
    await trino.close();
    duckdb.close();
  }
});
