import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CellTable, TableDimension } from "../../../src/cells.ts";
import { audit, auditShown, shownOf } from "../../../src/protect/audit/audit.ts";
import type { AuditedCell } from "../../../src/protect/audit/audit.ts";
import type { Side } from "../../../src/protect/audit/demand.ts";
import type { Interval } from "../../../src/protect/audit/interval.ts";
import { openSolver } from "../../../src/protect/audit/solver.ts";
import type { Observation, ObservationTable, Policy } from "../../../src/publication.ts";
import { enumerate } from "../enumerate.ts";
import type { Seen } from "../enumerate.ts";
import { casesOf } from "../proof/draw.ts";
import { paperPolicy, publishedWith } from "../shared.ts";
import { flat, nested, tableOf } from "../tables.ts";
import type { Inner } from "../tables.ts";

/** Random tables of each shape, kind and rule about zeros. */
const runs = casesOf(1 / 32, 5);

const pairs = (first: readonly string[], second: readonly string[]): string[][] =>
  first.flatMap((one) => second.map((other) => [one, other]));

const shapes: readonly (readonly [string, readonly TableDimension[], readonly string[][]])[] = [
  [
    "2 × 3",
    [flat("SEX", "F", "M"), flat("AREA", "a", "b", "c")],
    pairs(["F", "M"], ["a", "b", "c"]),
  ],
  [
    "areas in regions",
    [nested("AREA", { north: ["n1", "n2"], south: ["s1", "s2", "s3"] })],
    ["n1", "n2", "s1", "s2", "s3"].map((code) => [code]),
  ],
  [
    "areas in regions × 2",
    [nested("AREA", { north: ["n1", "n2"], south: ["s1"] }), flat("SEX", "F", "M")],
    pairs(["n1", "n2", "s1"], ["F", "M"]),
  ],
  [
    "2 × 2 × 2",
    [flat("SEX", "F", "M"), flat("AREA", "a", "b"), flat("LEVEL", "1", "2")],
    pairs(["F", "M"], ["a", "b"]).flatMap((codes) => ["1", "2"].map((level) => [...codes, level])),
  ],
];

interface Drawn {
  readonly table: CellTable;
  readonly policy: Policy;
  readonly masks: readonly (readonly boolean[])[];
}

function drawnOf(
  kind: "share" | "ratio",
  zeros: "published" | "eligible",
  [, dimensions, places]: (typeof shapes)[number],
): fc.Arbitrary<Drawn> {
  const length = { minLength: places.length, maxLength: places.length };
  const mask = fc.array(fc.boolean(), { minLength: 30, maxLength: 30 });
  return fc
    .record({
      counts: fc.array(fc.tuple(fc.nat({ max: 2 }), fc.nat({ max: 2 })), length),
      masks: fc.tuple(mask, mask),
    })
    .map(({ counts, masks }) => {
      const inner = places.flatMap((codes, at): Inner[] => {
        const [a, b] = counts[at] ?? [0, 0];
        const [num, den] = kind === "share" ? [a, a + b] : [a, b];
        return num + den === 0 && zeros === "published" ? [] : [[codes, num, den]];
      });
      const policy = { ...paperPolicy, zeros };
      return { table: tableOf(dimensions, inner, { kind }), policy, masks };
    });
}

/** A table with random cells withheld, never the total. */
function hiding(
  { table, policy }: Drawn,
  mask: readonly boolean[],
): ReturnType<typeof publishedWith> {
  return publishedWith(
    table,
    (codes, row) => {
      const isTotal = Object.values(codes).every((code) => code === "_T");
      const { num = 0, den = 0 } = table.cells[row] ?? {};
      if (isTotal || (policy.zeros === "published" && num + den === 0)) return false;
      return mask[row] === true || (num > 0 && den === 0);
    },
    policy,
  );
}

const timeout = 20_000 + runs * 500;

const combinations = shapes.flatMap((shape) =>
  (["share", "ratio"] as const).flatMap((kind) =>
    (["published", "eligible"] as const).map(
      (zeros) => [`${shape[0]}, ${kind}, zeros ${zeros}`, shape, kind, zeros] as const,
    ),
  ),
);

const sides: readonly Side[] = ["num", "den", "rest"];

describe("whatever the table, trying every possible one finds the same", () => {
  test.each(combinations)("verdict: %s", { timeout }, async (_, shape, kind, zeros) => {
    const solver = await openSolver();
    fc.assert(
      fc.property(drawnOf(kind, zeros, shape), (drawn) => {
        fc.pre(drawn.table.cells.some(({ den }) => den > 0));
        const publication = hiding(drawn, drawn.masks[0] ?? []);
        const seen = enumerate(drawn.table, publication.observations, zeros);
        const shown = [shownOf(publication, drawn.policy)];
        for (const exact of [false, true]) {
          for (const cell of auditShown(shown, solver, { exact }).cells) {
            expect(cell.verdict).toBe(verdictOf(seen[cell.row], publication));
            expectWithin(cell, seen[cell.row], exact);
          }
        }
      }),
      { numRuns: runs, seed: 11 },
    );
  });

  test.each(combinations)(
    "ends from two publications: %s",
    { timeout },
    async (_, shape, kind, zeros) => {
      await fc.assert(
        fc.asyncProperty(drawnOf(kind, zeros, shape), async (drawn) => {
          fc.pre(drawn.table.cells.some(({ den }) => den > 0));
          const [first, second] = drawn.masks.map((mask) => hiding(drawn, mask));
          if (first === undefined || second === undefined) throw new Error("Two masks are drawn.");
          const both = first.observations.map((own, row): Observation =>
            own.num === null ? (second.observations[row] ?? own) : own,
          );
          const seen = enumerate(drawn.table, both, zeros);
          const { cells } = await audit([first, second], drawn.policy);
          for (const cell of cells) expectWithin(cell, seen[cell.row], true);
        }),
        { numRuns: Math.ceil(runs / 3), seed: 5 },
      );
    },
  );
});

/** What the paper policy says about true ends: 2 wide everywhere, counts of contributors reach 3. */
function verdictOf(
  seen: Seen | undefined,
  { description: { kind }, report: { measures } }: ObservationTable,
): "wide" | "narrow" {
  if (seen === undefined) throw new Error("Every row is seen.");
  const isWide = (side: Side, reach: number): boolean => {
    const [least, most] = seen[side];
    return most - least >= 2 && most >= reach;
  };
  const isRatio = kind === "ratio";
  const reach = (counts: boolean): number => (counts ? 3 : 0);
  const open = [
    isWide("den", reach(measures?.den !== "sum")),
    isWide("num", reach(isRatio && measures?.num !== "sum")),
    isRatio || isWide("rest", 0),
  ];
  return open.every(Boolean) ? "wide" : "narrow";
}

/** No end lies outside what was seen; exact ends are what was seen. */
function expectWithin(cell: AuditedCell, seen: Seen | undefined, exact: boolean): void {
  if (seen === undefined) throw new Error("Every row is seen.");
  const wrong = sides.filter((side) => {
    const found = cell.intervals[side];
    if (found === undefined) return false;
    return found === null ? exact : !isRight(found, seen[side], exact || found.exact);
  });
  expect(wrong).toEqual([]);
}

function isRight(
  { least, most, exact }: Interval,
  [low, high]: readonly [number, number],
  isExact: boolean,
): boolean {
  if (most === null) return false;
  return isExact ? exact && least === low && most === high : least >= low && most <= high;
}
