import { loadRegistry } from "@edufed/schemas";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { SqlEngine } from "../../src/engine/engine.ts";
import { readRecords } from "../../src/import/records.ts";
import { validate } from "../../src/validate/validate.ts";
import { makeFolder } from "./folder.ts";
import { csv, variants } from "./variants.ts";

const registry = loadRegistry();
let engine: SqlEngine;
beforeAll(async () => {
  engine = await openDuckDb();
});
afterAll(() => {
  engine.close();
});

/** What validation says of a path: how many records, and the places of everything that is wrong. */
async function verdict(path: string): Promise<unknown> {
  const [kept, looked] = [await verdictOf(path, true), await verdictOf(path, false)];
  expect(looked).toEqual(kept);
  return kept;
}

async function verdictOf(path: string, keep: boolean): Promise<unknown> {
  const { records, findings } = await readRecords(engine, [path], registry, { keep });
  const { findings: found, records: counts } = await validate(records, registry);
  const places = [...findings, ...found]
    .filter(({ severity }) => severity !== "info")
    .map(({ rule, count, rows }) => ({ rule, count, rows }));
  return { counts, places };
}

/** Rows as a spreadsheet numbers them, the header being row 1. */
const expected = (header: number) => ({
  counts: { student: 4 },
  places: expect.toSatisfy((places: readonly object[]) => {
    const sorted = places.map((place) => JSON.stringify(place)).toSorted();
    expect(sorted).toEqual(
      [
        { rule: "student/birthDate/format", count: 1, rows: [2 + header] },
        { rule: "student/key", count: 2, rows: [3 + header, 4 + header] },
        { rule: "student/sex/enum", count: 1, rows: [2 + header] },
      ].map((place) => JSON.stringify(place)),
    );
    return true;
  }),
});

test.each(variants)("%s: the same verdict, counts and rows", async (_, name, content) => {
  using folder = makeFolder({ [name]: content });
  expect(await verdict(folder.path)).toEqual(expected(name.includes("json") ? 0 : 1));
});

test("Parquet: the same verdict, counts and rows", async () => {
  using folder = makeFolder({ "source.csv": csv() });
  await engine.run(
    `COPY (FROM read_csv('${folder.path}/source.csv', all_varchar = true)) TO '${folder.path}/student.parquet'`,
  );
  expect(await verdict(`${folder.path}/student.parquet`)).toEqual(expected(1));
});

test("parts of one entity, some packed: each has its own rows", async () => {
  const { gzipSync } = await import("node:zlib");
  using folder = makeFolder({
    "student/1.csv": "id,sex\ns1,1\ns2,x\n",
    "student/2.csv.gz": gzipSync("id,sex\ns3,x\n"),
  });
  expect(await verdict(folder.path)).toEqual({
    counts: { student: 3 },
    places: [
      { rule: "student/sex/enum", count: 1, rows: [3] },
      { rule: "student/sex/enum", count: 1, rows: [2] },
    ],
  });
});

test("names that mean something to a file search are names like any other", async () => {
  using folder = makeFolder({ "data [2026] */student.csv": csv() });
  expect(await verdict(`${folder.path}/data [2026] */student.csv`)).toEqual(expected(1));
});

test("a header of sixteen thousand columns is read, and every stranger is named", async () => {
  const names = Array.from({ length: 16_000 }, (_, index) => `column${index}`);
  using folder = makeFolder({
    "student.csv": `${names.join(",")},id,sex\n${"1,".repeat(names.length)}s1,x\n`,
  });
  const { findings } = await readRecords(engine, [folder.path], registry);
  expect(findings).toHaveLength(names.length);
});
