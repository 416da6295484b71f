import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Dominance } from "../../../src/policy.ts";
import { isDominatedSum } from "../../../src/protect/rules/dominance.ts";

describe("both sides of the boundary", () => {
  test.each<[string, Dominance, number, readonly number[], boolean]>([
    ["the greatest is 85 % of the sum", { n: 1, k: 85 }, 100, [85], false],
    ["the greatest is more than 85 %", { n: 1, k: 85 }, 100, [86], true],
    ["the two greatest are 85 %", { n: 2, k: 85 }, 100, [50, 35], false],
    ["the two greatest are more than 85 %", { n: 2, k: 85 }, 100, [50, 36], true],
    ["the second may be as great as the greatest", { n: 2, k: 85 }, 100, [43], true],
    ["the second cannot be greater than the greatest", { n: 2, k: 85 }, 100, [42], false],
    ["a tenth of the greatest is left", { p: 10 }, 105, [50, 50], false],
    ["less than a tenth of the greatest is left", { p: 10 }, 104, [50, 50], true],
    ["a tenth is left at the least", { p: 10 }, 105, [50], false],
    ["less than a tenth may be left", { p: 10 }, 104, [50], true],
    ["one of two rules holds", { n: 1, k: 40, p: 10 }, 105, [50, 50], true],
    ["nothing is known of the contributions", { n: 1, k: 99 }, 100, [], true],
    ["contributions cancel each other", { n: 1, k: 99 }, 0, [5], true],
    ["nobody contributes anything", { n: 1, k: 1, p: 99 }, 0, [0], false],
    ["one is counted", { n: 1, k: 1, p: 99 }, 1, [1], false],
    ["one adds two", { n: 1, k: 1, p: 99 }, 2, [2], true],
    ["a sum near 2^53", { n: 1, k: 99 }, 9_007_199_254_740_991, [9_000_000_000_000_000], true],
  ])("%s", (_name, rule, sum, known, expected) => {
    expect(isDominatedSum(sum, known, rule)).toBe(expected);
  });
});

/** The rules as the Handbook writes them, over all contributions. */
function byTheBook(all: readonly number[], { n, k = 100, p }: Dominance): boolean {
  const [sorted, sum] = [all.toSorted((a, b) => b - a), all.reduce((a, b) => a + b, 0)];
  const greatest = (count: number): number => sorted.slice(0, count).reduce((a, b) => a + b, 0);
  const [first = 0] = sorted;
  if (first <= 1) return false;
  const isConcentrated = n !== undefined && 100 * greatest(n) > k * sum;
  return isConcentrated || (p !== undefined && 100 * (sum - greatest(2)) < p * first);
}

const contributions = fc.array(fc.nat(200), { minLength: 1, maxLength: 12 });
const rules = fc.oneof(
  fc.record({ n: fc.integer({ min: 1, max: 4 }), k: fc.integer({ min: 1, max: 100 }) }),
  fc.record({ p: fc.integer({ min: 1, max: 100 }) }),
);

test("with all contributions known the rule is exact, with fewer it never passes what it should not", () => {
  fc.assert(
    fc.property(contributions, rules, fc.nat(12), (all, rule, count) => {
      const sorted = all.toSorted((a, b) => b - a);
      const sum = all.reduce((a, b) => a + b, 0);
      const padded = [...sorted, 0, 0, 0, 0];
      const expected = byTheBook(all, rule);
      expect(isDominatedSum(sum, padded, rule)).toBe(expected);
      const known = sorted.slice(0, Math.max(1, count));
      expect(isDominatedSum(sum, known, rule) || !expected).toBe(true);
    }),
    { seed: 6, numRuns: 2000 },
  );
});

test("with the greatest contribution known the rule (1, k) is exact", () => {
  fc.assert(
    fc.property(contributions, fc.integer({ min: 1, max: 100 }), (all, k) => {
      const sum = all.reduce((a, b) => a + b, 0);
      const rule = { n: 1, k };
      expect(isDominatedSum(sum, [Math.max(...all)], rule)).toBe(byTheBook(all, rule));
    }),
    { seed: 6, numRuns: 2000 },
  );
});
