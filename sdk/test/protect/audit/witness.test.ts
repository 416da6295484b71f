import { expect, test } from "vitest";
import { isWitness } from "../../../src/protect/audit/witness.ts";
import type { Equations } from "../../../src/protect/equations.ts";

/** F + M = 12, at least 1 of each, at most 11 girls. */
const equations: Equations = {
  least: Float64Array.of(1, 1),
  most: Float64Array.of(11, Number.POSITIVE_INFINITY),
  starts: Int32Array.of(0, 2),
  unknowns: Int32Array.of(0, 1),
  factors: Int32Array.of(1, 1),
  totals: Float64Array.of(12),
};

test.each([
  ["fits every equation", [1, 11], true],
  ["fits at the greatest value", [11, 1], true],
  ["breaks an equation by one", [1, 12], false],
  ["is below the least possible", [0, 12], false],
  ["is above the greatest possible", [12, 0], false],
  ["is not whole", [1.5, 10.5], false],
  ["is not a number", [Number.NaN, 12], false],
  ["is too large for exact arithmetic", [12 - 2 ** 53, 2 ** 53], false],
  ["lacks an unknown", [12], false],
  ["has an unknown too many", [1, 11, 0], false],
])("a proposed solution that %s", (_, values, expected) => {
  expect(isWitness(equations, values)).toBe(expected);
});

test("a sum that leaves exact arithmetic on the way is not accepted", () => {
  const large: Equations = {
    ...equations,
    least: Float64Array.of(0, 0),
    most: Float64Array.of(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY),
    factors: Int32Array.of(3, -3),
    totals: Float64Array.of(0),
  };
  expect(isWitness(large, [5, 5])).toBe(true);
  expect(isWitness(large, [2 ** 53 - 1, 2 ** 53 - 1])).toBe(false);
});
