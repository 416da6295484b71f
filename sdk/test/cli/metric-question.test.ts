import { loadRegistry, type DerivedMetric, type Metric, type Registry } from "@edufed/schemas";
import { describe, expect, test } from "vitest";
import { counted, derived } from "../../../schemas/test/every-part.ts";
import { entitiesOf, needsOf, questionOf } from "../../src/cli/metric-question.ts";

const standard = loadRegistry();
const gap: DerivedMetric = {
  ...derived,
  kind: "difference",
  derivation: { metric: ":of", across: "SEX", first: "F", second: "M" },
};
const other = { ...counted, id: "OTHER", populations: {} };
const registry: Registry = {
  ...standard,
  metrics: new Map([counted, other, gap].map((metric) => [metric.id, metric])),
};

function asked(metric: Metric, param: readonly string[] = []) {
  return questionOf(metric, { by: "", param }, registry);
}

describe("the question that the options ask", () => {
  test("makes a whole number of text where the parameter is one", () => {
    expect(asked(counted, ["ridesMin=4", "line=home"]).parameters).toEqual({
      ridesMin: 4,
      line: "home",
    });
  });

  test("is refused when a whole number has a fraction", () => {
    expect(() => asked(counted, ["ridesMin=4.5"])).toThrow(/whole number/u);
  });

  test("sets the parameters and chooses the records of what a metric is made of", () => {
    const options = { by: "", param: ["ridesMin=4", "of=RIDERS"], source: ["riders=enrolment"] };
    expect(questionOf(gap, options, registry)).toMatchObject({
      parameters: { ridesMin: 4, of: "RIDERS" },
      sources: { riders: "enrolment" },
    });
  });

  test.each([
    ["a parameter", { by: "", param: ["of=OTHER", "draws=4"] }, /no parameter called/u],
    ["records", { by: "", param: ["of=OTHER"], source: ["riders=enrolment"] }, /no population/u],
    ["records of another kind", { by: "", source: ["riders=student"] }, /cannot be counted from/u],
  ])("is refused with %s that nothing it is made of has", (_what, options, says) => {
    expect(() => questionOf(gap, options, registry)).toThrow(says);
  });
});

describe("a question looks at", () => {
  test("the records of its populations and those that they look up", () => {
    expect(entitiesOf(asked(counted), registry)).toEqual(
      expect.arrayContaining(["enrolment", "student"]),
    );
  });

  test("the records of the metric that its parameter names by default", () => {
    expect(entitiesOf(asked(gap), registry)).toEqual(entitiesOf(asked(counted), registry));
  });

  test("the records of another metric when the question names it", () => {
    expect(entitiesOf(asked(gap, ["of=OTHER"]), registry)).not.toContain("enrolment");
  });
});

describe("the sensitive properties that a question needs", () => {
  const entity = [...standard.entities.values()].find(({ properties }) =>
    properties.some(({ privacy }) => privacy === "sensitive"),
  );
  const property = entity?.properties.find(({ privacy }) => privacy === "sensitive");
  const name = property?.name ?? "";
  const lookup = { entity: entity?.name ?? "", on: { studentId: "id" } };

  function looking(columns: Readonly<Record<string, string>>, where = "true"): Metric {
    const sources = Object.values(counted.populations)
      .flatMap((population) => population.sources)
      .map((source) => ({ ...source, lookups: [{ ...lookup, where, columns }] }));
    return { ...counted, populations: { riders: { title: { en: "Riders" }, sources } } };
  }

  test.each([
    ["are those of a column that is looked up", looking({ found: `max(${name})` }), 1],
    ["are those of the condition of a lookup", looking({ found: "count(*)" }, `${name} = 'a'`), 1],
    [
      "are none when only a text says their name",
      looking({ found: "count(*)" }, `id = '${name}'`),
      0,
    ],
    [
      "are none when a parameter has their name",
      looking({ found: "count(*)" }, `id = :${name}`),
      0,
    ],
  ] as const)("%s", (_what, metric, count) => {
    const needs = needsOf([asked(metric)], registry);
    expect([...needs]).toEqual(count === 0 ? [] : [`${lookup.entity}/${name}`]);
  });
});
