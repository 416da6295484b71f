import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadRegistry } from "@edufed/schemas";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { Row, SqlEngine } from "../../src/engine/engine.ts";
import { rawName } from "../../src/engine/reading.ts";
import { readRecords } from "../../src/import/records.ts";

const registry = loadRegistry();
let engine: SqlEngine;
let folder: string;
beforeAll(async () => {
  engine = await openDuckDb({ threads: 2 });
  folder = mkdtempSync(join(tmpdir(), "edufed-plain-"));
});
afterAll(() => {
  engine.close();
  rmSync(folder, { recursive: true });
});

/** Records whose values are written in ways that two readers could take differently. */
const lines = [
  '{"id":"s1","sex":"1"}',
  '{"id":"s\\u00e9 \\"q\\" \\\\ \\/ \\ud83d\\ude00","sex":"\\u0031"}',
  '{ "id" : "ə", "homeLanguages" : [ "fi" , "sv" ], "citizenships":[] }',
  '{"birthYear":1.0,"socioEconomicBand":1e0}',
  '{"birthYear":2e3,"socioEconomicBand":-0}',
  '{"birthYear":9007199254740993,"socioEconomicBand":123456789012345678901234567890}',
  '{"birthYear":1e400,"socioEconomicBand":0.1}',
  '{"birthYear":"2013","sex":1,"disabilityIndicator":"true","deviceAtHome":1}',
  '{"id":{"a":[1,{"b":"c"}]},"homeLanguages":"fi","birthDate":"2013-02-30"}',
  '{"id":"first","id":"second"}',
  '{"ID":"s","Sex":"1"}',
  '{"id":"s","busRoute":"7"}',
  '{"i\\u0064":"s"}',
  "{}",
];

test.each(lines)("a line is read the short way as the long way reads it: %s", async (line) => {
  const short = await rawRows([line, lines[0] ?? ""]);
  // A null sends the whole file the long way.
  const long = await rawRows([line, lines[0] ?? "", '{"id":null}']);
  expect(short).toHaveLength(2);
  expect(long.slice(0, 2)).toEqual(short);
});

test("a file without null and without an unknown name is read the short way", async () => {
  await rawRows(lines.slice(0, 3));
  expect(await columnsOf()).not.toContain("_unknown");
  await rawRows(['{"id":"s","busRoute":"7"}']);
  expect(await columnsOf()).toContain("_unknown");
});

async function rawRows(content: readonly string[]): Promise<readonly Row[]> {
  const path = join(folder, "student.ndjson");
  writeFileSync(path, content.map((line) => `${line}\n`).join(""));
  await readRecords(engine, [path], registry);
  const rows = await engine.rows(`SELECT * FROM "${rawName("student")}" ORDER BY _row`);
  return rows.map(({ _unknown, ...values }) => ({
    ...values,
    unknown: _unknown === "[]" ? null : (_unknown ?? null),
  }));
}

async function columnsOf(): Promise<readonly unknown[]> {
  const described = await engine.rows(`DESCRIBE "${rawName("student")}"`);
  return described.map((row) => row["column_name"]);
}
