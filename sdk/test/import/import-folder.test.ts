import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadRegistry } from "@edufed/schemas";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { SqlEngine } from "../../src/engine/engine.ts";
import { InputError, OutputError, RefusedError } from "../../src/errors.ts";
import { importFolder } from "../../src/import/import-folder.ts";
import { importers } from "../../src/import/importers.ts";
import { plainRecords } from "../../src/import/plain-records.ts";
import { readRecords } from "../../src/import/records.ts";
import { makeFolder } from "./folder.ts";

const registry = loadRegistry();
let engine: SqlEngine;
beforeAll(async () => {
  engine = await openDuckDb();
});
afterAll(() => {
  engine.close();
});

const twoStudents = { "in/student.csv": 'id,sex,homeLanguages\ns1,1,"[""fi""]"\ns2,2,\n' };

test("a folder of records becomes one Parquet file per entity and a report", async () => {
  using folder = makeFolder(twoStudents);
  const out = join(folder.path, "out");
  const report = await importFolder(plainRecords, join(folder.path, "in"), out, engine, registry);
  expect(readdirSync(out).toSorted()).toEqual(["import-report.json", "student.parquet"]);
  expect(JSON.parse(readFileSync(join(out, "import-report.json"), "utf8"))).toEqual(report);
  expect(report.records).toEqual({ student: 2 });
  await readRecords(engine, [out], registry);
  const rows = await engine.rows("SELECT id, sex, homeLanguages FROM student ORDER BY id");
  expect(rows).toEqual([
    { id: "s1", sex: "1", homeLanguages: '["fi"]' },
    { id: "s2", sex: "2", homeLanguages: null },
  ]);
});

test("the same import again replaces what it made, byte for byte the same", async () => {
  using folder = makeFolder(twoStudents);
  const out = join(folder.path, "out");
  await importFolder(plainRecords, join(folder.path, "in"), out, engine, registry);
  const first = readFileSync(join(out, "student.parquet"));
  await importFolder(plainRecords, join(folder.path, "in"), out, engine, registry);
  expect(readFileSync(join(out, "student.parquet")).equals(first)).toBe(true);
  expect(readdirSync(folder.path).toSorted()).toEqual(["in", "out"]);
});

test("a folder that holds something else is left alone", async () => {
  using folder = makeFolder({ ...twoStudents, "out/thesis.docx": "x" });
  const out = join(folder.path, "out");
  const importing = importFolder(plainRecords, join(folder.path, "in"), out, engine, registry);
  await expect(importing).rejects.toThrow(OutputError);
  expect(readdirSync(out)).toEqual(["thesis.docx"]);
});

test("an import's folder to which something was added is left alone", async () => {
  using folder = makeFolder(twoStudents);
  const out = join(folder.path, "out");
  await importFolder(plainRecords, join(folder.path, "in"), out, engine, registry);
  writeFileSync(join(out, "notes.txt"), "x");
  const importing = importFolder(plainRecords, join(folder.path, "in"), out, engine, registry);
  await expect(importing).rejects.toThrow(/notes\.txt/);
});

test("an import that fails leaves nothing behind", async () => {
  using folder = makeFolder({ "in/student.csv": "id,sex,id\ns1,1,s1\n" });
  const out = join(folder.path, "out");
  const importing = importFolder(plainRecords, join(folder.path, "in"), out, engine, registry);
  await expect(importing).rejects.toThrow(InputError);
  expect(readdirSync(folder.path)).toEqual(["in"]);
});

test("a row that cannot be taken apart stops an import, which says where it is", async () => {
  using folder = makeFolder({ "in/student.csv": 'id,sex\ns1,1\ns2,"1\n' });
  const out = join(folder.path, "out");
  const importing = importFolder(plainRecords, join(folder.path, "in"), out, engine, registry);
  await expect(importing).rejects.toThrow(RefusedError);
  await expect(importing).rejects.toThrow(/student\.csv, row 3: A quote/);
  expect(readdirSync(folder.path)).toEqual(["in"]);
});

test("what an interrupted import left beside is cleared away by the next", async () => {
  using folder = makeFolder({ ...twoStudents, "out.partial/student.parquet": "half" });
  const out = join(folder.path, "out");
  await importFolder(plainRecords, join(folder.path, "in"), out, engine, registry);
  expect(existsSync(join(folder.path, "out.partial"))).toBe(false);
});

test("a path through a file cannot be written to, and the error says so", async () => {
  using folder = makeFolder({ ...twoStudents, wall: "x" });
  const importing = importFolder(
    plainRecords,
    join(folder.path, "in"),
    join(folder.path, "wall", "out"),
    engine,
    registry,
  );
  await expect(importing).rejects.toThrow(OutputError);
});

test("plain records with values of another type are refused, because typing would drop them", async () => {
  using folder = makeFolder({ "in/student.csv": "id,sex,birthYear\ns1,1,3.7\n" });
  const out = join(folder.path, "out");
  const importing = importFolder(plainRecords, join(folder.path, "in"), out, engine, registry);
  await expect(importing).rejects.toThrow(RefusedError);
  await expect(importing).rejects.toThrow(/values of birthYear are not of its type/);
  expect(existsSync(out)).toBe(false);
});

test("plain records with an unknown column are refused", async () => {
  using folder = makeFolder({ "in/student.csv": "id,sex,shoeSize\ns1,1,40\n" });
  const importing = importFolder(
    plainRecords,
    join(folder.path, "in"),
    join(folder.path, "out"),
    engine,
    registry,
  );
  await expect(importing).rejects.toThrow(RefusedError);
});

test("every importer has a name of its own and says what it does", () => {
  expect(new Set(importers.map(({ name }) => name)).size).toBe(importers.length);
  expect(importers.map(({ name }) => name)).toEqual(["records", "contoso"]);
  for (const { describe } of importers) expect(describe.length).toBeGreaterThan(40);
});
