import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { SqlEngine } from "../../src/engine/engine.ts";
import { quoteIdentifier, quoteLiteral } from "../../src/engine/sql-text.ts";
import { OutputError } from "../../src/errors.ts";

let engine: SqlEngine;
let scratch: string;
beforeAll(async () => {
  engine = await openDuckDb();
  scratch = mkdtempSync(join(tmpdir(), "edufed-duckdb-"));
});
afterAll(() => {
  engine.close();
  rmSync(scratch, { recursive: true });
});

test("values leave the engine as plain values", async () => {
  const rows = await engine.rows(
    "SELECT 9007199254740991::BIGINT AS whole, 12::HUGEINT AS large, 2.50::DECIMAL(9,2) AS exact, DATE '2025-10-01' AS day, [1, NULL] AS list, NULL AS nothing, TRUE AS yes",
  );
  expect(rows).toEqual([
    {
      whole: 9007199254740991,
      large: 12,
      exact: 2.5,
      day: "2025-10-01",
      list: "[1,null]",
      nothing: null,
      yes: true,
    },
  ]);
});

test("a whole number beyond 2^53 is an error and not a rounded number", async () => {
  await expect(engine.rows("SELECT 9007199254740992::BIGINT AS n")).rejects.toThrow(RangeError);
});

test("values are bound", async () => {
  const rows = await engine.rows("SELECT ? AS text, ? AS whole, ? AS half, ? AS nothing", [
    "it's",
    3,
    0.5,
    null,
  ]);
  expect(rows).toEqual([{ text: "it's", whole: 3, half: 0.5, nothing: null }]);
});

test("names and texts are quoted whatever they hold", async () => {
  const name = 'a "quoted" name';
  const text = "it's ; -- text";
  const rows = await engine.rows(`SELECT ${quoteLiteral(text)} AS ${quoteIdentifier(name)}`);
  expect(rows).toEqual([{ [name]: text }]);
  expect(() => quoteLiteral(Number.NaN)).toThrow(RangeError);
});

test("a full disk is an error of the output, with a remedy", async () => {
  const writing = engine.run(
    "COPY (SELECT range AS n FROM range(2000000)) TO '/dev/full' (FORMAT csv)",
  );
  await expect(writing).rejects.toThrow(OutputError);
});

test("an error about a value does not show the value", async () => {
  const failing = engine.rows("SELECT CAST('Matti' AS INTEGER)");
  await expect(failing).rejects.toThrow(/^Conversion Error in the engine, about a value$/);
});

test("nothing is downloaded for a file kind that is not built in", async () => {
  writeFileSync(join(scratch, "book.xlsx"), "");
  const reading = engine.rows(`SELECT * FROM read_xlsx('${join(scratch, "book.xlsx")}')`);
  await expect(reading).rejects.toThrow(/read_xlsx/);
});
