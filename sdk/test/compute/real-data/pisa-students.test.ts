import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ForeignData, foreignData, missing, sharedFile } from "./foreign-data.ts";
import { type CsvRow, csvRows } from "./plain-csv.ts";

const folder = "pisa-learningtower";
const years = [2000, 2003, 2006, 2009, 2012, 2015, 2018, 2022] as const;
const subsets = years.map((year) => `${folder}/student_subset_${year}.csv`);
const finland = `${folder}/student_2003_FIN.csv`;
const why = missing(...subsets, finland);

/** Level 2 in mathematics begins here. */
const cut = "420.07";

/**
 * Mathematics of each year is an assessment of its own, taken by a sample. The source gives one score
 * with up to four decimals; results have three, so it is rounded. Who has no score was not given the
 * questions.
 */
function mapping(files: readonly string[]) {
  const paths = files.map((path) => `'${sharedFile(path)}'`).join(", ");
  const rows = `read_csv([${paths}], all_varchar = true, union_by_name = true)`;
  const school = "concat_ws('-', year, country, school_id)";
  return {
    assessment: `
      select distinct
        year as id, 'numeric' as scaleKind, true as scaleHigherIsBetter, 'sample' as weighting
      from ${rows}`,
    "assessment-result": `
      select
        concat_ws('-', ${school}, student_id) as studentId,
        ${school} as schoolId,
        year as assessmentId,
        concat(cast(year as int) - 1, '/', year) as schoolYear,
        case when math is null then 'notSubmitted' else 'graded' end as status,
        cast(cast(math as decimal(9, 3)) as double) as score,
        cast(stu_wgt as double) as weight
      from ${rows}`,
    organisation: `select distinct ${school} as id, country as areaCode from ${rows}`,
    student: `
      select
        concat_ws('-', ${school}, student_id) as id,
        case gender when 'female' then '2' when 'male' then '1' else '0' end as sex
      from ${rows}`,
  };
}

function about(metric: string, year: number, dimensions: readonly string[]) {
  const parameters = { assessment: String(year), ...(metric === "MPL" ? { cut } : {}) };
  return { metric, period: `${year - 1}/${year}`, dimensions, parameters };
}

interface Sums {
  readonly weights: bigint;
  readonly points: bigint;
  readonly squares: bigint;
  readonly reached: bigint;
}

/** Text of a decimal number as whole steps, a half rounded up. */
function steps(text: string, decimals: number): bigint {
  const [whole = "0", part = ""] = text.split(".");
  const digits = BigInt(whole + part.padEnd(decimals + 1, "0").slice(0, decimals + 1));
  return (digits + 5n) / 10n;
}

/** The weighted sums that everything follows from, student by student in whole numbers. */
function sums(rows: readonly CsvRow[]): Sums {
  let all: Sums = { weights: 0n, points: 0n, squares: 0n, reached: 0n };
  for (const { math = "", stu_wgt: weight = "" } of rows.filter((row) => row["math"] !== "")) {
    const [x, w] = [steps(math, 3), steps(weight, 6)];
    all = {
      weights: all.weights + w,
      points: all.points + w * x,
      squares: all.squares + w * x * x,
      reached: all.reached + (x >= steps(cut, 3) ? w : 0n),
    };
  }
  return all;
}

function meanOf({ points, weights }: Sums): number {
  return Number((points * 10n ** 9n) / weights) / 1e12;
}

function deviationOf({ points, squares, weights }: Sums): number {
  const variance = ((squares * weights - points * points) * 10n ** 6n) / (weights * weights);
  return Math.sqrt(Number(variance)) / 1e6;
}

function levelOf({ reached, weights }: Sums): number {
  return Number((reached * 10n ** 12n) / weights) / 1e12;
}

function valueOf(lines: readonly string[], code: string): string | undefined {
  return lines
    .find((line) => line.startsWith(`${code} `))
    ?.split(" ")
    .at(-1);
}

describe.skipIf(why !== "")(`50 students of each country in eight rounds of PISA${why}`, () => {
  let data: ForeignData;
  beforeAll(async () => {
    data = await foreignData(mapping(subsets));
  });
  afterAll(() => data.close());

  test.each(years.slice(1))(
    "%i: mean, deviation and minimum proficiency of every country are what a count student by student gives",
    async (year) => {
      const metrics = ["ASSESS_MEAN", "ASSESS_SD", "MPL"];
      const [means = [], deviations = [], levels = []] = await data.figures(
        ...metrics.map((metric) => about(metric, year, ["REF_AREA"])),
      );
      const rows = csvRows(`${folder}/student_subset_${year}.csv`);
      const countries = [...new Set(rows.map(({ country = "" }) => country))];
      expect(countries.length).toBeGreaterThan(28);
      for (const country of countries) {
        const all = sums(rows.filter((row) => row["country"] === country));
        expect(valueOf(means, country)).toBe(meanOf(all).toFixed(2));
        expect(valueOf(deviations, country)).toBe(deviationOf(all).toFixed(2));
        expect(valueOf(levels, country)).toBe(levelOf(all).toFixed(3));
      }
    },
  );

  test("2000: about half were given no mathematics, so there is no value, with status L", async () => {
    const [lines = []] = await data.figures(about("ASSESS_MEAN", 2000, ["REF_AREA"]));
    const rows = csvRows(`${folder}/student_subset_2000.csv`).filter(
      ({ country }) => country === "FIN",
    );
    const scored = rows.filter((row) => row["math"] !== "").length;
    expect(scored / rows.length).toBeLessThan(0.8);
    expect(valueOf(lines, "FIN")).toBe("L");
  });

  test("there are no students of Azerbaijan or Baku in the file, so no figure of theirs can be had", () => {
    const areas = new Set(subsets.flatMap((path) => csvRows(path)).map(({ country }) => country));
    expect(areas.has("FIN")).toBe(true);
    expect([areas.has("AZE"), areas.has("QAZ")]).toEqual([false, false]);
  });
});

describe.skipIf(why !== "")(`5,796 students of Finland in 2003${why}`, () => {
  let data: ForeignData;
  beforeAll(async () => {
    data = await foreignData(mapping([finland]));
  });
  afterAll(() => data.close());

  const rows = (sex = ""): readonly CsvRow[] =>
    csvRows(finland).filter(({ gender = "" }) => gender.startsWith(sex) && gender !== "");

  test("mean, deviation and minimum proficiency by sex are what a count student by student gives", async () => {
    const metrics = ["ASSESS_MEAN", "ASSESS_SD", "MPL"];
    const found = await data.figures(...metrics.map((metric) => about(metric, 2003, ["SEX"])));
    const [means = [], deviations = [], levels = []] = found;
    for (const [code, sex] of [
      ["_T", ""],
      ["F", "female"],
      ["M", "male"],
    ] as const) {
      const all = sums(rows(sex));
      expect(valueOf(means, code)).toBe(meanOf(all).toFixed(2));
      expect(valueOf(deviations, code)).toBe(deviationOf(all).toFixed(2));
      expect(valueOf(levels, code)).toBe(levelOf(all).toFixed(3));
    }
  });

  test("the mean is 544.17, and rounding scores to three decimals does not move it", async () => {
    const [lines] = await data.figures(about("ASSESS_MEAN", 2003, []));
    expect(lines?.[0]?.split(" ").slice(1)).toEqual(["5796", "544.17"]);
    const exact = rows().map(
      ({ math, stu_wgt: weight }) => [Number(math), Number(weight)] as const,
    );
    const weights = exact.reduce((sum, [, weight]) => sum + weight, 0);
    const points = exact.reduce((sum, [score, weight]) => sum + weight * score, 0);
    expect((points / weights).toFixed(2)).toBe("544.17");
  });

  test("the gap of girls and boys, and its effect, follow from the two groups", async () => {
    const [gap, effect] = await data.figures(
      about("ASSESS_GAP", 2003, []),
      about("ASSESS_EFFECT", 2003, []),
    );
    const [girls, boys] = [sums(rows("female")), sums(rows("male"))];
    const difference = meanOf(girls) - meanOf(boys);
    const pooled = Math.sqrt((deviationOf(girls) ** 2 + deviationOf(boys) ** 2) / 2);
    expect(gap?.[0]?.split(" ").at(-1)).toBe(difference.toFixed(2));
    expect(Number(effect?.[0]?.split(" ").at(-1))).toBeCloseTo(difference / pooled, 2);
  });

  test("both engines find the same", async () => {
    const metrics = ["ASSESS_MEAN", "ASSESS_SD", "MPL", "ASSESS_MEDIAN"];
    for (const metric of metrics) {
      expect(await data.onBoth(about(metric, 2003, []))).toHaveLength(1);
    }
  });
});
