import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ForeignData, foreignData, missing, sharedFile } from "./foreign-data.ts";

const file = "oea-contoso-sis/batch1/studentattendance.csv";
const vectorFile = "metric-vectors/contoso-attendance.json";
const why = missing(file, vectorFile);

/** What an independent count of the same file found. */
interface Counted {
  readonly total: Readonly<Record<string, number>>;
  readonly perSchool: readonly { readonly school_id: string; readonly chronic: number }[];
  readonly absenceDayDistribution: Readonly<Record<string, number>>;
}

/** One row for each student and day; every code but P is an absence, without a reason. */
const mapping = {
  "attendance-record": `
    select
      student_id as studentId,
      school_id as schoolId,
      attendance_date as date,
      'day' as granularity,
      case AttendanceCode when 'P' then 'present' else 'absentUnknown' end as status
    from read_csv('${sharedFile(file)}')`,
};

describe.skipIf(why !== "")(`the attendance of 600 students in Contoso${why}`, () => {
  let data: ForeignData;
  beforeAll(async () => {
    data = await foreignData(mapping);
  });
  afterAll(() => data.close());

  const period = "2021/2022";
  const counted = (): Counted => JSON.parse(readFileSync(sharedFile(vectorFile), "utf8"));

  test("63 are satisfactory, 155 at risk, 289 moderately and 93 severely absent, together 600", async () => {
    const lines = await data.onBoth({ metric: "ATT_TIERS", period });
    expect(lines).toEqual([
      "_T 600/600 600 1.000",
      "SATISFACTORY 63/600 600 0.105",
      "AT_RISK 155/600 600 0.258",
      "MODERATE 289/600 600 0.482",
      "SEVERE 93/600 600 0.155",
    ]);
    const { total } = counted();
    expect([63, 155, 93]).toEqual([
      total["satisfactory_lt_5pct"],
      total["at_risk_5_to_10"],
      total["severe_ge_20pct"],
    ]);
    expect(289 + 93).toBe(total["chronic_ge_10pct"]);
  });

  test("the tiers follow from the number of days absent of 20: exactly 1, 2 and 4 are in the worse tier", () => {
    const days = Object.entries(counted().absenceDayDistribution);
    const between = (from: number, to: number): number =>
      days
        .filter(([day]) => Number(day) >= from && Number(day) < to)
        .reduce((sum, [, students]) => sum + students, 0);
    expect([between(0, 1), between(1, 2), between(2, 4), between(4, 21)]).toEqual([
      63, 155, 289, 93,
    ]);
  });

  test("93 of 600 are severely absent", async () => {
    expect(await data.onBoth({ metric: "ATT_SEVERE", period })).toEqual(["93/600 600 0.155"]);
  });

  test("382 are chronically absent, the 174 with exactly 10 % among them; floating point finds 208", async () => {
    const { total, perSchool } = counted();
    const lines = await data.onBoth({ metric: "ATT_CHRONIC", period, dimensions: ["SCHOOL"] });
    expect(lines[0]).toBe("_T 382/600 600 0.637");
    expect(lines.slice(1).map((line) => line.split(/[ /]/).slice(0, 2))).toEqual(
      perSchool.map(({ school_id: school, chronic }) => [school, String(chronic)]),
    );
    expect(382 - 174).toBe(total["float_bug_count"]);
    expect(total["exactly_10pct"]).toBe(174);
  });

  test("1,285 of 12,000 days were missed, counted in halves of days", async () => {
    const { total } = counted();
    expect([total["absent_days"], total["student_days"]]).toEqual([1285, 12_000]);
    expect(await data.onBoth({ metric: "ATT_RATE", period })).toEqual(["21430/24000 600 0.893"]);
  });
});
