import type { CountedMetric } from "@edufed/schemas";
import { describe, expect, test } from "vitest";
import { compute } from "../../src/compute/compute.ts";
import type { MetricQuestion } from "../../src/compute/planning.ts";
import { config, dataSet, engineNames, metricNamed, registry, shown, table } from "./engines.ts";
import type { RowsByEntity } from "./engines.ts";

const attendance = {
  "attendance-summary": table(`
    studentId schoolId schoolYear startDate endDate  expectedDays attendedDays absentDays
    anna      south    2025/2026  2025-08-01  2025-12-20 40           38           2
    anna      north    2025/2026  2026-01-08  2026-06-01 40           34.5         5.5
    ben       north    2025/2026  2025-08-01  2026-06-01 80           72           8
    cleo      south    2025/2026  2025-08-01  2026-06-01 9.5          0            9.5
    dana      south    2025/2026  2025-08-01  2026-06-01 10           10           0
    dana      south    2024/2025  2024-08-01  2025-06-01 80           0            80
  `),
};

/** One student with 85 expected days. */
function oneStudent(absentDays: number): RowsByEntity {
  const period = { schoolYear: "2025/2026", endDate: "2026-06-01", expectedDays: 85 };
  return { "attendance-summary": [{ studentId: "a", schoolId: "s", ...period, absentDays }] };
}

describe.each(engineNames)("on %s", (name) => {
  async function lines(rows: RowsByEntity, id: string, more: Partial<MetricQuestion> = {}) {
    const { data, engines } = await dataSet(rows);
    const metric = metricNamed(id);
    const question = { metric, registry, dimensions: [], period: "2025/2026", config, ...more };
    try {
      return shown(await compute({ ...question, data, engineOverride: engines[name] }));
    } finally {
      data.engine.close();
    }
  }

  test("a student who changes school counts once, at the school of the last record", async () => {
    expect(await lines(attendance, "ATT_CHRONIC", { dimensions: ["SCHOOL"] })).toEqual([
      "_T 1/3 3 - 0.333",
      "north 1/2 2 - 0.5",
      "south 0/1 1 - 0",
    ]);
  });

  test("rows that name no contributor are nobody's, and not one person's together", async () => {
    const wellbeing = metricNamed("WHO5_MEAN");
    const metric: CountedMetric = {
      ...wellbeing,
      populations: Object.fromEntries(
        Object.entries(wellbeing.populations).map(([title, population]) => [
          title,
          {
            ...population,
            sources: population.sources.map((source) => ({
              ...source,
              contributor: "respondentId",
            })),
          },
        ]),
      ),
    };
    const response = { instrumentId: "who5", date: "2025-10-01", schoolId: "s" };
    const rows = {
      "wellbeing-response": [
        { ...response, id: "1", respondentId: "r", answers: [1, 2, 3, 4, 5] },
        { ...response, id: "2", respondentId: null, answers: [5, 5, 5, 5, 5] },
        { ...response, id: "3", answers: [null, null, null, null, null] },
      ],
    };
    expect(await lines(rows, "WHO5_MEAN", { metric })).toEqual(["60/1 1 - 60"]);
  });

  test("a student with exactly the least number of expected days counts, with half a day less not", async () => {
    const with9 = { parameters: { expectedDaysMin: 9 } };
    expect(await lines(attendance, "ATT_CHRONIC")).toEqual(["1/3 3 - 0.333"]);
    expect(await lines(attendance, "ATT_CHRONIC", with9)).toEqual(["2/4 4 - 0.5"]);
  });

  test("exactly a tenth absent is chronic, half a day less is not", async () => {
    expect(await lines(oneStudent(8.5), "ATT_CHRONIC")).toEqual(["1/1 1 - 1"]);
    expect(await lines(oneStudent(8), "ATT_CHRONIC")).toEqual(["0/1 1 - 0"]);
  });

  test("a table of nobody is one cell without a value, and a reason", async () => {
    const more = { dimensions: ["SCHOOL"], parameters: { expectedDaysMin: 81 } };
    expect(await lines(attendance, "ATT_CHRONIC", more)).toEqual(["_T 0/0 0 - M"]);
  });

  test("a part of a day that is counted in halves is refused", async () => {
    const [first] = attendance["attendance-summary"];
    const broken = { "attendance-summary": [{ ...first, expectedDays: 40.25 }] };
    await expect(lines(broken, "ATT_CHRONIC")).rejects.toThrow("counted in whole steps");
  });

  const activity = {
    "activity-day": table(`
      studentId schoolId date       app events sourceCoverage
      anna      south    2025-09-01 lms 3      true
      anna      south    2025-09-02 lms 0      true
      ben       north    2025-09-01 lms 0      true
      cleo      north    2025-09-01 lms 7      false
      dana      north    2025-09-01 lms -      true
      emil      -        2025-09-01 lms 1      true
      anna      north    2025-07-31 lms 9      true
      anna      north    2026-08-01 lms 9      true
    `),
    enrolment: table(`
      studentId schoolId schoolYear iscedLevel gradeNumber entryDate  status
      anna      south    2025/2026  '1'        3           2025-08-01 active
      anna      north    2024/2025  '1'        2           2024-08-01 active
      ben       north    2025/2026  '1'        4           2025-08-01 active
      ben       north    2025/2026  '1'        5           2025-08-01 active
      cleo      north    2025/2026  '1'        -           2025-08-01 active
      dana      north    2025/2026  '1'        4           2025-08-01 active
      fay       west     2025/2026  '1'        4           2025-08-01 active
    `),
    student: table(`
      id   sex
      anna '2'
      ben  '1'
      cleo '0'
      dana '1'
    `),
  };

  test("who was not collected is not inactive: unknown is left out, uncovered is not seen", async () => {
    expect(await lines(activity, "ENG_DIGITAL")).toEqual(["2/3 3 5 0.667"]);
  });

  test("a school where nobody was seen appears, without a value", async () => {
    expect(await lines(activity, "ENG_DIGITAL", { dimensions: ["SCHOOL"] })).toEqual([
      "_T 2/3 3 5 0.667",
      "_U 1/1 1 0 L",
      "north 0/1 1 3 L",
      "south 1/1 1 1 1",
      "west 0/0 0 1 L",
    ]);
  });

  test("a grade comes from the last enrolment of the year, the greater where two begin together", async () => {
    expect(await lines(activity, "ENG_DIGITAL", { dimensions: ["GRADE", "SEX"] })).toEqual([
      "_T _T 2/3 3 5 0.667",
      "_T F 1/1 1 1 1",
      "_T M 0/1 1 2 0",
      "_T _U 1/1 1 2 1",
      "3 _T 1/1 1 1 1",
      "3 F 1/1 1 1 1",
      "4 _T 0/0 0 2 L",
      "4 M 0/0 0 1 L",
      "4 _U 0/0 0 1 L",
      "5 _T 0/1 1 1 0",
      "5 M 0/1 1 1 0",
      "_U _T 1/1 1 1 1",
      "_U _U 1/1 1 1 1",
    ]);
  });
});
