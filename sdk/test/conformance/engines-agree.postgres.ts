import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openReference } from "../../src/engine/reference.ts";
import {
  openPostgresRecords,
  type PostgresRecords,
  relationOf,
} from "../engine/postgres-records.ts";
import { joinedRecord, plan, record, tables } from "./arbitrary-plan.ts";

let postgres: PostgresRecords;
beforeAll(async () => {
  postgres = await openPostgresRecords();
});
afterAll(() => postgres.close());

const relations = new Map([
  ["source", relationOf(tables.source)],
  ["joined", relationOf(tables.joined)],
]);

test("any plan over any records has the same cells in PostgreSQL as in the reference engine", async () => {
  let cellsSeen = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(record, { maxLength: 14 }),
      fc.array(joinedRecord, { maxLength: 6 }),
      fc.array(plan, { minLength: 1, maxLength: 3 }),
      fc.constantFrom("typed", "jsonb", "text"),
      async (source, joined, plans, arrangement) => {
        const rows = new Map([
          ["source", source],
          ["joined", joined],
        ]);
        const reference = openReference(rows);
        const engine = postgres.countingOf(rows, relations, arrangement);
        for (const each of plans) {
          const [found, expected] = [await engine.cells(each), await reference.cells(each)];
          expect(found).toEqual(expected);
          cellsSeen += [...found.values()].flat().length;
        }
      },
    ),
    { numRuns: 80 },
  );
  expect(cellsSeen).toBeGreaterThan(500);
});
