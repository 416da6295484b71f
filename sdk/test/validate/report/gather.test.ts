import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadRegistry } from "@edufed/schemas";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDuckDb } from "../../../src/engine/duckdb.ts";
import type { SqlEngine } from "../../../src/engine/engine.ts";
import type { FindingLanguage } from "../../../src/finding-text.ts";
import { findingLanguages } from "../../../src/finding-text.ts";
import { readRecords } from "../../../src/import/records.ts";
import { formats } from "../../../src/validate/format/format.ts";
import type { ReportFacts } from "../../../src/validate/format/report-facts.ts";
import type { QualityFacts } from "../../../src/validate/report/facts.ts";
import { gatherQuality } from "../../../src/validate/report/gather.ts";
import { validate } from "../../../src/validate/validate.ts";

const registry = loadRegistry();
const folder = mkdtempSync(join(tmpdir(), "edufed-quality-"));
let engine: SqlEngine;
beforeAll(async () => {
  engine = await openDuckDb();
});
afterAll(() => {
  engine.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Reported {
  readonly quality: QualityFacts;
  readonly pages: readonly string[];
}

/** Files by name → what their report says, in every language and as JSON. */
async function reported(name: string, files: Readonly<Record<string, string>>): Promise<Reported> {
  const place = join(folder, name);
  mkdirSync(place);
  for (const [file, text] of Object.entries(files)) writeFileSync(join(place, file), text);
  const read = await readRecords(engine, [place], registry);
  const { findings: found, checks, records } = await validate(read.records, registry);
  const findings = [...read.findings, ...found];
  const known = { findings, checks, records, schoolYearStart: "--08-01" };
  const quality = await gatherQuality(read.records, registry, known);
  const facts = (language: FindingLanguage): ReportFacts => ({
    version: "0.1.0",
    records,
    checks,
    quality,
    language,
  });
  const pages = findingLanguages.map((language) => formats.html(findings, facts(language)));
  return { quality, pages: [...pages, formats.json(findings, facts("en"))] };
}

function lines(header: string, count: number, line: (index: number) => string): string {
  return `${[header, ...Array.from({ length: count }, (_, index) => line(index))].join("\n")}\n`;
}

/** One student has the code 9, not applicable, nine have a band, and each has values that nobody else has. */
const students = lines(
  "id,givenNames,familyName,sex,birthDate,birthYear,socioEconomicBand,parentalEducation",
  200,
  (index) =>
    [
      `KEYZZ${index}`,
      `GIVENZZ${index}`,
      `FAMILYZZ${index}`,
      index === 0 ? "9" : index < 90 ? "2" : "1",
      `${1901 + (index === 7 ? 0 : 109 + (index % 6))}-05-17`,
      1901 + (index === 7 ? 0 : 109 + (index % 6)),
      index < 9 ? 3 : "",
      "",
    ].join(","),
);

function property(quality: QualityFacts, name: string): QualityFacts["properties"][number] {
  const found = quality.properties.find((each) => each.property === name);
  if (found === undefined) throw new RangeError(`no property ${name}`);
  return found;
}

test("no page and no JSON has a person's value, and no small group is counted", async () => {
  const { quality, pages } = await reported("persons", { "student.csv": students });
  expect(pages).toHaveLength(findingLanguages.length + 1);
  for (const page of pages) expect(page).not.toMatch(/ZZ|1901|-05-17/u);
  expect(property(quality, "sex").shares).toMatchObject({
    groups: expect.arrayContaining([
      expect.objectContaining({ code: "9", records: { kind: "few", below: 10 } }),
    ]),
  });
  const male = property(quality, "sex").shares?.groups.find(
    (group) => "code" in group && group.code === "1",
  );
  expect(male?.records.kind).toBe("about");
  for (const name of ["givenNames", "familyName", "birthDate", "id", "socioEconomicBand"]) {
    expect(property(quality, name).shares).toBeUndefined();
  }
  const bands = property(quality, "birthYear").shares;
  expect(bands?.groups.length).toBeGreaterThan(1);
  expect(bands?.groups[0]).not.toHaveProperty("from");
});

test("completeness: a share, a group too small to count, no column, and no value", async () => {
  const { quality } = await reported("complete", { "student.csv": students });
  expect(property(quality, "sex").present).toEqual({ kind: "exact", count: 200 });
  expect(property(quality, "socioEconomicBand").present).toEqual({ kind: "few", below: 20 });
  expect(property(quality, "parentalEducation")).toMatchObject({
    hasColumn: true,
    present: { kind: "exact", count: 0 },
  });
  expect(property(quality, "homeLanguages")).toMatchObject({ hasColumn: false });
});

test("a check applies to the records that have its property; one without a value is not passed", async () => {
  const { quality } = await reported("checks", { "student.csv": students });
  const check = (id: string) => quality.checks.find((each) => each.id === id);
  expect(check("student/sex/enum")).toMatchObject({
    status: "passed",
    applied: { kind: "exact", count: 200 },
  });
  expect(check("student/parentalEducation/enum")).toMatchObject({
    status: "not-applicable",
    reason: "no-values",
  });
  expect(check("student/homeLanguages/items/enum")).toMatchObject({ reason: "no-column" });
  expect(check("student/key")).toMatchObject({ area: "keys", status: "passed" });
  expect(check("student/unknown-property")).toMatchObject({ area: "privacy" });
  const counted = quality.checks.filter(({ status }) => status === "not-applicable");
  for (const { applied } of counted) expect(applied).toEqual({ kind: "exact", count: 0 });
  expect(quality.absent["vacancy"]).toBeGreaterThan(0);
});

test("a file without records passes nothing that is about records", async () => {
  const { quality } = await reported("empty", { "student.csv": "id,sex\n" });
  const made = quality.checks.filter(({ status }) => status === "passed");
  expect(made.map(({ id }) => id)).toEqual(["student/malformed-row", "student/unknown-column"]);
  const reasons = new Set(quality.checks.map(({ reason }) => reason));
  expect(reasons).toContain("no-records");
});

test("a day is in the school year that it is in, on both sides of the first day", async () => {
  const days = ["2024-07-31", "2024-08-01", "2025-07-31", "2025-08-01"];
  const rows = lines("studentId,schoolId,date,source,events", 40, (index) =>
    [`s${index}`, "o1", days[index % 4], "lms", index % 4 === 3 ? "" : 1].join(","),
  );
  const { quality } = await reported("years", { "activity-day.csv": rows });
  const row = quality.coverage.find(({ entity }) => entity === "activity-day");
  expect(quality.periods).toEqual(["2023/2024", "2024/2025", "2025/2026"]);
  expect(row?.property).toBe("date");
  expect(row?.cells.map(({ records }) => records)).toEqual([
    { kind: "exact", count: 10 },
    { kind: "exact", count: 20 },
    { kind: "exact", count: 10 },
  ]);
  expect(row?.cells.map(({ empty }) => empty)).toEqual([[], [], ["events"]]);
});

test.each([
  [9, ["2024/2025"]],
  [10, ["2024/2025", "2025/2026"]],
])("a school year in which there are %i records", async (count, periods) => {
  const rows = lines("studentId,schoolId,schoolYear", 60 + count, (index) =>
    [`s${index}`, "o1", index < 60 ? "2024/2025" : "2025/2026"].join(","),
  );
  const { quality } = await reported(`few-${count}`, { "enrolment.csv": rows });
  expect(quality.periods).toEqual(periods);
  const row = quality.coverage.find(({ entity }) => entity === "enrolment");
  const isSmall = count < 10;
  expect(row?.elsewhere?.kind).toBe(isSmall ? "few" : "exact");
  expect(row?.cells[0]?.records.kind).toBe(isSmall ? "about" : "exact");
});

test("an entity that is given and has nothing in a year is not collected, never zero of everything", async () => {
  const enrolments = lines(
    "studentId,schoolId,schoolYear",
    20,
    (index) => `s${index},o1,2024/2025`,
  );
  const profiles = lines("schoolId,schoolYear", 20, (index) => `o${index},2023/2024`);
  const { pages } = await reported("gap", {
    "enrolment.csv": enrolments,
    "school-profile.csv": profiles,
  });
  expect(pages[0]?.match(/<td class="none">not collected<\/td>/gu)).toHaveLength(2);
});
