import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ForeignData, foreignData, missing, sharedFile } from "./foreign-data.ts";

const file = "oea-learning-analytics/fact_Enrollment.csv";
const vectorFile = "metric-vectors/la-pupil-teacher.json";
const why = missing(file, vectorFile);

/** What an independent count of the same file found. */
interface Counted {
  readonly perSchool: readonly {
    readonly SchoolId: string;
    readonly students: number;
    readonly teachers: number;
  }[];
  readonly totalStudents: number;
  readonly totalTeachers: number;
}

/**
 * One row of the source is a student in a section with its instructor. It has no days: its sections
 * begin on 1 January 2022, so everybody is there from then on. Every instructor is a subject teacher.
 */
const mapping = {
  enrolment: `
    select distinct
      StudentId_pseudonym as studentId,
      SchoolId as schoolId,
      '2021/2022' as schoolYear,
      date '2022-01-01' as entryDate
    from read_csv('${sharedFile(file)}')`,
  "staff-assignment": `
    select distinct
      InstructorId_pseudonym as staffId,
      SchoolId as schoolId,
      'subjectTeacher' as function,
      'permanent' as employment,
      date '2022-01-01' as startDate
    from read_csv('${sharedFile(file)}')`,
};

describe.skipIf(why !== "")(`students and instructors of five schools in Contoso${why}`, () => {
  let data: ForeignData;
  beforeAll(async () => {
    data = await foreignData(mapping);
  });
  afterAll(() => data.close());

  const question = {
    metric: "PTR",
    period: "2021/2022",
    dimensions: ["SCHOOL"],
    parameters: { censusDay: "--01-10" },
  };

  test("120 students share 8, 8, 9, 9 and 6 instructors: 15, 15, 13.33, 13.33 and 20 for each", async () => {
    const lines = await data.onBoth(question);
    const counted: Counted = JSON.parse(readFileSync(sharedFile(vectorFile), "utf8"));
    expect(lines.slice(1).map((line) => line.split(" ").slice(0, 2))).toEqual(
      counted.perSchool.map(({ SchoolId, students, teachers }) => [
        SchoolId,
        `${students}/${teachers}`,
      ]),
    );
    expect(lines.slice(1).map((line) => line.split(" ").at(-1))).toEqual([
      "15",
      "15",
      "13.33",
      "13.33",
      "20",
    ]);
  });

  test("together 600 students and 40 instructors: 15, where the mean of the five ratios would be 15.33", async () => {
    const [whole] = await data.onBoth(question);
    expect(whole).toBe("_T 600/40 40 15");
    expect(((15 + 15 + 120 / 9 + 120 / 9 + 20) / 5).toFixed(2)).toBe("15.33");
  });
});
