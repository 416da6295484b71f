import { loadRegistry, type Registry } from "@edufed/schemas";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { SqlEngine } from "../../src/engine/engine.ts";
import { readRecords } from "../../src/import/records.ts";
import { validate, type Validation } from "../../src/validate/validate.ts";
import { makeFolder } from "../import/folder.ts";

const registry: Registry = loadRegistry();
let engine: SqlEngine;
beforeAll(async () => {
  engine = await openDuckDb();
});
afterAll(() => {
  engine.close();
});

async function validated(files: Readonly<Record<string, string>>): Promise<Validation> {
  using folder = makeFolder(files);
  const { records } = await readRecords(engine, [folder.path], registry);
  return validate(records, registry);
}

/** Errors and warnings as rule, count and rows. */
function found({ findings }: Validation): readonly string[] {
  return findings
    .filter(({ severity }) => severity !== "info")
    .map(({ rule, count, rows }) => `${rule} ${count}: ${rows?.join(",")}`);
}

const lines = (...rows: readonly string[]): string => `${rows.join("\n")}\n`;

test("records without a mistake are valid", async () => {
  const result = await validated({ "student.csv": lines("id,sex", "s1,1", "s2,2") });
  expect(result.valid).not.toBeNull();
  expect(found(result)).toEqual([]);
  expect(result.records).toEqual({ student: 2 });
});

test("one error makes the data set not valid, a warning does not", async () => {
  const students = lines("id,sex", "s1,1");
  const activity = (student: string): string =>
    lines("studentId,date,app,sourceCoverage", `${student},2025-10-01,reader,false`);
  const unknown = await validated({ "student.csv": students, "activity-day.csv": activity("s9") });
  expect(found(unknown)).toEqual(["activity-day/studentId/reference 1: 2"]);
  expect(unknown.valid).not.toBeNull();
  const wrong = await validated({ "student.csv": lines("id,sex", "s1,3") });
  expect(wrong.valid).toBeNull();
});

describe("rows are found in every format", () => {
  const expected = ["student/sex/enum 1: 3", "student/birthYear/minimum 1: 4"];
  test("CSV counts the header", async () => {
    const csv = lines("id,sex,birthYear", "s1,1,1900", "s2,3,", "s3,2,1899");
    expect(found(await validated({ "student.csv": csv }))).toEqual(expected);
  });

  test("NDJSON counts lines", async () => {
    const ndjson = lines(
      '{"id":"s1","sex":"1"}',
      '{"id":"s2","sex":"1"}',
      '{"id":"s3","sex":"3"}',
      '{"id":"s4","sex":"2","birthYear":1899}',
    );
    expect(found(await validated({ "student.ndjson": ndjson }))).toEqual(expected);
  });

  test("Parquet counts a header that it does not have", async () => {
    using folder = makeFolder();
    await engine.run(
      `COPY (SELECT * FROM (VALUES ('s1', '1', 1900), ('s2', '3', NULL), ('s3', '2', 1899)) AS t(id, sex, birthYear)) TO '${folder.path}/student.parquet'`,
    );
    const { records } = await readRecords(engine, [folder.path], registry);
    expect(found(await validate(records, registry))).toEqual(expected);
  });

  test("several files of one entity are told apart", async () => {
    const { findings } = await validated({
      "student/a.csv": lines("id,sex", "s1,3"),
      "student/b.csv": lines("id,sex", "s2,1", "s3,3"),
    });
    expect(findings.map(({ file, rows }) => [file?.split("/").at(-1), rows])).toEqual([
      ["a.csv", [2]],
      ["b.csv", [3]],
    ]);
  });
});

test("all records that fail are counted and the first ten are named", async () => {
  const rows = Array.from({ length: 11 }, (_, index) => `s${index},3`);
  const result = await validated({ "student.csv": lines("id,sex", ...rows) });
  expect(found(result)).toEqual(["student/sex/enum 11: 2,3,4,5,6,7,8,9,10,11"]);
});

describe("keys", () => {
  test("two records of one key are both named", async () => {
    const result = await validated({ "student.csv": lines("id,sex", "s1,1", "s2,1", "s1,2") });
    expect(found(result)).toEqual(["student/key 2: 2,4"]);
  });

  test("an absent part of a key equals another absent part", async () => {
    const header = "studentId,schoolId,date,granularity,status";
    const row = "s1,o1,2025-10-01,day,present";
    const once = await validated({ "attendance-record.csv": lines(header, row) });
    const twice = await validated({ "attendance-record.csv": lines(header, row, row) });
    expect(found(once)).toEqual([]);
    expect(found(twice)).toEqual(["attendance-record/key 2: 2,3"]);
  });

  test("a lesson is named with its section: two sections are two records", async () => {
    const result = await validated({
      "attendance-record.csv": lines(
        "studentId,schoolId,date,granularity,lessonNumber,sectionId,status",
        "s1,a,2025-10-01,lesson,3,maths,present",
        "s1,a,2025-10-01,lesson,3,art,present",
        "s1,a,2025-10-01,lesson,3,art,late",
        "s1,a,2025-10-01,lesson,4,art,present",
      ),
    });
    expect(found(result)).toEqual(["attendance-record/key 2: 3,4"]);
  });

  test("days are counted in steps of a half", async () => {
    const result = await validated({
      "attendance-summary.csv": lines(
        "studentId,schoolId,schoolYear,startDate,endDate,expectedDays,attendedDays,absentDays",
        "s1,a,2025/2026,2025-08-12,2025-12-19,88,83.5,4.5",
        "s2,a,2025/2026,2025-08-12,2025-12-19,88,83.75,4.25",
        "s3,a,2025/2026,2025-08-12,2025-12-19,0.5,0,0.5",
      ),
    });
    expect(found(result)).toEqual([
      "attendance-summary/attendedDays/multipleOf 1: 3",
      "attendance-summary/absentDays/multipleOf 1: 3",
    ]);
    const byEngine = result.checks.filter(
      ({ id, by }) => id.endsWith("/multipleOf") && by === "sql",
    );
    expect(byEngine).toHaveLength(4);
  });

  test("records without a key are missing it and do not share it", async () => {
    const result = await validated({ "student.csv": lines("id,sex", ",1", ",2") });
    expect(found(result)).toEqual(["student/id/required 2: 2,3"]);
  });
});

test("a reference into an entity that the data set does not have is said to be unchecked", async () => {
  const header = "studentId,date,app,sourceCoverage";
  const { findings, checks } = await validated({
    "activity-day.csv": lines(header, "s1,2025-10-01,reader,false"),
  });
  expect(findings.map(({ code, severity, rule }) => [code, severity, rule])).toEqual([
    ["unchecked", "info", "activity-day-while-enrolled"],
    ["unknown-reference", "info", "activity-day/studentId/reference"],
    ["unknown-reference", "info", "activity-day/schoolId/reference"],
  ]);
  expect(checks.find(({ id }) => id === "activity-day/studentId/reference")?.by).toBe("none");
});

test("a rule is not judged where a property that it looks at cannot be read", async () => {
  const result = await validated({
    "student.csv": lines(
      "id,sex,birthDate,birthYear",
      "s1,1,2012-05-06,2012",
      "s2,1,2012-05-06,2013",
      "s3,1,6.5.2012,2013",
    ),
  });
  expect(found(result)).toEqual([
    "student/birthDate/format 1: 4",
    "student-birth-year-of-birth-date 1: 3",
  ]);
});

test("objects go through the record validator, and the list of checks says so", async () => {
  const result = await validated({
    "organisation.csv": lines(
      "id,name,type,status,areaCode",
      'o1,"{""en"":""School""}",school,active,FI-18',
      'o2,"{""fi"":""Koulu""}",school,active,FI-18',
      "o3,School,school,active,FI-18",
    ),
  });
  expect(found(result)).toEqual([
    "organisation/name/en/required 1: 3",
    "organisation/name/type 1: 4",
  ]);
  const named = result.checks.find(({ id }) => id === "organisation/name/record");
  expect(named).toEqual({
    id: "organisation/name/record",
    entity: "organisation",
    by: "record",
    records: 3,
    violations: 2,
  });
});

test("more objects than fit into one chunk are all checked", async () => {
  const rows = Array.from(
    { length: 5001 },
    (_, index) => `o${index},${index % 2500 === 0 ? "x" : '"{""en"":""S""}"'},ministry,active`,
  );
  const result = await validated({ "organisation.csv": lines("id,name,type,status", ...rows) });
  expect(found(result)).toEqual(["organisation/name/type 3: 2,2502,5002"]);
});

test("a relation that no file stands behind is checked as it is", async () => {
  using folder = makeFolder({ "student.csv": lines("id,sex", "s1,1") });
  const { records } = await readRecords(engine, [folder.path], registry);
  await engine.run("CREATE OR REPLACE TABLE made AS SELECT * FROM student");
  const relations = new Map([["student", { entity: "student", name: "made" }]]);
  const result = await validate({ ...records, relations }, registry);
  expect(found(result)).toEqual([]);
});

test("no finding holds a value of a record", async () => {
  const secret = "Matti-Virtanen-010100A999X";
  const { findings } = await validated({
    "student.ndjson": lines(
      `{"id":"${secret}","sex":"${secret}","birthDate":"${secret}","birthYear":"${secret}","homeLanguages":["${secret}"],"sourceId":{"system":"${secret}"},"${secret} x":1}`,
      `{"id":"${secret}","sex":"1","countryOfBirth":"${secret}","socioEconomicBand":9}`,
    ),
  });
  expect(findings.length).toBeGreaterThan(6);
  expect(JSON.stringify(findings)).not.toContain("Matti");
});

describe("rules between records", () => {
  const header = "studentId,schoolId,schoolYear,gradeNumber,iscedLevel,entryDate,exitDate,status";
  const enrolment = (student: string, entry: string, exit = ""): string =>
    `${student},o1,2025/2026,4,1,${entry},${exit},${exit === "" ? "active" : "ended"}`;

  test("records of several files are held against each other, and found in their own file", async () => {
    const { findings } = await validated({
      "enrolment/a.csv": lines(
        header,
        enrolment("s1", "2025-08-11", "2025-10-31"),
        enrolment("s2", "2025-08-11"),
      ),
      "enrolment/b.csv": lines(
        header,
        enrolment("s1", "2025-11-01"),
        enrolment("s1", "2025-10-31", "2025-10-31"),
        enrolment("s2", "2025-09-01"),
      ),
    });
    const overlaps = findings.filter(({ rule }) => rule === "enrolment-no-overlap-in-school");
    expect(overlaps.map(({ file, rows }) => [file?.split("/").at(-1), rows])).toEqual([
      ["b.csv", [3, 4]],
    ]);
  });

  test("a record whose day cannot be read overlaps with nothing", async () => {
    const result = await validated({
      "enrolment.csv": lines(
        header,
        enrolment("s1", "2025-08-11"),
        enrolment("s1", "1.9.2025"),
        enrolment("s1", "2025-09-02"),
      ),
    });
    expect(found(result)).toEqual([
      "enrolment/entryDate/format 1: 3",
      "enrolment-no-overlap-in-school 1: 4",
      "enrolment-one-full-time-school 1: 4",
    ]);
  });

  test("a rule that needs an entity which is not there is listed as not checked", async () => {
    const { checks } = await validated({
      "enrolment.csv": lines(header, enrolment("s1", "2025-08-11")),
    });
    const by = new Map(checks.map((check) => [check.id, check.by]));
    expect(by.get("enrolment-age-fits-grade")).toBe("none");
    expect(by.get("enrolment-no-overlap-in-school")).toBe("sql");
  });
});

test("a list of references is looked at item by item, and a record counts once", async () => {
  const section = (id: string, sessions: string): string =>
    JSON.stringify({ id, schoolId: "s", schoolYear: "2025/2026", kind: "homeroom" }).replace(
      "}",
      `,"sessionIds":${sessions}}`,
    );
  const result = await validated({
    "section.ndjson": lines(
      section("a", '["autumn"]'),
      section("b", '["autumn","spring","lost","gone"]'),
      section("c", '["autumn","spring"]'),
    ),
    "academic-session.ndjson": lines(...["autumn", "spring"].map((id) => JSON.stringify({ id }))),
  });
  expect(found(result)).toContain("section/sessionIds/reference 1: 2");
});
