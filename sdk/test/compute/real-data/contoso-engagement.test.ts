import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ForeignData, foreignData, missing, sharedFile } from "./foreign-data.ts";

const attendance = "oea-contoso-sis/batch1/studentattendance.csv";
const logins = "oea-clever-iready/clever/daily-participation/Students/Students.csv";
const vectorFile = "metric-vectors/contoso-hybrid-engagement.json";
const why = missing(attendance, logins, vectorFile);

/** What an independent count of the same files found. */
interface Counted {
  readonly total: Readonly<Record<string, number>>;
}

const presence = `
  select
    student_id as studentId,
    school_id as schoolId,
    attendance_date as date,
    'day' as granularity,
    case AttendanceCode when 'P' then 'present' else 'absentUnknown' end as status
  from read_csv('${sharedFile(attendance)}')`;

/** One row for each student and day that the source knows; active is the source's own word. */
const activity = `
  select
    sis_id as studentId,
    clever_school_id as schoolId,
    date,
    'clever' as app,
    'clever' as source,
    case when active then greatest(1, num_resources_accessed) else 0 end as events,
    true as sourceCoverage
  from read_csv('${sharedFile(logins)}')`;

/** What the source does: a school day of which it knows nothing is a day without activity. */
const silence = `
  select studentId, schoolId, date, 'clever' as app, 0 as events, true as sourceCoverage
  from "attendance-record" as expected
  anti join (${activity}) as known using (studentId, date)`;

const period = "2021/2022";
const counted = (): Counted => JSON.parse(readFileSync(sharedFile(vectorFile), "utf8"));

describe.skipIf(why !== "")(`presence and logins of 600 students in Contoso${why}`, () => {
  let data: ForeignData;
  beforeAll(async () => {
    data = await foreignData({ "attendance-record": presence, "activity-day": activity });
  });
  afterAll(() => data.close());

  test("of 11,400 school days with a feed students were present or active on 10,791, counted in halves", async () => {
    const [lines, days] = await data.figures(
      { metric: "ENG_HYBRID", period },
      { metric: "ENG_DAYS", period },
    );
    expect(lines).toEqual([`${2 * 10_791}/${2 * 11_400} 600 0.947`]);
    expect(days).toEqual([`${2 * 10_791}/600 600 18`]);
    const { total } = counted();
    expect((total["studentDays"] ?? 0) - (total["missingDigital"] ?? 0)).toBe(11_400);
  });

  test("every student was active on some day, so ENG_DIGITAL of the year is 600 of 600", async () => {
    expect(await data.onBoth({ metric: "ENG_DIGITAL", period })).toEqual(["600/600 600 1"]);
  });

  test("7,500 of 15,000 are days of students: ENG_DIGITAL of each of the 25 days, added up", async () => {
    const days = Array.from(
      { length: 31 },
      (_none, day) => `2022-01-${String(day + 1).padStart(2, "0")}`,
    );
    const questions = days.map((day) => ({ metric: "ENG_DIGITAL", period, day }));
    const lines = (await data.figures(...questions))
      .flat()
      .filter((line) => !line.startsWith("0/0"));
    expect(lines).toHaveLength(25);
    const sums = lines.map((line) => line.split(/[ /]/).map(Number));
    const added = (index: number): number =>
      sums.reduce((sum, parts) => sum + (parts[index] ?? Number.NaN), 0);
    expect([added(0), added(1)]).toEqual([7500, 15_000]);
  });
});

describe.skipIf(why !== "")(`the same where no feed is taken for no activity${why}`, () => {
  let data: ForeignData;
  beforeAll(async () => {
    const both = `${activity} union all by name ${silence}`;
    data = await foreignData({ "attendance-record": presence, "activity-day": both });
  });
  afterAll(() => data.close());

  test("the source finds 11,321 of 12,000, because it counts 600 days without a feed by presence alone", async () => {
    const { total } = counted();
    expect([total["either"], total["studentDays"]]).toEqual([11_321, 12_000]);
    const [lines] = await data.figures({ metric: "ENG_HYBRID", period });
    expect(lines).toEqual([`${2 * 11_321}/${2 * 12_000} 600 0.943`]);
  });

  test("per school 2,271, 2,276, 2,270, 2,257 and 2,247 of 2,400", async () => {
    const question = { metric: "ENG_HYBRID", period, dimensions: ["SCHOOL"] };
    const [lines = []] = await data.figures(question);
    expect(lines.slice(1).map((line) => line.split(" ")[1])).toEqual(
      [2271, 2276, 2270, 2257, 2247].map((days) => `${2 * days}/4800`),
    );
  });
});

/** The reference engine looks every day up in all others, so it is asked about few students. */
const few = `studentId in (
  select distinct student_id from read_csv('${sharedFile(attendance)}') order by student_id limit 20
)`;

describe.skipIf(why !== "")(`20 of the 600 students${why}`, () => {
  test("give the same days on both engines", async () => {
    const data = await foreignData({
      "attendance-record": `select * from (${presence}) where ${few}`,
      "activity-day": `select * from (${activity}) where ${few}`,
    });
    const [line] = await data.onBoth({ metric: "ENG_HYBRID", period });
    expect(line).toMatch(/^\d+\/760 20 /);
    expect(await data.onBoth({ metric: "ENG_DAYS", period })).toHaveLength(1);
    data.close();
  });
});
