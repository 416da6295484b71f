import { afterAll, beforeAll, expect, test } from "vitest";
import { tables } from "../conformance/arbitrary-plan.ts";
import { expectedKeys, keyedPlan, keysIn, secretDigits, visits } from "./keyed-visits.ts";
import {
  counting,
  openPostgresRecords,
  type PostgresRecords,
  relationOf,
} from "./postgres-records.ts";

let postgres: PostgresRecords;
beforeAll(async () => {
  postgres = await openPostgresRecords();
});
afterAll(() => postgres.close());

const relations = new Map([["source", relationOf(tables.source)]]);

test("cells have the sums of the record keys, whatever persons are called", async () => {
  await postgres.give(new Map([["source", visits]]), relations);
  const options = { address: postgres.address, relations };
  await counting(options, async (engine) => {
    const cells = await engine.cells(keyedPlan);
    expect(keysIn(cells.get("q"))).toEqual(expectedKeys());
  });
});

test("what they are made with is bound, and the statement does not have it", async () => {
  await postgres.give(new Map([["source", visits]]), relations);
  await counting({ address: postgres.address, relations }, (engine) => {
    const statement = engine.statement(keyedPlan);
    expect(statement).toContain("decode($1, 'hex')");
    expect(secretDigits).toHaveLength(4);
    for (const digits of secretDigits) expect(statement).not.toContain(digits);
    return Promise.resolve();
  });
});
