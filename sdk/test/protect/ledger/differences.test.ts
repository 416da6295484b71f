import { expect, test } from "vitest";
import { isSmallGroup } from "../../../src/protect/ledger/differences.ts";
import type { Rules } from "../../../src/protect/ledger/differences.ts";

const counts = { num: "count", den: "count" } as const;
const rules: Rules = {
  kind: "share",
  measures: counts,
  limits: { contributorsMin: 5, homogeneityMax: 0 },
};

test.each([
  ["nobody moved", 0, 0, false],
  ["four joined", 2, 4, true],
  ["five joined, two of them with the attribute", 2, 5, false],
  ["five joined, none with the attribute", 0, 5, true],
  ["five joined, all with the attribute", 5, 5, true],
  ["four left", -2, -4, true],
  ["five left, two of them with the attribute", -2, -5, false],
  ["five left, none with the attribute", 0, -5, true],
  ["five more came than left, and with the attribute one less", -1, 5, false],
  ["as many came as left, two more with the attribute", 2, 0, false],
  ["five joined, the attribute is not known", null, 5, false],
  ["four joined, the attribute is not known", null, 4, true],
  ["how many joined is not known", 3, null, false],
])("of a share: %s", (_, num, den, isSmall) => {
  expect(isSmallGroup({ num, den }, rules, false)).toBe(isSmall);
});

test.each([
  ["four students were corrected", 4, 0, true],
  ["five students were corrected", 5, 0, false],
  ["nothing was corrected", 0, 0, false],
])("of a correction: %s", (_, num, den, isSmall) => {
  expect(isSmallGroup({ num, den }, rules, true)).toBe(isSmall);
});

test("of a ratio both sides are people", () => {
  const ratio: Rules = { ...rules, kind: "ratio" };
  expect(isSmallGroup({ num: 4, den: 50 }, ratio, false)).toBe(true);
  expect(isSmallGroup({ num: 5, den: 50 }, ratio, false)).toBe(false);
});

test("of a mean the people are those who are divided by", () => {
  const mean: Rules = { ...rules, kind: "mean", measures: { num: "sum", den: "count" } };
  expect(isSmallGroup({ num: 400, den: 4 }, mean, false)).toBe(true);
  expect(isSmallGroup({ num: 400, den: 5 }, mean, false)).toBe(false);
  expect(isSmallGroup({ num: 400, den: 0 }, mean, true)).toBe(true);
});

test("of a sum over people any change may be one person's", () => {
  const sums: Rules = { ...rules, measures: { num: "sum", den: "sum" } };
  expect(isSmallGroup({ num: 900, den: 1000 }, sums, false)).toBe(true);
  expect(isSmallGroup({ num: 0, den: 0 }, sums, false)).toBe(false);
  const unknown: Rules = { kind: "share", measures: undefined, limits: rules.limits };
  expect(isSmallGroup({ num: 2, den: 9 }, unknown, false)).toBe(true);
});
