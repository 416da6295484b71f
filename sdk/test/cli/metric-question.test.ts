import {
  loadRegistry,
  type CodeList,
  type CountedMetric,
  type DerivedMetric,
  type Metric,
  type Registry,
} from "@edufed/schemas";
import { describe, expect, test } from "vitest";
import { counted, derived } from "../../../schemas/test/every-part.ts";
import { UsageError } from "../../src/errors.ts";
import { entitiesOf, needsOf, questionOf, questionsOf } from "../../src/cli/metric-question.ts";

const standard = loadRegistry();
const gap: DerivedMetric = {
  ...derived,
  kind: "difference",
  derivation: { metric: ":of", across: "SEX", first: "F", second: "M" },
};
const other = { ...counted, id: "OTHER", populations: {} };
/** The list of the one parameter that is a code. */
const direction = { ...oneList(), id: "direction" };
const registry: Registry = {
  ...standard,
  codeLists: new Map([...standard.codeLists, [direction.id, direction]]),
  metrics: new Map([counted, other, gap].map((metric) => [metric.id, metric])),
};

function oneList(): CodeList {
  const list = standard.codeLists.get("sex");
  if (list === undefined) throw new Error("There is a list of sexes.");
  return list;
}

function asked(metric: Metric, param: readonly string[] = []) {
  return questionOf(metric, { by: "", param }, registry);
}

describe("the question that the options ask", () => {
  test("makes a whole number of text where the parameter is one", () => {
    expect(asked(counted, ["ridesMin=4", "line=1"]).parameters).toEqual({
      ridesMin: 4,
      line: "1",
    });
  });

  test.each([
    ["a whole number has a fraction", "ridesMin=4.5", "Give a whole number from 1 on, up to 9."],
    ["a whole number is below the least", "ridesMin=0", "Give a whole number from 1 on, up to 9."],
    ["a whole number is above the most", "ridesMin=10", "Give a whole number from 1 on, up to 9."],
    ["a code is not in its list", "line=home", "Use "],
  ])("is refused when %s, before any record is read", (_what, param, remedy) => {
    expect(() => asked(counted, [param])).toThrow(
      expect.toSatisfy(
        (error: unknown) => error instanceof UsageError && error.remedy.includes(remedy),
      ),
    );
  });

  test.each(["ridesMin=1", "ridesMin=9"])("takes the edge of a range: %s", (param) => {
    expect(() => asked(counted, [param])).not.toThrow();
  });

  test("is refused without a parameter that has no usual value, also of what a metric is made of", () => {
    const key = { id: "key", description: "Key of the ride.", type: "text" } as const;
    const needy: CountedMetric = { ...counted, parameters: [...counted.parameters, key] };
    const metrics = new Map([...registry.metrics, [needy.id, needy]]);
    const ask = (metric: Metric, param: readonly string[]) =>
      questionOf(metric, { by: "", param }, { ...registry, metrics });
    expect(() => ask(needy, [])).toThrow(/needs the parameter key, .* Key of the ride/u);
    expect(() => ask(gap, [])).toThrow(/RIDERS needs the parameter key/u);
    expect(ask(gap, ["key=a"]).parameters).toEqual({ key: "a" });
  });

  test("is refused when the metric is not cut by a dimension, before any record is read", () => {
    expect(() => questionOf(counted, { by: "GRADE" }, registry)).toThrow(
      /cannot be cut by “GRADE”/u,
    );
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

describe("the questions that options ask of several metrics", () => {
  const plain = { ...counted, id: "PLAIN", parameters: [], numerator: other.denominator };
  const ask = (param: readonly string[]) =>
    questionsOf([counted, plain], { by: "", param }, registry);

  test("set a parameter where a metric has it", () => {
    expect(ask(["ridesMin=4"]).map(({ parameters }) => parameters)).toEqual([{ ridesMin: 4 }, {}]);
  });

  test("are refused with a parameter that none of them has", () => {
    expect(() => ask(["ridesMin=4", "ridesMax=4"])).toThrow(
      /None of RIDERS, PLAIN has “ridesMax”/u,
    );
  });

  test("are refused with a parameter that is not written as one", () => {
    expect(() => ask(["ridesMin"])).toThrow(/has no “=”/u);
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
