import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadRegistry } from "@edufed/schemas";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { Row, SqlEngine } from "../../src/engine/engine.ts";
import { rawName } from "../../src/engine/reading.ts";
import { readRecords } from "../../src/import/records.ts";
import { validate } from "../../src/validate/validate.ts";

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
  '{"ID":"s","Sex":"1"}',
  '{"id":"s","busRoute":"7"}',
  '{"i\\u0064":"s"}',
  "{}",
];

test.each(lines)("a line is read the short way as the long way reads it: %s", async (line) => {
  const short = await read([line, lines[0] ?? ""]);
  // A null sends the whole file the long way.
  const long = await read([line, lines[0] ?? "", '{"id":null}']);
  expect(short.values).toHaveLength(2);
  expect(long.values.slice(0, 2)).toEqual(short.values);
  expect(long.places.filter(([, row]) => row !== 3)).toEqual(short.places);
});

const plain = [
  lines[0] ?? "",
  '{"id":"\\"n\\" :,","sex":"1","birthYear":2013,"citizenships":["NO"]}',
];

test("texts, numbers, lists, escapes and spaces are read the short way", async () => {
  await read(lines.slice(0, 3));
  expect(await columnsOf()).not.toContain("_unknown");
  await read(plain);
  expect(await columnsOf()).not.toContain("_unknown");
});

test.each([
  ["an unknown name", '{"id":"s","busRoute":"7"}'],
  ["a name twice", '{"id":"s","id":"s"}'],
  ["a name twice, beside a number for a text", '{"id":1,"id":"s"}'],
  ["null", '{"id":"s","sex":null}'],
  ["null alone", "null"],
  ["a number for a text", '{"id":3}'],
  ["true for a text", '{"id":true}'],
  ["a list for a text", '{"id":["s"]}'],
  ["an object for a text", '{"id":{"id":"s"}}'],
  ["a number for a text and a text for a number", '{"id":3,"birthYear":"2013"}'],
  ["a number for a text and an unknown text", '{"id":3,"busRoute":"7"}'],
  ["a comma too many", '{"id":"s",}'],
  ["a comma too many in a list", '{"id":"s","citizenships":["FI", ]}'],
  ["a number that is none", '{"id":"s","birthYear":nan}'],
])("a file with %s is read the long way", async (_, line) => {
  await read([...plain, line, ...plain]);
  expect(await columnsOf()).toContain("_unknown");
});

/** The typed values of each record, and what is found in which row. */
async function read(content: readonly string[]): Promise<{
  readonly values: readonly Row[];
  readonly places: readonly (readonly [string, number])[];
}> {
  const path = join(folder, "student.ndjson");
  writeFileSync(path, content.map((line) => `${line}\n`).join(""));
  const { records } = await readRecords(engine, [path], registry);
  const { findings } = await validate(records, registry);
  const texts = await engine.rows(
    `SELECT CAST(typed AS VARCHAR) AS record FROM student AS typed POSITIONAL JOIN (SELECT _row FROM "${rawName("student")}") ORDER BY _row`,
  );
  const places = findings
    .filter(({ rule }) => rule !== "student/key")
    .flatMap(({ rule, rows = [] }) => rows.map((row) => [rule, row] as const));
  const sorted = places.toSorted(([one, row], [other, otherRow]) =>
    one === other ? row - otherRow : one < other ? -1 : 1,
  );
  return { values: texts, places: sorted };
}

async function columnsOf(): Promise<readonly unknown[]> {
  const described = await engine.rows(`DESCRIBE "${rawName("student")}"`);
  return described.map((row) => row["column_name"]);
}
