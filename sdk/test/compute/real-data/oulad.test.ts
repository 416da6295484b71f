import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type ForeignData,
  foreignData,
  type Mapping,
  missing,
  sharedFile,
} from "./foreign-data.ts";
import { type CsvRow, csvRows } from "./plain-csv.ts";

const file = "oulad/studentInfo.csv";
const why = missing(file);
const period = "2013/2014";

/** A student registers for several modules, and is another one in each: a registration is counted. */
const registration = "concat_ws('-', id_student, code_module, code_presentation)";

/**
 * The final result of a module as a pass-fail mark, all presentations in one school year. So that the
 * figure can be had by disability and by band of deprivation, which are no dimensions of the standard,
 * the results of each group are those of an assessment of its own.
 */
function mapping(withdrawn: string, where = "true"): Mapping {
  const rows = `
    select *, unnest(['all', 'disability ' || disability, 'band ' || coalesce(imd_band, '')]) as assessed
    from read_csv('${sharedFile(file)}', all_varchar = true) where ${where}`;
  return {
    assessment: `
      select distinct
        assessed as id,
        'passFail' as scaleKind,
        ['fail', 'pass'] as scaleLabels,
        true as scaleHigherIsBetter
      from (${rows})`,
    "assessment-result": `
      select
        ${registration} as studentId,
        assessed as assessmentId,
        '${period}' as schoolYear,
        ${withdrawn},
        case when final_result in ('Pass', 'Distinction') then 'pass'
          when status = 'graded' then 'fail' end as textScore
      from (${rows})`,
    student: `
      select ${registration} as id, case gender when 'F' then '2' when 'M' then '1' end as sex
      from read_csv('${sharedFile(file)}', all_varchar = true) where ${where}`,
  };
}

const noMark = "case final_result when 'Withdrawn' then 'notSubmitted' else 'graded' end as status";
const failed = "'graded' as status";

function marksOf(assessment: string, metric = "MARK_PASS") {
  return { metric, period, parameters: { assessment, cut: "0" } };
}

function isPass({ final_result: result }: CsvRow): boolean {
  return result === "Pass" || result === "Distinction";
}

/** NUM/DEN and value, counted from the file. */
function completion(rows: readonly CsvRow[]): string {
  const passed = rows.filter(isPass).length;
  return `${passed}/${rows.length} ${rows.length} ${Number((passed / rows.length).toFixed(3))}`;
}

describe.skipIf(why !== "")(`32,593 registrations of the Open University${why}`, () => {
  let data: ForeignData;
  beforeAll(async () => {
    data = await foreignData(mapping(failed));
  });
  afterAll(() => data.close());

  test("47.2 % completed where those who withdrew count as not passed, as in the reference: 15,385 of 32,593", async () => {
    const [lines] = await data.figures(marksOf("all"));
    expect(lines).toEqual(["15385/32593 32593 0.472"]);
    expect(lines).toEqual([completion(csvRows(file))]);
  });

  test("48.4 % of women and 46.2 % of men", async () => {
    const [lines = []] = await data.figures({ ...marksOf("all"), dimensions: ["SEX"] });
    const of = (sex: string): string =>
      completion(csvRows(file).filter(({ gender }) => gender === sex));
    expect(lines.slice(1).toSorted()).toEqual([`F ${of("F")}`, `M ${of("M")}`]);
    expect([of("F"), of("M")].map((line) => line.split(" ").at(-1))).toEqual(["0.484", "0.462"]);
  });

  test("women to men is 1.0487; the standard's index, adjusted above 1, is 1.046", async () => {
    const question = { ...marksOf("all", "GPI"), period };
    const parameters = { ...question.parameters, of: "MARK_PASS" };
    const [lines = []] = await data.figures({ ...question, parameters });
    const [fraction = "", , value] = (lines[0] ?? "").split(" ");
    const [num = Number.NaN, den = Number.NaN] = fraction.split("/").map(Number);
    expect(value).toBe("1.046");
    expect((1 / (2 - num / den)).toFixed(4)).toBe("1.0487");
  });

  test("by disability, as counted from the file", async () => {
    const groups = ["False", "True"];
    const found = await data.figures(...groups.map((group) => marksOf(`disability ${group}`)));
    const counted = groups.map((group) =>
      completion(csvRows(file).filter(({ disability }) => disability === group)),
    );
    expect(found).toEqual(counted.map((line) => [line]));
    expect(counted).toEqual(["14178/29429 29429 0.482", "1207/3164 3164 0.381"]);
  });

  test("by band of deprivation, the unknown one too, as counted from the file", async () => {
    const bands = [...new Set(csvRows(file).map(({ imd_band: band = "" }) => band))].toSorted();
    expect(bands).toHaveLength(11);
    const found = await data.figures(...bands.map((band) => marksOf(`band ${band}`)));
    const counted = bands.map((band) =>
      completion(csvRows(file).filter(({ imd_band: own }) => own === band)),
    );
    expect(found).toEqual(counted.map((line) => [line]));
  });
});

describe.skipIf(why !== "")(`the same registrations, with no mark for who withdrew${why}`, () => {
  test("by the standard's definition 68.6 % passed: 15,385 of the 22,437 who have a mark", async () => {
    const data = await foreignData(mapping(noMark));
    const [lines] = await data.figures(marksOf("all"));
    expect(lines).toEqual(["15385/22437 22437 0.686"]);
    const marked = csvRows(file).filter(({ final_result: result }) => result !== "Withdrawn");
    expect(lines).toEqual([completion(marked)]);
    data.close();
  });

  test("both engines find the same in one module, by sex and in the index", async () => {
    const one = "code_module = 'AAA' and code_presentation = '2013J'";
    const data = await foreignData(mapping(noMark, one));
    const rows = csvRows(file).filter(
      ({ code_module: module, code_presentation: presentation, final_result: result }) =>
        module === "AAA" && presentation === "2013J" && result !== "Withdrawn",
    );
    const [whole] = await data.onBoth({ ...marksOf("all"), dimensions: ["SEX"] });
    expect(whole).toBe(`_T ${completion(rows)}`);
    const parameters = { assessment: "all", cut: "0", of: "MARK_PASS" };
    expect(await data.onBoth({ metric: "GPI", period, parameters })).toHaveLength(1);
    data.close();
  });
});
