import { isCounted } from "@edufed/schemas";
import { describe, expect, test } from "vitest";
import type { CellTable } from "../../src/cells.ts";
import { behindFor } from "../../src/compute/behind.ts";
import { compute } from "../../src/compute/compute.ts";
import { areCounts, computeAll } from "../../src/compute/compute-all.ts";
import { type CountedQuestion, planMetric } from "../../src/compute/plan-metric.ts";
import { cellsSql } from "../../src/engine/sql.ts";
import { communityPolicy } from "../../src/generated/policy.ts";
import {
  config,
  dataSet,
  engineNames,
  exampleParameters,
  firstSources,
  metricNamed,
  registry,
  table,
} from "./engines.ts";

const year = "schoolYear startDate  endDate";
const attendance = {
  "attendance-summary": table(`
    studentId schoolId ${year}     expectedDays attendedDays absentDays
    anna      south    2025/2026 2025-08-01 2025-12-20 40 38   2
    anna      north    2025/2026 2026-01-08 2026-06-01 40 34.5 5.5
    ben       north    2025/2026 2025-08-01 2026-06-01 80 72   8
    cleo      south    2025/2026 2025-08-01 2026-06-01 10 0    10
    dana      west     2025/2026 2025-08-01 2026-06-01 10 10   0
  `),
  enrolment: table(`
    studentId schoolId schoolYear gradeNumber iscedLevel entryDate  status
    anna      south    2025/2026  5           '1'        2025-08-01 active
    ben       north    2025/2026  5           '1'        2025-08-01 active
    cleo      south    2025/2026  6           '1'        2025-08-01 active
    dana      west     2025/2026  6           '1'        2025-08-01 active
  `),
};

const both = { largest: true, schools: true } as const;

type More = Partial<Omit<CountedQuestion, "metric">>;

/** Codes, largest contributions to numerator and denominator, schools; `-` is not told. */
function shown({ description, cells }: CellTable): readonly string[] {
  return cells.map(({ codes, largest, schools }) =>
    [
      ...description.dimensions.map(({ id }) => codes[id]),
      largest === undefined ? "-" : `${largest.num.join()}/${largest.den.join()}`,
      schools ?? "-",
    ].join(" "),
  );
}

function question(id: string, more: More = {}): CountedQuestion {
  const metric = metricNamed(id);
  return { metric, registry, dimensions: ["GRADE"], period: "2025/2026", config, ...more };
}

describe.each(engineNames)("on %s", (name) => {
  async function lines(id: string, more: More = {}) {
    const { data, engines } = await dataSet(attendance);
    try {
      const asked = { ...question(id, more), data, engineOverride: engines[name] };
      const alone = shown(await compute(asked));
      const other = { ...question("ATT_CHRONIC"), data, engineOverride: engines[name] };
      const [together] = await computeAll([asked, other, { ...other, behind: both }]);
      const isTable = together !== undefined && areCounts(together);
      expect(isTable ? shown(together) : []).toEqual(alone);
      return alone;
    } finally {
      data.engine.close();
    }
  }

  test("the greatest contribution to a sum is that of each margin, and schools are counted anew", async () => {
    expect(await lines("ATT_RATE", { behind: both })).toEqual([
      "_T 145/160 3",
      "5 145/160 1",
      "6 20/20 2",
    ]);
  });

  test("where contributors are counted the greatest contribution is 1, or 0 of nobody", async () => {
    expect(await lines("ATT_SEVERE", { behind: both })).toEqual(["_T 1/1 3", "5 0/1 1", "6 1/1 2"]);
  });

  test("each may be asked for by itself, and nothing is told that nobody asks for", async () => {
    expect(await lines("ATT_RATE", { behind: { largest: true } })).toEqual([
      "_T 145/160 -",
      "5 145/160 -",
      "6 20/20 -",
    ]);
    expect(await lines("ATT_RATE", { behind: { schools: true } })).toEqual([
      "_T - 3",
      "5 - 1",
      "6 - 2",
    ]);
    expect(await lines("ATT_RATE")).toEqual(["_T - -", "5 - -", "6 - -"]);
  });

  test("a table that shows schools does not count them", async () => {
    const { data, engines } = await dataSet(attendance);
    const asked = question("ATT_RATE", { dimensions: ["SCHOOL"], behind: both });
    const { description, cells } = await compute({ ...asked, data, engineOverride: engines[name] });
    data.engine.close();
    expect(description.dimensions.map(({ shows }) => shows)).toEqual(["school"]);
    expect(cells.map(({ schools }) => schools)).toEqual(cells.map(() => undefined));
  });
});

test("a policy asks for what its rules need, those of sensitive metrics too", () => {
  expect(behindFor(communityPolicy)).toEqual({});
  expect(behindFor({ ...communityPolicy, dominance: { p: 10 } })).toEqual({ largest: true });
  expect(behindFor({ ...communityPolicy, sensitive: { schoolsMin: 2 } })).toEqual({
    schools: true,
  });
  expect(behindFor({ ...communityPolicy, schoolsMin: 1 })).toEqual({});
});

test("of a metric that counts persons nothing changes in the statement when largest contributions are asked", () => {
  const relations = new Map(
    [...registry.entities.keys()].map((entity) => [entity, { entity, name: entity }]),
  );
  const counted = [...registry.metrics.values()].filter(isCounted);
  const unchanged = counted.filter((metric) => {
    const asked = {
      ...{ metric, registry, dimensions: [], period: "2025/2026", config },
      ...{ parameters: exampleParameters(metric), sources: firstSources(metric) },
    };
    const sql = (more: More): string => cellsSql(planMetric({ ...asked, ...more }, relations).plan);
    return sql({}) === sql({ behind: { largest: true } });
  });
  const ids = unchanged.map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining(["ATT_CHRONIC", "WHO5_LOW", "PTR", "T_AGE50"]));
  expect(ids).not.toContain("ATT_RATE");
  expect(ids).not.toContain("WHO5_MEAN");
});

test("the statement says who is behind a cell in words that can be read", async () => {
  const relations = new Map(
    ["attendance-summary", "enrolment"].map((entity) => [entity, { entity, name: entity }]),
  );
  const { plan } = planMetric(question("ATT_RATE", { behind: both }), relations);
  await expect(cellsSql(plan)).toMatchFileSnapshot("sql/behind.sql");
});
