import { loadRegistry } from "@edufed/schemas";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { SqlEngine } from "../../src/engine/engine.ts";
import { readRecords } from "../../src/import/records.ts";
import { validate } from "../../src/validate/validate.ts";
import { makeFolder } from "../import/folder.ts";

const registry = loadRegistry();
let engine: SqlEngine;
beforeAll(async () => {
  engine = await openDuckDb();
});
afterAll(() => {
  engine.close();
});

interface Seen {
  readonly records: Readonly<Record<string, number>>;
  readonly rules: readonly string[];
  /** Entities whose rows were read into tables. */
  readonly kept: readonly string[];
}

async function seen(files: Readonly<Record<string, string>>): Promise<Seen> {
  using folder = makeFolder(files);
  const read = await readRecords(engine, [folder.path], registry, { keep: false });
  const { findings, records } = await validate(read.records, registry);
  const columns = await engine.rows(
    "SELECT DISTINCT table_name AS name FROM information_schema.columns WHERE column_name = '_row' AND ends_with(table_name, '__raw') ORDER BY ALL",
  );
  const entities = Object.keys(records);
  return {
    records,
    rules: [...read.findings, ...findings]
      .filter(({ severity }) => severity !== "info")
      .map(({ rule }) => rule),
    kept: columns
      .map(({ name }) => String(name).replace("__raw", ""))
      .filter((name) => entities.includes(name)),
  };
}

const csv = (...rows: readonly string[]): string => ["id,sex", ...rows, ""].join("\n");
const ndjson = (...rows: readonly object[]): string =>
  rows.map((row) => `${JSON.stringify(row)}\n`).join("");

describe("files that nobody looks at again", () => {
  test("stay where they are when one look finds nothing wrong", async () => {
    for (const files of [
      { "student.csv": csv("s1,1", "s2,2") },
      { "student.ndjson": ndjson({ id: "s1", sex: "1" }, { id: "s2", sex: "2" }) },
    ]) {
      expect(await seen(files)).toEqual({ records: { student: 2 }, rules: [], kept: [] });
    }
  });

  test("are kept when a record breaks a check, which is then counted and placed", async () => {
    for (const files of [
      { "student.csv": csv("s1,1", "s2,x") },
      { "student.ndjson": ndjson({ id: "s1", sex: "1" }, { id: "s2", sex: "x" }) },
    ]) {
      const expected = { records: { student: 2 }, rules: ["student/sex/enum"], kept: ["student"] };
      expect(await seen(files)).toEqual(expected);
    }
  });

  test("are kept when two records share their key", async () => {
    const found = await seen({ "student.csv": csv("s1,1", "s1,2") });
    expect(found).toMatchObject({ rules: ["student/key"], kept: ["student"] });
  });

  test("are kept when a row is no record", async () => {
    const found = await seen({ "student.csv": csv("s1,1", "s2") });
    expect(found).toMatchObject({ rules: ["student/malformed-row"], kept: ["student"] });
  });

  test("are kept when a name is no property or is there twice", async () => {
    const stranger = await seen({ "student.ndjson": ndjson({ id: "s1", sex: "1", shoe: 43 }) });
    expect(stranger).toMatchObject({ rules: ["student/unknown-property"], kept: ["student"] });
    const twice = await seen({ "student.ndjson": '{"id":"s1","sex":"1","sex":"2"}\n' });
    expect(twice).toMatchObject({ rules: ["student/malformed-row"], kept: ["student"] });
  });

  test("are kept when other records lead to them", async () => {
    const files = {
      "student.csv": csv("s1,1"),
      "attendance-summary.csv":
        "studentId,schoolId,schoolYear,startDate,endDate,expectedDays,attendedDays,absentDays\ns2,a,2025/2026,2025-08-12,2026-05-30,2,1,1\n",
    };
    const found = await seen(files);
    expect(found.kept).toEqual(["attendance-summary", "student"]);
    expect(found.rules).toContain("attendance-summary/studentId/reference");
  });

  test("a file without a record is said to be empty", async () => {
    expect(await seen({ "student.csv": csv() })).toMatchObject({
      records: { student: 0 },
      rules: ["student/empty-file"],
    });
  });
});
