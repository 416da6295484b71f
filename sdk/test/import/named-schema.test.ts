import { loadRegistry } from "@edufed/schemas";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { SqlEngine } from "../../src/engine/engine.ts";
import { readRecords } from "../../src/import/records.ts";
import { validate } from "../../src/validate/validate.ts";
import { makeFolder } from "./folder.ts";

const registry = loadRegistry();
let engine: SqlEngine;
beforeAll(async () => {
  engine = await openDuckDb();
});
afterAll(() => engine.close());

const record = { id: "st-1", sex: "2" };

test.each([
  ["names its schema, as an editor needs it", { $schema: "./student.json", ...record }, []],
  [
    "has a property that the entity does not have",
    { schema: "x", ...record },
    ["unknown-property"],
  ],
])("a record that %s", async (_what, value, codes) => {
  using folder = makeFolder({ "student.json": JSON.stringify(value) });
  const { records, findings } = await readRecords(engine, [folder.path], registry);
  const validation = await validate(records, registry);
  expect([...findings, ...validation.findings].map(({ code }) => code)).toEqual(codes);
});
