import { expect, test } from "vitest";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import { openReference } from "../../src/engine/reference.ts";
import { fillTable } from "../conformance/fill-tables.ts";
import { expectedKeys, keyedPlan, keysIn, visits } from "./keyed-visits.ts";

test("cells have the sums of the record keys, whatever persons are called", async () => {
  const duckdb = await openDuckDb({ threads: 1 });
  await fillTable(duckdb, "source", visits);
  const cells = await duckdb.cells(keyedPlan);
  const left = await duckdb.rows("select table_name from duckdb_tables()");
  duckdb.close();
  expect(keysIn(cells.get("q"))).toEqual(expectedKeys());
  expect(left).toEqual([{ table_name: "source" }]);
  const reference = await openReference(new Map([["source", visits]])).cells(keyedPlan);
  expect(reference).toEqual(cells);
});
