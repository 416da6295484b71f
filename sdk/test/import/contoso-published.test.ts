import { existsSync } from "node:fs";
import { loadRegistry } from "@edufed/schemas";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { SqlEngine } from "../../src/engine/engine.ts";
import { contoso } from "../../src/import/contoso.ts";
import { accountedFor, fates } from "./fates.ts";

const registry = loadRegistry();
let engine: SqlEngine;
beforeAll(async () => {
  engine = await openDuckDb();
});
afterAll(() => {
  engine.close();
});

const published = new URL("../../../../shared/data/oea-contoso-sis", import.meta.url).pathname;

describe.skipIf(!existsSync(published))(
  "the published example (skipped where shared data are absent)",
  () => {
    test("12,000 attendance rows of batch 1 are records; the 20 of batch 2 have ambiguous dates", async () => {
      const { report } = await contoso.read(published, engine, registry, {});
      expect(fates(report).slice(0, 2)).toEqual([
        [
          "batch1/studentattendance.csv",
          { read: 12000, written: 12000, superseded: 0, duplicates: 0 },
          [],
        ],
        [
          "batch2/studentattendance.csv",
          { read: 20, written: 0, superseded: 0, duplicates: 0 },
          [["ambiguous-date", "attendance_date", 20, [2, 3, 4, 5, 6, 7, 8, 9, 10, 11]]],
        ],
      ]);
      const [absences] = await engine.rows(
        `SELECT count(*) AS students, sum(absent) AS absent, count_if(absent * 10 >= days) AS chronic FROM (SELECT studentId, count(*) AS days, count_if(status = 'absentUnknown') AS absent FROM "attendance-record" GROUP BY studentId)`,
      );
      expect(absences).toEqual({ students: 600, absent: 1285, chronic: 382 });
      for (const file of report.files) expect(accountedFor(file)).toBe(file.read);
    });

    test("a day of the framework's data: one row is there twice, two sections of one period are two records, and dates need their order", async () => {
      const { report } = await contoso.read(`${published}/framework/day1`, engine, registry, {});
      const [attended] = report.files;
      expect(attended?.duplicates).toBe(1);
      expect(attended?.rejected.map(({ code, count }) => [code, count])).toEqual([
        ["ambiguous-date", 1461],
      ]);
      const ordered = await contoso.read(`${published}/framework/day1`, engine, registry, {
        dateOrder: "dmy",
      });
      expect(fates(ordered.report)[0]).toEqual([
        "studentattendance.csv",
        { read: 1462, written: 1461, superseded: 0, duplicates: 1 },
        [],
      ]);
      expect(ordered.report.files.find(({ entity }) => entity === "student")?.written).toBe(2);
      expect(JSON.stringify(ordered.report)).not.toMatch(/Ibarra|Smith|albertibarra/);
    });
  },
);
