import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CellTable } from "../../../src/cells.ts";
import { attackersOf } from "../../../src/protect/attackers.ts";
import { shownOf } from "../../../src/protect/audit/audit.ts";
import { defaultPolicy, strictest } from "../../../src/protect/policy.ts";
import { protect } from "../../../src/protect/protect.ts";
import { completed, isPossible } from "../../../src/protect/suppress/completion.ts";
import { openHighs } from "../../../src/protect/highs.ts";
import { layoutOf } from "../../../src/protect/suppress/layout.ts";
import { openViews } from "../../../src/protect/suppress/view.ts";
import type { View } from "../../../src/protect/suppress/view.ts";
import type { ObservationTable } from "../../../src/publication.ts";
import { paperPolicy, publishedWith, withheldIn } from "../shared.ts";
import { flat, tableOf } from "../tables.ts";
import type { Inner } from "../tables.ts";

const sex = flat("SEX", "F", "M");
const areas = flat("AREA", "a", "b", "c");
const places = ["a", "b", "c"].flatMap((own) => ["F", "M"].map((other) => [own, other]));

/** The member's own view of a table with some rows withheld, after one earlier publication. */
function viewOf(
  table: CellTable,
  withheld: readonly boolean[],
  earlier: readonly ObservationTable[] = [],
  zeros: "eligible" | "published" = "published",
): View {
  const { dimensions } = table.description;
  const layout = layoutOf(dimensions, table.cells);
  const limits = strictest({ ...paperPolicy, zeros }, { sensitive: false });
  const sensitive = table.cells.map(() => true);
  const own = attackersOf(table, layout, { limits, sensitive, earlier: [] }).parts;
  const parts = own.map((part) => ({
    shown: part.shown,
    layout,
    num: Float64Array.from(part.table.cells, ({ num }) => num),
    den: Float64Array.from(part.table.cells, ({ den }) => den),
    hidden: Uint8Array.from(withheld, Number),
  }));
  const before = earlier.map((publication) => ({
    shown: shownOf(publication, paperPolicy),
    layout: layoutOf(publication.description.dimensions, publication.observations),
    num: Float64Array.from(publication.observations, ({ num }) => num ?? Number.NaN),
    den: Float64Array.from(publication.observations, ({ den }) => den ?? Number.NaN),
    hidden: Uint8Array.from(publication.observations, ({ status }) => (status === "Q" ? 1 : 0)),
  }));
  const all = [...parts, ...before];
  return openViews(all).view(all.map(({ hidden }) => hidden));
}

describe("what a table with withheld cells leaves open", () => {
  const counts = fc.array(fc.tuple(fc.nat({ max: 5 }), fc.nat({ max: 5 })), {
    minLength: places.length,
    maxLength: places.length,
  });
  const kinds = fc.constantFrom("share" as const, "mean" as const, "ratio" as const);

  test("always allows the truth", () => {
    let seen = 0;
    fc.assert(
      fc.property(counts, kinds, fc.boolean(), fc.nat(), (own, kind, isSum, choice) => {
        const inner = places.map((codes, at): Inner => {
          const [a = 0, b = 0] = own[at] ?? [];
          return [codes, a, a + b + 1, isSum ? 1 : a + b + 1];
        });
        const changes = kind === "mean" ? { kind, range: { min: 0, max: 9 } } : { kind };
        const table = tableOf([areas, sex], inner, changes);
        const withheld = table.cells.map((_, row) => ((choice >> (row % 30)) & 1) === 1);
        const view = viewOf(table, withheld);
        expect(view.isContradictory).toBe(false);
        expect(isPossible(view.equations, view.truth)).toBe(true);
        expect(view.demands).toHaveLength(view.cells.length);
        seen += view.demands.length;
      }),
      { numRuns: 100, seed: 7 },
    );
    expect(seen).toBeGreaterThan(500);
  });

  test("is nothing where nothing is withheld", () => {
    const table = tableOf([sex], [[["F"], 1, 2]]);
    const view = viewOf(
      table,
      table.cells.map(() => false),
    );
    expect([view.truth, view.demands, view.equations.totals].map(({ length }) => length)).toEqual([
      0, 0, 0,
    ]);
  });

  test("may be empty only where the policy lets zeros be withheld", () => {
    const table = tableOf(
      [sex],
      [
        [["F"], 1, 2],
        [["M"], 1, 2],
      ],
    );
    const leastOf = (zeros: "eligible" | "published"): number[] => {
      const all = table.cells.map(() => true);
      return [...new Set(viewOf(table, all, [], zeros).equations.least)].toSorted((a, b) => a - b);
    };
    expect(leastOf("eligible")).toEqual([0]);
    expect(leastOf("published")).toEqual([0, 1]);
  });
});

describe("together with an earlier publication", () => {
  const inner: readonly Inner[] = places.map((codes, at) => [codes, at + 1, 3 + 5 * at]);
  const fine = tableOf([areas, sex], inner);
  const coarse = tableOf(
    [areas],
    ["a", "b", "c"].map((own): Inner => {
      const parts = inner.filter(([codes]) => codes[0] === own);
      const sum = (at: 1 | 2): number => parts.reduce((all, part) => all + part[at], 0);
      return [[own], sum(1), sum(2)];
    }),
  );
  const hideA = ({ AREA, SEX }: Readonly<Record<string, string>>): boolean =>
    AREA !== "_T" && AREA !== "c" && SEX !== "_T";

  test("what only that one knows is unknown to the member and filled in", async () => {
    const first = publishedWith(fine, hideA);
    const view = viewOf(
      coarse,
      coarse.cells.map(() => false),
      [first],
    );
    expect(view.truth.some((value) => Number.isNaN(value))).toBe(true);
    const point = completed(view.equations, view.truth, await openHighs());
    expect(typeof point).toBe("object");
    expect(typeof point === "object" && isPossible(view.equations, point)).toBe(true);
  });

  test("numbers that cannot be true together are found", async () => {
    const first = publishedWith(fine, hideA);
    const other = tableOf(
      [areas],
      [
        [["a"], 1, 2],
        [["b"], 1, 2],
        [["c"], 1, 2],
      ],
    );
    const all = other.cells.map(() => false);
    expect(viewOf(other, all, [first]).isContradictory).toBe(true);
  });

  test("a coarser table is published after a finer one, and shows nothing more", async () => {
    const first = await protect(fine, defaultPolicy, []);
    const second = await protect(coarse, defaultPolicy, [first]);
    const wide = first.observations.filter(
      ({ codes, status }) => codes["SEX"] === "_T" && status === "Q",
    );
    expect(new Set(withheldIn(second.observations))).toEqual(
      new Set(wide.map(({ codes }) => codes["AREA"])),
    );
  });
});
