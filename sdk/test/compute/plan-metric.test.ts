import { describe, expect, test } from "vitest";
import type { CountedMetric, Source } from "@edufed/schemas";
import { compute } from "../../src/compute/compute.ts";
import { planMetric } from "../../src/compute/plan-metric.ts";
import type { CountedQuestion, PlannedMetric } from "../../src/compute/plan-metric.ts";
import { UsageError } from "../../src/errors.ts";
import { config, dataSet, metricNamed, registry, table } from "./engines.ts";
import type { RowsByEntity } from "./engines.ts";

const chronic = metricNamed("ATT_CHRONIC");
const everything = [...registry.entities.keys()];

function plan(
  change: Partial<CountedQuestion> = {},
  entities = ["attendance-record"],
): PlannedMetric {
  const question = { metric: chronic, registry, dimensions: [], period: "2025/2026", config };
  const relations = new Map(entities.map((entity) => [entity, { entity, name: entity }]));
  return planMetric({ ...question, ...change }, relations);
}

/** The metric with one of its parts replaced. */
function changed(change: Partial<CountedMetric>): CountedMetric {
  return { ...chronic, ...change };
}

function changedSource(change: Partial<Source>): CountedMetric {
  const students = chronic.populations["students"];
  const sources = (students?.sources ?? [])
    .slice(0, 1)
    .map((source) => Object.assign({}, source, change));
  const changedStudents = Object.assign({}, students, { sources });
  return changed({ populations: { ...chronic.populations, students: changedStudents } });
}

describe("dimensions", () => {
  test.each(["school", "SCHOOL", "School"])("%s is SCHOOL", (name) => {
    expect(plan({ dimensions: [name] }).plan.dimensions).toEqual(["SCHOOL"]);
  });

  test("refArea and ref-area are REF_AREA, and its whole is the member", () => {
    const entities = ["attendance-record", "organisation"];
    for (const name of ["refArea", "ref-area", "REF_AREA"]) {
      const { populations } = plan({ dimensions: [name] }, entities).plan;
      expect(populations[0]?.dimensions[0]).toMatchObject({ id: "REF_AREA", total: "FI-HEL" });
    }
  });

  test.each([
    ["one the metric does not declare", ["LOCATION"], "cannot be cut by “LOCATION”"],
    ["one named twice", ["SCHOOL", "school"], "named twice"],
    ["two that cut the same thing", ["SCHOOL", "REF_AREA"], "at different levels"],
    ["one whose records are not there", ["SEX"], "found in records of student"],
  ])("%s is refused", (_name, dimensions, message) => {
    expect(() => plan({ dimensions })).toThrow(UsageError);
    expect(() => plan({ dimensions })).toThrow(message);
  });
});

describe("sources", () => {
  test("the only one that is there is used", () => {
    expect(plan({}, ["attendance-summary"]).sourcesUsed).toEqual({
      students: "attendance-summary",
    });
    expect(plan({}, ["attendance-record", "enrolment"]).sourcesUsed).toEqual({
      students: "attendance-record",
      enrolled: "enrolment",
    });
  });

  test("two are refused unless one is chosen", () => {
    expect(() => plan({}, everything)).toThrow("from attendance-record and attendance-summary");
    const sources = { students: "attendance-summary" };
    expect(plan({ sources }, everything).sourcesUsed).toMatchObject(sources);
  });

  test("none, and one that is not there, are refused with what would do", () => {
    expect(() => plan({}, ["student"])).toThrow("attendance-record or attendance-summary");
    expect(() => plan({ sources: { students: "attendance-summary" } })).toThrow(
      "cannot be taken from",
    );
  });

  test("without records of who should be there, nobody is expected", () => {
    const [alone] = plan().plan.questions;
    const [together] = plan({}, ["attendance-record", "enrolment"]).plan.questions;
    expect(alone?.expected).toBeUndefined();
    expect(together?.expected?.population).toBe("enrolled");
  });
});

describe("parameters", () => {
  test("have their default unless given, and texts that are whole numbers are numbers", () => {
    expect(plan().parameters).toEqual({ expectedDaysMin: 10 });
    expect(plan({ parameters: { expectedDaysMin: "31" } }).parameters).toEqual({
      expectedDaysMin: 31,
    });
  });

  test.each([
    [{ daysMin: 3 }, "has no parameter “daysMin”"],
    [{ expectedDaysMin: 0 }, "cannot be “0”"],
    [{ expectedDaysMin: 1.5 }, "cannot be “1.5”"],
    [{ expectedDaysMin: "ten" }, "cannot be “ten”"],
  ])("%j is refused", (parameters, message) => {
    expect(() => plan({ parameters })).toThrow(message);
  });

  test("a day of the year is the day inside the school year", () => {
    const metric = metricNamed("PTR");
    const entities = ["enrolment", "staff-assignment"];
    const given = { metric, parameters: { censusDay: "--01-15" } };
    const { plan: planned, parameters } = plan(given, entities);
    expect(parameters).toEqual({ censusDay: "--01-15" });
    expect(JSON.stringify(planned)).toContain('"value":"2026-01-15","type":"date"');
    expect(() => plan({ metric, parameters: { censusDay: "15.1." } }, entities)).toThrow("15.1.");
    expect(() => plan({ metric, parameters: { censusDay: "--02-30" } }, entities)).toThrow(
      "not a day",
    );
  });
});

describe("a metric that makes no sense is refused before any record is read", () => {
  test.each([
    [
      "an unknown property",
      changedSource({ where: "nationalId = 'x'" }),
      "population students, where",
    ],
    ["a sum of text", changedSource({ measures: { m: "sum(status)" } }), "measure m sums string"],
    [
      "a number where a condition is needed",
      changedSource({ where: "lessonNumber" }),
      "not a condition",
    ],
    ["an order by nothing", changedSource({ orderBy: "day" }), "names the property “day”"],
    ["a day beside a text", changedSource({ where: "date > '2025-08-01'" }), "date and string"],
    [
      "a value that is text",
      changed({ numerator: { population: "students", value: "'a'" } }),
      "numerator gives string",
    ],
    [
      "a population that is not declared",
      changed({ numerator: { population: "pupils", value: "1" } }),
      "names the population “pupils”",
    ],
    [
      "a measure named like the property that places the contributor",
      changedSource({
        measures: {
          expectedHalfDays: "count(*)",
          absentHalfDays: "count(*)",
          schoolId: "count(*)",
        },
      }),
      "measure schoolId: a property that places",
    ],
  ])("%s", (_name, metric, message) => {
    expect(() => plan({ metric, dimensions: ["SCHOOL"] })).toThrow(UsageError);
    expect(() => plan({ metric, dimensions: ["SCHOOL"] })).toThrow(message);
  });
});

/** What the denominator counts. */
function den(metric: CountedMetric, change: Partial<CountedQuestion> = {}): string {
  return plan({ metric, ...change }).quantities.den;
}

describe("what is counted", () => {
  test("is the same text however measures are named, and in whatever year", () => {
    const renamed = JSON.parse(JSON.stringify(chronic).replaceAll("expectedHalfDays", "expected2"));
    expect(den(renamed)).toBe(den(chronic));
    expect(den(chronic, { period: "2024/2025" })).toBe(den(chronic));
    expect(den(chronic, { config: { ...config, schoolYearStart: "--09-15" } })).toBe(den(chronic));
  });

  test("is another text when rows, people, source or a parameter differ", () => {
    const texts = [
      den(chronic),
      den(changedSource({ where: "granularity = 'day'" })),
      den(chronic, { parameters: { expectedDaysMin: 31 } }),
      plan({}, ["attendance-summary"]).quantities.den,
      plan().quantities.num,
      plan({ metric: metricNamed("ATT_RATE") }).quantities.den,
    ];
    expect(new Set(texts).size).toBe(texts.length);
  });

  test("is another text where the other term leaves people out", () => {
    const open = changed({
      numerator: { population: "students", value: "case when absentHalfDays > 1 then 1 end" },
    });
    expect(den(open)).not.toBe(den(chronic));
  });
});

/** One student, present on each of these days. */
function present(dates: readonly string[]): RowsByEntity {
  const day = { studentId: "a", schoolId: "s", granularity: "day", status: "present" };
  return { "attendance-record": dates.map((date) => Object.assign({ date }, day)) };
}

/** The period that is found for records of these days, the same on every engine. */
async function computed(...dates: readonly string[]): Promise<string> {
  const { data, engines } = await dataSet(present(dates));
  const question = { metric: chronic, registry, dimensions: [], config, data };
  try {
    const found = await compute(question);
    const same = await compute({ ...question, engineOverride: engines.reference });
    expect(same.cells).toEqual(found.cells);
    return found.description.period;
  } finally {
    data.engine.close();
  }
}

describe("without a period", () => {
  test("the only school year in the records is used", async () => {
    expect(await computed("2025-08-01", "2026-07-31")).toBe("2025/2026");
  });

  test("two school years are listed, and none is refused", async () => {
    await expect(computed("2025-07-31", "2025-08-01")).rejects.toThrow("2024/2025, 2025/2026");
    await expect(computed()).rejects.toThrow("no school year");
  });

  test("the school years of summaries are those they name", async () => {
    const { data } = await dataSet({
      "attendance-summary": table(`
        studentId schoolId schoolYear endDate  expectedDays absentDays
        a         s        2023/2024  2024-05-30 80           1
      `),
    });
    const question = { metric: chronic, registry, dimensions: [], config, data };
    expect((await compute(question)).description.period).toBe("2023/2024");
    data.engine.close();
  });
});

test("a table names its codes, the whole first, and where everything came from", async () => {
  const { data } = await dataSet({
    "attendance-record": [
      { studentId: "a", schoolId: "s2", date: "2025-09-01", granularity: "day", status: "present" },
      { studentId: "b", schoolId: "s1", date: "2025-09-01", granularity: "day", status: "present" },
    ],
  });
  const parameters = { expectedDaysMin: 1 };
  const question = { metric: chronic, registry, config, data, parameters, period: "2025/2026" };
  const { description } = await compute({ ...question, dimensions: ["school"] });
  data.engine.close();
  expect(description).toMatchObject({
    metric: "ATT_CHRONIC",
    parameters,
    sourcesUsed: { students: "attendance-record" },
    period: "2025/2026",
    dimensions: [
      {
        id: "SCHOOL",
        codes: [
          { code: "_T", parent: null },
          { code: "s1", parent: "_T" },
          { code: "s2", parent: "_T" },
        ],
      },
    ],
  });
  expect(description.engine).toMatch(/^duckdb \d/);
  expect(description.quantity.num).toMatch(/^sha256:[0-9a-f]{64}$/);
});
