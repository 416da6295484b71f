import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ForeignData, foreignData, missing, sharedFile } from "./foreign-data.ts";
import { csvRows } from "./plain-csv.ts";

const file = "pisa-learningtower/school-FIN-AZE-QAZ-EST-GEO-TUR.csv";
const why = missing(file);

/** Country, year, the weighted mean of the ratios of its schools, and of how many schools. */
const schoolMeans = [
  ["FIN", "2003", "10.22", 191],
  ["FIN", "2006", "10.60", 148],
  ["FIN", "2009", "10.75", 197],
  ["FIN", "2018", "10.52", 209],
  ["AZE", "2006", "9.08", 156],
  ["AZE", "2009", "8.03", 153],
  ["QAZ", "2018", "15.45", 98],
] as const;

function schools(country: string, year: string) {
  return csvRows(file)
    .filter((row) => row["country"] === country && row["year"] === year && row["stratio"] !== "")
    .map((row) => {
      const pupils = Number(row["enrol_boys"]) + Number(row["enrol_girls"]);
      const ratio = Number(row["stratio"]);
      return {
        pupils,
        ratio,
        teachers: Math.round(pupils / ratio),
        weight: Number(row["sch_wgt"]),
      };
    });
}

/**
 * The file has pupils and their ratio to teachers. Pupils become as many enrolments, and teachers,
 * pupils ÷ ratio in whole persons, as many assignments.
 */
function mapping(country: string, year: string) {
  const rows = `
    select
      school_id as schoolId,
      cast(enrol_boys + enrol_girls as bigint) as pupils,
      cast(round((enrol_boys + enrol_girls) / stratio) as bigint) as teachers
    from read_csv('${sharedFile(file)}')
    where country = '${country}' and year = ${year} and stratio is not null`;
  const day = `date '${Number(year) - 1}-09-01'`;
  return {
    enrolment: `
      select concat(schoolId, '-', unnest(range(pupils))) as studentId, schoolId,
        '${Number(year) - 1}/${year}' as schoolYear, ${day} as entryDate
      from (${rows})`,
    "staff-assignment": `
      select concat(schoolId, '-', unnest(range(teachers))) as staffId, schoolId,
        'subjectTeacher' as function, 'permanent' as employment, ${day} as startDate
      from (${rows})`,
  };
}

describe.skipIf(why !== "")(`the mean of the schools' own ratios in PISA${why}`, () => {
  test.each(schoolMeans)(
    "%s %s: %s over %i schools, by school weight",
    (country, year, mean, many) => {
      const own = schools(country, year);
      const weights = own.reduce((sum, { weight }) => sum + weight, 0);
      const ratios = own.reduce((sum, { ratio, weight }) => sum + ratio * weight, 0);
      expect([own.length, (ratios / weights).toFixed(2)]).toEqual([many, mean]);
    },
  );

  test("in Baku 99 of 197 schools have no ratio", () => {
    const all = csvRows(file).filter((row) => row["country"] === "QAZ" && row["year"] === "2018");
    expect([all.length, all.length - schools("QAZ", "2018").length]).toEqual([197, 99]);
  });
});

describe.skipIf(why !== "").each([
  ["FIN", "2018", "10.52"],
  ["AZE", "2009", "8.03"],
  ["QAZ", "2018", "15.45"],
] as const)(`the schools of %s in %s${why}`, (country, year, mean) => {
  let data: ForeignData;
  beforeAll(async () => {
    data = await foreignData(mapping(country, year));
  });
  afterAll(() => data.close());

  test("PTR is all pupils by all teachers, and not the mean of the schools' ratios, because it is of the sampled schools without weights", async () => {
    const own = schools(country, year);
    const pupils = own.reduce((sum, each) => sum + each.pupils, 0);
    const teachers = own.reduce((sum, each) => sum + each.teachers, 0);
    const [lines] = await data.figures({ metric: "PTR", period: `${Number(year) - 1}/${year}` });
    const value = Number((pupils / teachers).toFixed(2));
    expect(lines).toEqual([`${pupils}/${teachers} ${teachers} ${value}`]);
    expect(value.toFixed(2)).not.toBe(mean);
  });
});
