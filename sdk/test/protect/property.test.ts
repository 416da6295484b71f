import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { audit } from "../../src/protect/audit/audit.ts";
import { gridOf } from "../../src/protect/margins.ts";
import type { Grid, Margin } from "../../src/protect/margins.ts";
import { protect } from "../../src/protect/protect.ts";
import type { Observation } from "../../src/publication.ts";
import { paperPolicy } from "./shared.ts";
import { flat, nested, tableOf } from "./tables.ts";
import type { Inner } from "./tables.ts";

const sex = flat("SEX", "F", "M");

describe("whatever the table", () => {
  const places = ["F", "M"].flatMap((own) =>
    ["n1", "n2", "s1", "s2", "s3"].map((area) => [own, area]),
  );
  const dimensions = [sex, nested("AREA", { north: ["n1", "n2"], south: ["s1", "s2", "s3"] })];
  const counts = fc.array(fc.tuple(fc.nat({ max: 6 }), fc.nat({ max: 6 })), {
    minLength: places.length,
    maxLength: places.length,
  });
  const kinds = fc.constantFrom("share" as const, "mean" as const, "ratio" as const);
  const sums = fc.boolean();
  const zeros = fc.constantFrom("eligible" as const, "published" as const);

  test("no withheld cell is narrower than the policy and no difference of a margin gives one away", async () => {
    let seen = 0;
    await fc.assert(
      fc.asyncProperty(counts, kinds, sums, zeros, async (own, kind, isSum, shown) => {
        const policy = { ...paperPolicy, zeros: shown };
        const inner = places.flatMap((codes, index): Inner[] => {
          const [a, b] = own[index] ?? [0, 0];
          if (a + b === 0) return [];
          if (kind === "ratio") return [[codes, a, b, Math.min(a, b)]];
          return isSum ? [[codes, 20 * a, 20 * (a + b), a + b]] : [[codes, a, a + b]];
        });
        fc.pre(kind !== "ratio" || !isSum);
        const table = tableOf(dimensions, inner, { kind });
        const cells = table.cells.map((cell) =>
          kind === "ratio" ? { ...cell, contributors: Math.min(cell.num, cell.den) } : cell,
        );
        const published = await protect({ ...table, cells }, policy, []);
        const { safe, narrow } = await audit([published], policy);
        expect(narrow).toEqual([]);
        expect(safe).toBe(true);
        const shownCells = cells.filter((_, row) => published.observations[row]?.status === "A");
        const few = shownCells.filter(
          ({ contributors, den }) => den > 0 && contributors < policy.contributorsMin,
        );
        const alike = shownCells.filter(
          ({ num, den }) => kind === "share" && (num === 0 || num === den),
        );
        expect([few, alike]).toEqual([[], []]);
        expect(lonely(gridOf(dimensions, published.observations), published.observations)).toEqual(
          [],
        );
        seen += published.report.counts.withheld;
      }),
      { numRuns: 80, seed: 3 },
    );
    expect(seen).toBeGreaterThan(300);
  });
});

/** Margins that have exactly one row without a number: the one is the difference of the others. */
function lonely(grid: Grid, observations: readonly Observation[]): readonly Margin[] {
  return grid.margins.filter(
    ({ total, parts }) =>
      [total, ...parts].filter((row) => observations[row]?.num === null).length === 1,
  );
}
