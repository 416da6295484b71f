import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { SqlEngine } from "../../src/engine/engine.ts";
import { openReference } from "../../src/engine/reference.ts";
import { openTrinoSchema, type TrinoSchema } from "../engine/trino-schema.ts";
import { joinedRecord, plan, record } from "./arbitrary-plan.ts";
import { fillTable } from "./fill-tables.ts";

let duckdb: SqlEngine;
let trino: TrinoSchema;
beforeAll(async () => {
  duckdb = await openDuckDb({ threads: 1 });
  trino = await openTrinoSchema("plans");
});
afterAll(async () => {
  await trino.close();
  duckdb.close();
});

test("any plan over any records has the same cells in Trino as in the reference engine", async () => {
  let cellsSeen = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(record, { minLength: 4, maxLength: 14 }),
      fc.array(joinedRecord, { maxLength: 6 }),
      fc.array(plan, { minLength: 1, maxLength: 3 }),
      async (source, joined, plans) => {
        await fillTable(duckdb, "source", source);
        await fillTable(duckdb, "joined", joined);
        const relations = Object.entries({ source, joined });
        const reference = openReference(new Map(relations));
        for (const relation of relations) await trino.copy(duckdb, relation[0]);
        for (const each of plans) {
          const [found, expected] = [await trino.engine.cells(each), await reference.cells(each)];
          expect(found).toEqual(expected);
          cellsSeen += [...found.values()].flat().length;
        }
      },
    ),
    { numRuns: 20, endOnFailure: true },
  );
  expect(cellsSeen).toBeGreaterThan(100);
});
