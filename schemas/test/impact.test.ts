import { expect, test } from "vitest";
import { change } from "../src/diff/change.ts";
import { touchedMetrics } from "../src/impact.ts";
import { base } from "./diff/vectors.ts";

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

test("better words concern no figure", () => {
  const changes = [change("wording-changed", at("metrics/ENROLLED"), "It reads better.")];
  expect(touchedMetrics(changes, base)).toEqual([]);
});
