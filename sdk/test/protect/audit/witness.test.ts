import { expect, test } from "vitest";
import { isWitness } from "../../../src/protect/audit/witness.ts";

/** F + M = 12, at least 1 of each. */
const component = {
  unknowns: [0, 1],
  lower: [1, 1],
  rules: [
    {
      terms: [
        { unknown: 0, factor: 1 },
        { unknown: 1, factor: 1 },
      ],
      least: 12,
      most: 12,
    },
  ],
};

test.each([
  ["fits every rule", [1, 11], true],
  ["breaks an equation by one", [1, 12], false],
  ["is below the least possible", [0, 12], false],
  ["is not whole", [1.5, 10.5], false],
  ["is not a number", [Number.NaN, 12], false],
  ["is too large for exact arithmetic", [2 ** 53, 12 - 2 ** 53], false],
  ["lacks an unknown", [12], false],
  ["has an unknown too many", [1, 11, 0], false],
])("a proposed solution that %s", (_, values, expected) => {
  expect(isWitness(component, values)).toBe(expected);
});

test("a rule may have one end only", () => {
  const atMost = {
    ...component,
    rules: [
      {
        ...component.rules[0],
        terms: component.rules[0]?.terms ?? [],
        least: Number.NEGATIVE_INFINITY,
        most: 12,
      },
    ],
  };
  expect(isWitness(atMost, [3, 4])).toBe(true);
  expect(isWitness(atMost, [9, 4])).toBe(false);
});
