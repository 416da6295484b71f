import { loadRegistry } from "@edufed/schemas";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { SqlEngine } from "../../src/engine/engine.ts";
import { InputError, RefusedError } from "../../src/errors.ts";
import { contoso } from "../../src/import/contoso.ts";
import type { ImportReport } from "../../src/import/importer.ts";
import { accountedFor, fates } from "./fates.ts";
import { makeFolder } from "./folder.ts";

const registry = loadRegistry();
let engine: SqlEngine;
beforeAll(async () => {
  engine = await openDuckDb();
});
afterAll(() => {
  engine.close();
});

const columns =
  "id,student_id,school_year,school_id,attendance_date,all_day,Period,section_id,AttendanceCode,PresenceFlag,attendance_status,attendance_type,attendance_sequence";

/** An attendance file from rows of: id, student, date, all_day, Period, section, code. */
function attendance(...rows: readonly string[]): string {
  const lines = rows.map((row) => {
    const [id, student, date, allDay, period, section, code] = row
      .split(/ +/)
      .map((cell) => (cell === "-" ? "" : cell));
    return `${id},${student},2022,sch1,${date},${allDay},${period},${section},${code},1,Present,ClassSectionAttendance,0`;
  });
  return [columns, ...lines, ""].join("\n");
}

async function importedFrom(
  files: Readonly<Record<string, string>>,
  options: Parameters<typeof contoso.read>[3] = {},
): Promise<ImportReport> {
  using folder = makeFolder(files);
  const { report } = await contoso.read(folder.path, engine, registry, options);
  for (const file of report.files) expect(accountedFor(file)).toBe(file.read);
  return report;
}

test("attendance codes are mapped by name: present, absent without a reason known, late", async () => {
  const file = attendance(
    "1 a 2022-01-03 Yes - - P",
    "2 b 2022-01-03 Yes - - A",
    "3 c 2022-01-03 Yes - - T",
    "4 a 2022-01-04 No  2 x P",
  );
  const report = await importedFrom({ "studentattendance.csv": file });
  expect(report.records).toEqual({ "attendance-record": 4 });
  const rows = await engine.rows(
    'SELECT studentId, date, granularity, lessonNumber, sectionId, status FROM "attendance-record" ORDER BY ALL',
  );
  expect(rows.map((row) => Object.values(row))).toEqual([
    ["a", "2022-01-03", "day", null, null, "present"],
    ["a", "2022-01-04", "lesson", 2, "x", "present"],
    ["b", "2022-01-03", "day", null, null, "absentUnknown"],
    ["c", "2022-01-03", "day", null, null, "late"],
  ]);
});

test("a code that is not mapped is rejected and named, never guessed", async () => {
  const file = attendance(
    "1 a 2022-01-03 Yes - - P",
    "2 b 2022-01-03 Yes - - X",
    "3 c 2022-01-03 Yes - - X",
  );
  const report = await importedFrom({ "studentattendance.csv": file });
  expect(fates(report)).toEqual([
    [
      "studentattendance.csv",
      { read: 3, written: 1, superseded: 0, duplicates: 0 },
      [["unmapped-code", "AttendanceCode", 2, [3, 4]]],
    ],
  ]);
  expect(report.unmappedCodes).toEqual([
    { file: "studentattendance.csv", column: "AttendanceCode", code: "X", count: 2 },
  ]);
});

test("an unmapped text that does not look like a code is counted and not shown", async () => {
  const file = attendance("1 a 2022-01-03 Yes - - Matti");
  const report = await importedFrom({ "studentattendance.csv": file });
  expect(report.unmappedCodes).toEqual([
    { file: "studentattendance.csv", column: "AttendanceCode", code: null, count: 1 },
  ]);
  expect(JSON.stringify(report)).not.toContain("Matti");
});

describe("dates with slashes", () => {
  const file = attendance(
    "1 a 1/9/2022   Yes - - P",
    "2 a 9/1/2022   Yes - - P",
    "3 a 31/12/2022 Yes - - P",
    "4 a 30/2/2022  Yes - - P",
    "5 a 2022-10-05 Yes - - P",
    "6 a soon       Yes - - P",
  );

  test.each([
    [undefined, ["2022-10-05"], ["ambiguous-date 4", "wrong-format 1"]],
    [
      "dmy",
      ["2022-01-09", "2022-09-01", "2022-10-05", "2022-12-31"],
      ["ambiguous-date 1", "wrong-format 1"],
    ],
    ["mdy", ["2022-01-09", "2022-09-01", "2022-10-05"], ["ambiguous-date 2", "wrong-format 1"]],
  ] as const)("order %s", async (dateOrder, dates, rejected) => {
    const report = await importedFrom(
      { "studentattendance.csv": file },
      dateOrder === undefined ? {} : { dateOrder },
    );
    const rows = await engine.rows('SELECT date FROM "attendance-record" ORDER BY date');
    expect(rows.map(({ date }) => date)).toEqual(dates);
    const reasons = report.files[0]?.rejected.map(({ code, count }) => `${code} ${count}`);
    expect(reasons).toEqual(rejected);
  });

  test("the day comes first in dmy and the month in mdy", async () => {
    const one = { "studentattendance.csv": attendance("1 a 1/9/2022 Yes - - P") };
    await importedFrom(one, { dateOrder: "dmy" });
    expect(await engine.rows('SELECT date FROM "attendance-record"')).toEqual([
      { date: "2022-09-01" },
    ]);
    await importedFrom(one, { dateOrder: "mdy" });
    expect(await engine.rows('SELECT date FROM "attendance-record"')).toEqual([
      { date: "2022-01-09" },
    ]);
  });
});

describe("the same row, the same name, the same record", () => {
  test("the same row twice in a batch is one record", async () => {
    const file = attendance("1 a 2022-01-03 Yes - - P", "1 a 2022-01-03 Yes - - P");
    const [only] = fates(await importedFrom({ "studentattendance.csv": file }));
    expect(only?.slice(1)).toEqual([{ read: 2, written: 1, superseded: 0, duplicates: 1 }, []]);
  });

  test("two rows of a batch with one id that differ are both rejected", async () => {
    const file = attendance("1 a 2022-01-03 Yes - - P", "1 a 2022-01-03 Yes - - A");
    const [only] = fates(await importedFrom({ "studentattendance.csv": file }));
    expect(only?.slice(1)).toEqual([
      { read: 2, written: 0, superseded: 0, duplicates: 0 },
      [["duplicate-key", "id", 2, [2, 3]]],
    ]);
  });

  test("two rows about one student and day that differ are both rejected", async () => {
    const file = attendance("1 a 2022-01-03 Yes - - P", "2 a 2022-01-03 Yes - - A");
    const [only] = fates(await importedFrom({ "studentattendance.csv": file }));
    expect(only?.slice(1)).toEqual([
      { read: 2, written: 0, superseded: 0, duplicates: 0 },
      [["duplicate-key", "student_id, attendance_date, all_day, Period, section_id", 2, [2, 3]]],
    ]);
  });

  test("two sections of one lesson are two records, one section with two statuses is none", async () => {
    const file = attendance(
      "1 a 2022-01-03 No 2 x P",
      "2 a 2022-01-03 No 2 y A",
      "3 b 2022-01-03 No 2 x P",
      "4 b 2022-01-03 No 2 x A",
    );
    const [only] = fates(await importedFrom({ "studentattendance.csv": file }));
    expect(only?.slice(1)).toEqual([
      { read: 4, written: 2, superseded: 0, duplicates: 0 },
      [["duplicate-key", "student_id, attendance_date, all_day, Period, section_id", 2, [4, 5]]],
    ]);
  });

  test("two rows that become the same record are one", async () => {
    const file = attendance("1 a 2022-01-03 Yes - - P", "2 a 2022-01-03 Yes - - P");
    const [only] = fates(await importedFrom({ "studentattendance.csv": file }));
    expect(only?.slice(1)).toEqual([{ read: 2, written: 1, superseded: 0, duplicates: 1 }, []]);
  });

  test("a later batch replaces a row of the same id, and a rejected row replaces nothing", async () => {
    const report = await importedFrom({
      "batch1/studentattendance.csv": attendance(
        "1 a 2022-01-03 Yes - - P",
        "2 b 2022-01-03 Yes - - P",
      ),
      "batch2/studentattendance.csv": attendance(
        "1 a 2022-01-03 Yes - - A",
        "2 b 1/3/2022 Yes - - A",
      ),
    });
    expect(fates(report)).toEqual([
      ["batch1/studentattendance.csv", { read: 2, written: 1, superseded: 1, duplicates: 0 }, []],
      [
        "batch2/studentattendance.csv",
        { read: 2, written: 1, superseded: 0, duplicates: 0 },
        [["ambiguous-date", "attendance_date", 1, [3]]],
      ],
    ]);
    const rows = await engine.rows(
      'SELECT studentId, status FROM "attendance-record" ORDER BY ALL',
    );
    expect(rows).toEqual([
      { studentId: "a", status: "absentUnknown" },
      { studentId: "b", status: "present" },
    ]);
  });

  test("batch10 comes after batch9", async () => {
    const report = await importedFrom({
      "batch10/studentattendance.csv": attendance("1 a 2022-01-03 Yes - - A"),
      "batch9/studentattendance.csv": attendance("1 a 2022-01-03 Yes - - P"),
    });
    expect(report.files.map(({ file, superseded }) => [file, superseded])).toEqual([
      ["batch9/studentattendance.csv", 1],
      ["batch10/studentattendance.csv", 0],
    ]);
  });
});

test("a section mark becomes a result and its assessment, on a scale open at the top", async () => {
  const marks = [
    "id,student_id,section_id,school_year,term_id,numeric_grade_earned,alpha_grade_earned,is_final_grade,credits_attempted,credits_earned,grad_credit_type",
    "m1,st1,sec1,2022,term1,104,A,No,5,5,",
    "m2,st2,sec1,2022,term1,55,F,No,5,0,",
    "m3,st3,sec1,,term1,55,F,No,5,0,",
    "",
  ].join("\n");
  const report = await importedFrom({ "studentsectionmark.csv": marks });
  expect(report.records).toEqual({ assessment: 1, "assessment-result": 2 });
  expect(report.files[0]?.rejected.map(({ code, rows }) => [code, rows])).toEqual([
    ["missing", [4]],
  ]);
  expect(
    await engine.rows(
      'SELECT id, title, purpose, "scaleKind", "scaleMin", "scaleMax", "scaleHigherIsBetter" FROM assessment',
    ),
  ).toEqual([
    {
      id: "sec1/term1/2022",
      title: '{"en":"Mark of section sec1, term1"}',
      purpose: "summative",
      scaleKind: "numeric",
      scaleMin: 0,
      scaleMax: null,
      scaleHigherIsBetter: true,
    },
  ]);
  const results = await engine.rows(
    'SELECT studentId, assessmentId, schoolYear, status, score, performanceLevel FROM "assessment-result" ORDER BY studentId',
  );
  expect(results[0]).toEqual({
    studentId: "st1",
    assessmentId: "sec1/term1/2022",
    schoolYear: "2021/2022",
    status: "graded",
    score: 104,
    performanceLevel: "A",
  });
});

test("demographics keep language and special education; ethnicity and income stay behind", async () => {
  const demographics = [
    "SIS ID,FederalRaceCategory,PrimaryLanguage,ELLStatus,SpecialEducation,LowIncome",
    "st1,Asian,Spanish,English Learner,Special Day Class,1",
    "st2,White,English,,,0",
    "",
  ].join("\n");
  const report = await importedFrom({ "studentdemographics.csv": demographics });
  const rows = await engine.rows(
    "SELECT id, sex, homeLanguages, disabilityIndicator FROM student ORDER BY id",
  );
  expect(rows).toEqual([
    { id: "st1", sex: "0", homeLanguages: '["es"]', disabilityIndicator: true },
    { id: "st2", sex: "0", homeLanguages: '["en"]', disabilityIndicator: null },
  ]);
  expect(Object.keys(report.files[0]?.leftOut ?? {})).toEqual([
    "FederalRaceCategory",
    "ELLStatus",
    "LowIncome",
  ]);
});

describe("what is refused", () => {
  test("a column that the crosswalk does not name", async () => {
    const file = attendance("1 a 2022-01-03 Yes - - P").replace("PresenceFlag", "Note");
    using folder = makeFolder({ "studentattendance.csv": file });
    const reading = contoso.read(folder.path, engine, registry, {});
    await expect(reading).rejects.toThrow(RefusedError);
    await expect(reading).rejects.toThrow(/does not name the column Note/);
  });

  test("a file whose first row is not the header", async () => {
    using folder = makeFolder({ "studentattendance.csv": "1,Matti,2022\n" });
    const reading = contoso.read(folder.path, engine, registry, {});
    await expect(reading).rejects.toThrow(InputError);
    await expect(reading).rejects.not.toThrow(/Matti/);
  });

  test("a folder without files of the export, and one that does not exist", async () => {
    using folder = makeFolder({ "student.csv": "id\n" });
    await expect(contoso.read(folder.path, engine, registry, {})).rejects.toThrow(
      /no file of the Contoso export/,
    );
    await expect(contoso.read("/nowhere", engine, registry, {})).rejects.toThrow(InputError);
  });
});
