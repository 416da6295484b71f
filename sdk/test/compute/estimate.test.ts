import type { CountedMetric, DerivedMetric, Metric } from "@edufed/schemas";
import { describe, expect, test } from "vitest";
import { estimate } from "../../src/compute/estimate.ts";
import type { MetricQuestion } from "../../src/compute/planning.ts";
import { config, dataSet, engineNames, registry, table } from "./engines.ts";
import { soundMetrics } from "./bad-metrics.ts";

/** Five students of two grades; of the last one it is not known whether she repeats. */
const rows = {
  student: table(`
    id   sex deviceAtHome
    anna '2' true
    ben  '1' false
    cleo '2' true
    dana '1' true
    eva  '2' -
  `),
  enrolment: table(`
    studentId schoolId schoolYear gradeNumber entryDate  repeating programmeOrientation fte
    anna      s        2025/2026  1           2025-08-01 true      general              1
    ben       s        2025/2026  1           2025-08-01 false     general              1
    cleo      s        2025/2026  2           2025-08-01 false     general              0.5
    dana      s        2025/2026  2           2025-08-01 true      general              0.5
    eva       s        2025/2026  2           2025-08-01 false     general              0.5
  `),
};

function sound(id: string): Metric {
  const metric = soundMetrics.find((each) => each.id === id);
  if (metric === undefined) throw new Error(`There is ${id}.`);
  return metric;
}

function counted(changes: Partial<CountedMetric> = {}): CountedMetric {
  const metric = sound("SOUND_SHARE");
  if ("derivation" in metric) throw new Error("The share is counted.");
  return { ...metric, ...changes };
}

/** The share, or another metric, with other measures beside its own. */
function measuring(
  measures: Readonly<Record<string, string>>,
  changes: Partial<CountedMetric>,
  metric = counted(),
): CountedMetric {
  const { students } = metric.populations;
  if (students === undefined) throw new Error("The share counts students.");
  const sources = students.sources.map((source) => ({
    ...source,
    measures: { ...source.measures, ...measures },
  }));
  return { ...metric, ...changes, populations: { students: { ...students, sources } } };
}

function gap(changes: Partial<DerivedMetric>): DerivedMetric {
  const metric = sound("SOUND_GAP");
  if (!("derivation" in metric)) throw new Error("The gap is derived.");
  return { ...metric, ...changes };
}

const metrics = new Map([
  ...registry.metrics,
  ...soundMetrics.map((metric) => [metric.id, metric] as const),
]);

describe.each(engineNames)("on %s", (name) => {
  async function told(metric: Metric, more: Partial<MetricQuestion> = {}) {
    const { data, engines } = await dataSet(rows);
    const known = new Map([...metrics, [metric.id, metric] as const]);
    const question = { metric, dimensions: [], period: "2025/2026", config, ...more };
    try {
      return await estimate({
        ...question,
        registry: { ...registry, metrics: known },
        data,
        engineOverride: engines[name],
      });
    } finally {
      data.engine.close();
    }
  }

  /** One line a cell: codes, value or status, contributors, excluded. */
  async function lines(metric: Metric, more: Partial<MetricQuestion> = {}) {
    const { description, cells } = await told(metric, more);
    return cells.map(({ codes, value, status, contributors, excluded }) =>
      [
        ...description.dimensions.map(({ id }) => codes[id]),
        value ?? status,
        contributors,
        excluded,
      ].join(" "),
    );
  }

  test("a distribution has a figure for each part, and the whole is one", async () => {
    expect(await lines(sound("SOUND_TIERS"))).toEqual([
      "_T 1.000 5 0",
      "NEVER 0.600 5 0",
      "ONCE 0.400 5 0",
    ]);
    expect(await lines(sound("SOUND_TIERS"), { dimensions: ["GRADE"] })).toEqual([
      "_T _T 1.000 5 0",
      "_T NEVER 0.600 5 0",
      "_T ONCE 0.400 5 0",
      "1 _T 1.000 2 0",
      "1 NEVER 0.500 2 0",
      "1 ONCE 0.500 2 0",
      "2 _T 1.000 3 0",
      "2 NEVER 0.667 3 0",
      "2 ONCE 0.333 3 0",
    ]);
  });

  test("a difference compares the groups in each cell, and its dimension is gone", async () => {
    expect(await lines(gap({}), { dimensions: ["GRADE"] })).toEqual([
      "_T -0.167 2 0",
      "1 1.000 1 0",
      "2 -1.000 1 0",
    ]);
  });

  test("parity divides them, and has no value where there is nothing to divide by", async () => {
    const parity = gap({ kind: "parity" });
    expect(await lines(parity, { dimensions: ["GRADE"] })).toEqual([
      "_T 0.667 2 0",
      "1 M 1 0",
      "2 0.000 1 0",
    ]);
  });

  test("a range is over the groups, of which the whole is none", async () => {
    const derivation = { metric: ":of", across: "GRADE" };
    const range = gap({ kind: "range", derivation, dimensions: ["SEX"] });
    expect(await lines(range)).toEqual(["0.167 2 0"]);
    expect(await lines(range, { parameters: { gradeMin: 2 } })).toEqual(["M 3 0"]);
  });

  test("a weight multiplies both sides", async () => {
    const measures = { weight: "last(scaled(fte, 1))" };
    expect(await lines(measuring(measures, { weight: "weight" }))).toEqual(["0.429 5 0"]);
  });

  test("a weight multiplies every part of a distribution", async () => {
    const measures = { weight: "last(scaled(fte, 1))" };
    const tiers = sound("SOUND_TIERS");
    if ("derivation" in tiers) throw new Error("The parts are counted.");
    const weighted = measuring(measures, { weight: "weight" }, tiers);
    expect(await lines(weighted)).toEqual(["_T 1.000 5 0", "NEVER 0.571 5 0", "ONCE 0.429 5 0"]);
  });

  test.each(["distribution", "deviation", "quantile"] as const)(
    "plausible values make no %s",
    async (kind) => {
      const drawn = measuring(
        { scores: "last(repeating)" },
        { kind, plausible: { list: "scores", as: "score", count: "gradeMin" } },
      );
      await expect(told(drawn)).rejects.toThrow(
        /, plausible: they make a share, a ratio or a mean/u,
      );
    },
  );

  test("a deviation is that of the population, and of one value nought", async () => {
    const grade = measuring(
      { grade: "last(gradeNumber)" },
      { kind: "deviation", numerator: { population: "students", value: "grade" } },
    );
    expect(await lines(grade, { dimensions: ["GRADE"] })).toEqual([
      "_T 0.490 5 0",
      "1 0.000 2 0",
      "2 0.000 3 0",
    ]);
  });

  test("a median of an even number of values is the middle of the two", async () => {
    const grade = measuring(
      { grade: "last(gradeNumber)" },
      { kind: "quantile", quantile: "0.5", numerator: { population: "students", value: "grade" } },
    );
    expect(await lines(grade)).toEqual(["2.000 5 0"]);
    const pair = { ...grade, populations: includingOnly(grade, "grade = 1 or devices = 1") };
    expect(await lines(pair)).toEqual(["1.500 4 1"]);
  });

  test("who is not included is counted as excluded, and not as nought", async () => {
    const known = counted({
      populations: includingOnly(counted(), "devices is not null and devices = 1"),
    });
    expect(await lines(known)).toEqual(["0.667 3 2"]);
  });

  test("the figure says what it is made of, and with which parameters", async () => {
    const { description } = await told(gap({}), { parameters: { gradeMin: 2 } });
    expect(description).toMatchObject({
      metric: "SOUND_GAP",
      kind: "difference",
      parameters: { of: "SOUND_SHARE", gradeMin: 2 },
      madeOf: [{ metric: "SOUND_SHARE", formalHash: expect.stringMatching(/^sha256:/u) }],
    });
    expect(await lines(gap({}), { parameters: { gradeMin: 2 } })).toEqual(["-1.000 1 0"]);
  });

  test.each([
    ["a parameter that nobody has", { parameters: { gradeMax: 2 } }, /has no parameter/u],
    [
      "a base that is a distribution",
      { parameters: { of: "SOUND_TIERS" } },
      /cannot be made of “SOUND_TIERS”/u,
    ],
    ["a base that is derived", { parameters: { of: "GPI" } }, /cannot be made of “GPI”/u],
    ["the dimension that is compared", { dimensions: ["SEX"] }, /cannot be cut by “SEX”/u],
  ])("a comparison is refused with %s", async (_what, more, says) => {
    await expect(told(gap({}), more)).rejects.toThrow(says);
  });
});

function includingOnly(
  { populations }: CountedMetric,
  include: string,
): CountedMetric["populations"] {
  return Object.fromEntries(
    Object.entries(populations).map(([name, population]) => [name, { ...population, include }]),
  );
}
