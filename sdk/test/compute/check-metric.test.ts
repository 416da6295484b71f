import { loadRegistry, type Metric, type Registry } from "@edufed/schemas";
import { describe, expect, test } from "vitest";
import { checkMetric, exampleParameters } from "../../src/compute/check-metric.ts";
import { countsFor } from "../../src/compute/estimate.ts";
import { planMetric } from "../../src/compute/plan-metric.ts";
import { RefusedError, UsageError } from "../../src/errors.ts";
import { type BadMetric, badMetric, badMetrics, soundMetrics } from "./bad-metrics.ts";

const standard = loadRegistry();
const config = { refArea: "FI-HEL", schoolYearStart: "--08-01" };

/** The standard with the sound definitions, and one more in the place of its namesake. */
function registryWith(...metrics: readonly Metric[]): Registry {
  const known = [...soundMetrics, ...metrics].map((metric) => [metric.id, metric] as const);
  return { ...standard, metrics: new Map([...standard.metrics, ...known]) };
}

/** Plans a question as `metric run` would, over a data set that has records of everything. */
function plan(metric: Metric, dimensions: readonly string[]): void {
  const registry = registryWith(metric);
  const question = { metric, registry, config, dimensions, period: "2025/2026" };
  const entities = [...registry.entities.keys()];
  const relations = new Map(entities.map((entity) => [entity, { entity, name: entity }]));
  for (const asked of countsFor(question)) {
    if ("derivation" in asked.metric) throw new TypeError("what is counted is not derived");
    planMetric({ ...asked, metric: asked.metric }, relations);
  }
}

describe("a definition with a mistake is refused when it is counted", () => {
  const counted = badMetrics.filter(({ runs }) => runs !== null);

  test.each(counted)("$description", (bad) => {
    const metric = badMetric(bad);
    const run = (): void => plan(metric, bad.ask?.dimensions ?? []);
    expect(run).toThrow(bad.runs ?? bad.says);
    expect(run).toThrow(expect.toSatisfy(isOperators));
  });

  test("most mistakes are found then, and not only where a definition is checked", () => {
    expect(counted.length).toBeGreaterThan(55);
  });
});

function isOperators(error: unknown): boolean {
  return (
    (error instanceof UsageError || error instanceof RefusedError) && /\S\.$/.test(error.remedy)
  );
}

describe("a definition without a mistake", () => {
  test.each(soundMetrics)("$id can be computed, and asked for", (metric) => {
    expect(checkMetric(metric, registryWith())).toEqual([]);
    expect(() => plan(metric, [])).not.toThrow();
    for (const id of metric.dimensions) expect(() => plan(metric, [id])).not.toThrow();
  });

  test("is each metric of the standard", () => {
    expect(standard.metrics.size).toBeGreaterThan(60);
    const wrong = [...standard.metrics.values()].flatMap((metric) => checkMetric(metric, standard));
    expect(wrong).toEqual([]);
  });
});

test("every place that is wrong is told, not the first alone", () => {
  const put: BadMetric["put"] = {
    "/populations/students/sources/1": {
      entity: "student",
      contributor: "id",
      where: "age > 3",
      orderBy: "id",
      measures: { repeats: "count(*)", devices: "count(*)", records: "count(*)" },
    },
    "/populations/students/include": "records",
  };
  const pointers = checkMetric(badMetric({ metric: "SOUND_SHARE", put }), registryWith()).map(
    ({ pointer }) => pointer,
  );
  expect(pointers).toEqual([
    "/populations/students/include",
    "/populations/students/sources/1/where",
  ]);
});

test("what is made of a metric that cannot be computed cannot be either, and says which one to mend", () => {
  const bad = badMetric({ metric: "SOUND_SHARE", put: { "/numerator/value": "repeats / 2" } });
  const gap = soundMetrics.find(({ id }) => id === "SOUND_GAP");
  if (gap === undefined) throw new Error("There is a sound derived metric.");
  expect(checkMetric(gap, registryWith(bad))).toEqual([
    {
      pointer: "/derivation/metric",
      message: "it is made of SOUND_SHARE, which cannot be computed.",
      remedy: "Mend SOUND_SHARE first.",
    },
  ]);
});

test("a parameter without a usual value is tried with one of its kind, a code with one of its list", () => {
  const description = "What is tried.";
  const parameters = [
    { id: "key", description, type: "text" },
    { id: "cut", description, type: "decimal" },
    { id: "way", description, type: "code", codeList: "programme-orientation" },
    { id: "least", description, type: "integer", default: 7 },
  ] as const;
  expect(exampleParameters({ parameters }, standard)).toEqual({
    key: "key",
    cut: "1.5",
    way: "general",
  });
});
