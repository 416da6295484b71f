import { expect, test } from "vitest";
import { change } from "../src/diff/change.ts";
import { touchedMetrics } from "../src/impact.ts";
import { isCounted, sourcesOf, type CountedMetric, type DerivedMetric } from "../src/metric.ts";
import { base } from "./diff/vectors.ts";

const enrolled = Object.values(base.metrics).find(isCounted);
if (enrolled === undefined) throw new Error("The base has a metric that is counted.");

const at = (pointer: string) => ({ pointer, name: pointer, travels: false });

test.each([
  ["the metric itself", "metrics/ENROLLED/numerator", ["ENROLLED"]],
  ["a property it measures with", "entities/enrolment/properties/gradeNumber", ["ENROLLED"]],
  ["a property that a dimension is found in", "entities/student/properties/sex", ["ENROLLED"]],
  ["a list that a dimension takes its codes from", "codeLists/sex/codes/2", ["ENROLLED"]],
  ["a dimension it is cut by", "dimensions/SEX", ["ENROLLED"]],
  ["the limits that protect it", "policy/contributorsMin", ["ENROLLED"]],
  ["the entity whose records it takes", "entities/enrolment", ["ENROLLED"]],
  ["a property that nothing uses", "entities/student/properties/email", []],
  ["a list that only a property nobody uses takes", "codeLists/band/codes/high", []],
  ["another metric", "metrics/OTHER", []],
  ["what travels", "exchange/observation/properties/value", []],
])("a change of %s, at %s, concerns %j", (_what, pointer, metrics) => {
  const changes = [change("type-changed", at(pointer), "It changes.")];
  expect(touchedMetrics(changes, base)).toEqual(metrics);
});

const { numerator: _n, denominator: _d, populations: _p, coverageMin: _c, ...facts } = enrolled;
const gap: DerivedMetric = {
  ...facts,
  id: "GAP",
  kind: "difference",
  parameters: [],
  dimensions: ["GRADE"],
  derivation: { metric: "ENROLLED", across: "SEX", first: "F", second: "M" },
};
const of = { id: "of", description: "Which metric.", type: "metric", default: "OTHER" } as const;
const chosen: DerivedMetric = {
  ...gap,
  id: "CHOSEN",
  parameters: [of],
  derivation: { ...gap.derivation, metric: ":of" },
};
const looking: CountedMetric = {
  ...enrolled,
  id: "LOOKING",
  dimensions: ["GRADE"],
  parameters: [{ id: "band", description: "Band.", type: "code", codeList: "band", default: "1" }],
  populations: {
    students: {
      title: { en: "Students" },
      sources: sourcesOf(enrolled).map((source) => ({
        ...source,
        lookups: [
          {
            entity: "student",
            on: { studentId: "id" },
            where: "country = 'birthDate' and height > :languages",
            columns: { born: "max(birthYear)" },
          },
        ],
      })),
    },
  },
};

test.each([
  ["what it is made of", "metrics/ENROLLED/numerator", ["CHOSEN", "ENROLLED", "GAP"]],
  ["what only another one is made of", "metrics/CHOSEN", ["CHOSEN"]],
  ["a property that is looked up", "entities/student/properties/birthYear", ["LOOKING"]],
  ["a property in the condition of a lookup", "entities/student/properties/height", ["LOOKING"]],
  ["the key of what is looked up", "entities/student/properties/id", everyone()],
  ["a property by which it is looked up", "entities/enrolment/properties/studentId", everyone()],
  ["a property that only a text names", "entities/student/properties/birthDate", []],
  ["a property that is called like a parameter", "entities/student/properties/languages", []],
  ["the list of a parameter", "codeLists/band/codes/high", ["LOOKING"]],
  ["the entity that is looked up", "entities/student", everyone()],
])(
  "with lookups and derived metrics, a change of %s, at %s, concerns %j",
  (_what, pointer, ids) => {
    const metrics = { ENROLLED: enrolled, GAP: gap, CHOSEN: chosen, LOOKING: looking };
    const changes = [change("type-changed", at(pointer), "It changes.")];
    expect(touchedMetrics(changes, { ...base, metrics })).toEqual(ids);
  },
);

test("what is made of a metric that is made of others is touched with it", () => {
  const again: DerivedMetric = {
    ...gap,
    id: "AGAIN",
    derivation: { ...gap.derivation, metric: "GAP" },
  };
  const metrics = { AGAIN: again, GAP: gap, ENROLLED: enrolled };
  const changes = [change("type-changed", at("metrics/ENROLLED"), "It changes.")];
  expect(touchedMetrics(changes, { ...base, metrics })).toEqual(["AGAIN", "ENROLLED", "GAP"]);
});

function everyone(): readonly string[] {
  return ["CHOSEN", "ENROLLED", "GAP", "LOOKING"];
}

test("better words concern no figure", () => {
  const changes = [change("wording-changed", at("metrics/ENROLLED"), "It reads better.")];
  expect(touchedMetrics(changes, base)).toEqual([]);
});
