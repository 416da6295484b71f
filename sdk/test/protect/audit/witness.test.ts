import { expect, test } from "vitest";
import { incidenceOf } from "../../../src/protect/audit/incidence.ts";
import { isExchange, isWitness } from "../../../src/protect/audit/witness.ts";
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

test.each([
  ["leave every sum as it is", { 0: 4, 1: -4 }, [5, 7], true],
  ["go to the greatest value", { 0: 10, 1: -10 }, [11, 1], true],
  ["change a sum", { 0: 4, 1: -3 }, [5, 8], false],
  ["change one number alone", { 0: 4 }, [5, 11], false],
  ["go below the least possible", { 0: -1, 1: 1 }, [0, 12], false],
  ["go above the greatest possible", { 0: 11, 1: -11 }, [12, 0], false],
  ["are not whole", { 0: 0.5, 1: -0.5 }, [1.5, 10.5], false],
])("steps from a possible table that %s", (_, steps, values, expected) => {
  const own = new Map(Object.entries(steps).map(([unknown, step]) => [Number(unknown), step]));
  expect(isExchange(equations, incidenceOf(equations), values, own)).toBe(expected);
});
