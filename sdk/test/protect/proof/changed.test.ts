import { describe, expect, test } from "vitest";
import type { CellTable, TableDimension } from "../../../src/cells.ts";
import { audit } from "../../../src/protect/audit/audit.ts";
import type { AuditedCell } from "../../../src/protect/audit/audit.ts";
import type { Interval } from "../../../src/protect/audit/interval.ts";
import { roundTable } from "../../../src/protect/rounding/round-table.ts";
import type { Altered, ObservationTable } from "../../../src/publication.ts";
import { publishedWith } from "../shared.ts";
import { tableOf } from "../tables.ts";
import type { Inner } from "../tables.ts";
import { deviationMax, everythingPossible, innerPlaces } from "./changed-oracle.ts";
import type { Tried } from "./changed-oracle.ts";
import { casesOf, drawFor, seed } from "./draw.ts";
import type { Draw } from "./draw.ts";
import { proofPolicy, shapes } from "./shapes.ts";

const kinds = Object.entries(shapes).flatMap(([cut, dimensions]) =>
  (["share", "ratio"] as const).flatMap((kind) =>
    (["round", "cell-key"] as const).map((change) => ({ cut, dimensions, kind, change })),
  ),
);
const each = casesOf(1 / 48, 4);

describe(`the audit finds what changed and exact numbers tell together, EDUFED_SEED=${seed}`, () => {
  const count = { compared: 0, narrow: 0, tables: 0, tooLarge: 0 };

  test.each(kinds)(
    "$change, $kind by $cut",
    { timeout: 60_000 + each * 500 },
    async ({ dimensions, kind, change }) => {
      for (let index = 0; index < each; index += 1) {
        const drawn = drawnPair(drawFor(seed, index), dimensions, { kind, change });
        if (drawn === null) continue;
        const { first, second, policy } = drawn;
        const tried = everythingPossible(first, second);
        if (tried === null) {
          count.tooLarge += 1;
          continue;
        }
        const place = `EDUFED_SEED=${seed}, case ${index}`;
        const { cells, obstacles } = await audit([first, second], policy);
        expect({ place, obstacles }).toEqual({ place, obstacles: [] });
        count.narrow += compare({ ...drawn, place, tried, cells, kind, change });
        count.tables += 1;
        count.compared += cells.length;
      }
    },
  );

  test("for most of the tables, and for many cells", () => {
    const { compared, narrow, tables, tooLarge } = count;
    console.log(
      `${compared} cells of ${tables} pairs of tables compared, ${narrow} of them too narrow, ${tooLarge} pairs too large to try`,
    );
    expect(tooLarge).toBeLessThan(tables);
    expect(narrow).toBeGreaterThan(0);
    expect(compared).toBeGreaterThan(tables);
  });
});

interface Kind {
  readonly kind: "share" | "ratio";
  readonly change: "round" | "cell-key";
}

interface Pair {
  /** Changed, of all that the other one tells less of. */
  readonly first: ObservationTable;
  readonly second: ObservationTable;
  readonly policy: typeof proofPolicy;
}

function drawnPair(
  draw: Draw,
  dimensions: readonly TableDimension[],
  { kind, change }: Kind,
): Pair | null {
  const base = draw.one([2, 3]);
  const zeros = draw.one(["eligible", "published"] as const);
  const policy = { ...proofPolicy, zeros, contributorsMin: base + draw.upTo(1) };
  const inner = innerOf(draw, dimensions, { kind, zeros });
  if (inner.length === 0) return null;
  const quantity = { num: "with it", den: "all" };
  const table = counting(tableOf(dimensions, inner, { kind, quantity }));
  const changed = changedBy(change, table, { base, draw });
  const altered: Altered = { kind: change, promises: [], limits: [], ...changed.about };
  const own = publishedWith(changed.table, () => false, policy);
  const kept = dimensions.filter(() => draw.chance(0.5));
  const other = counting(tableOf(kept, coarser(inner, dimensions, kept), { kind, quantity }));
  const share = draw.one([0, 0.2, 0.4]);
  const hidden = other.cells.map(({ den }) => den > 0 && draw.chance(share));
  const second = publishedWith(other, (_, row) => hidden[row] === true, policy);
  return { first: { ...own, report: { ...own.report, altered } }, second, policy };
}

/** Compares every audited cell with what was tried; how many changed cells were too narrow. */
function compare({
  first,
  second,
  policy,
  place,
  tried,
  cells,
  ...kind
}: Pair &
  Kind & {
    readonly place: string;
    readonly tried: Tried;
    readonly cells: readonly AuditedCell[];
  }): number {
  let narrow = 0;
  for (const { table, codes, intervals, verdict } of cells) {
    const truth = tried(table === 0 ? first : second, codes);
    const expected = Object.fromEntries(
      Object.entries(truth).filter(([side]) => Object.keys(intervals).includes(side)),
    );
    const isNarrow = tellsTooMuch(Object.entries(expected), { ...kind, policy });
    const at = { place, table, codes };
    // Of the exact publication the intervals alone are compared.
    const own = table === 1 ? verdict : isNarrow ? "narrow" : "wide";
    expect({ ...at, intervals, verdict }).toEqual({ ...at, intervals: expected, verdict: own });
    narrow += table === 0 && isNarrow ? 1 : 0;
  }
  first.observations.forEach(({ codes }, row) => {
    if (cells.some((cell) => cell.table === 0 && cell.row === row)) return;
    for (const { least } of Object.values(tried(first, codes)))
      expect(least).toBeGreaterThanOrEqual(policy.contributorsMin);
  });
  return narrow;
}

/** What the policy says of changed cells, from the true intervals. */
function tellsTooMuch(
  sides: readonly (readonly [string, Interval])[],
  {
    kind,
    change,
    policy: { contributorsMin: k, intervalWidthMin: width },
  }: {
    readonly kind: "share" | "ratio";
    readonly change: string;
    readonly policy: typeof proofPolicy;
  },
): boolean {
  if (sides.every(([, { most }]) => most === 0)) return false;
  return sides.some(([side, { least, most }]) => {
    const reach = change === "round" && (side === "den" || kind === "ratio") ? k : 0;
    if (least >= k) return false;
    return most !== null && (most - least < width || most < reach);
  });
}

function innerOf(
  draw: Draw,
  dimensions: readonly TableDimension[],
  { kind, zeros }: { readonly kind: "share" | "ratio"; readonly zeros: "eligible" | "published" },
): readonly Inner[] {
  return innerPlaces(dimensions).flatMap((codes): readonly Inner[] => {
    if (draw.chance(0.1)) return [];
    const [num, rest] = [draw.upTo(4), draw.upTo(4)];
    // Nobody is in a ratio's denominator only where nobody is in its numerator.
    const den = kind === "share" ? num + rest : num === 0 ? rest : 1 + rest;
    return den === 0 && zeros === "published" ? [] : [[codes, num, den]];
  });
}

/** Both numbers count contributors. */
function counting(table: CellTable): CellTable {
  const isRatio = table.description.kind === "ratio";
  const cells = table.cells.map((cell) => ({
    ...cell,
    contributors: isRatio ? Math.min(cell.num, cell.den) : cell.den,
  }));
  return { ...table, cells };
}

function changedBy(
  change: "round" | "cell-key",
  table: CellTable,
  { base, draw }: { readonly base: number; readonly draw: Draw },
): { readonly table: CellTable; readonly about: Partial<Altered> } {
  if (change === "round") {
    return { table: roundTable(table, { rule: "nearest", base }).table, about: { base } };
  }
  const noisy = (count: number): number =>
    count === 0 ? 0 : count + draw.upTo(2 * deviationMax) - deviationMax;
  const cells = table.cells.map((cell) => {
    const [num, den] = [noisy(cell.num), noisy(cell.den)];
    const most = table.description.kind === "share" || den === 0 ? den : num;
    return { ...cell, num: Math.min(num, most), den };
  });
  return { table: { ...table, cells }, about: { deviationMax } };
}

function coarser(
  inner: readonly Inner[],
  dimensions: readonly TableDimension[],
  kept: readonly TableDimension[],
): readonly Inner[] {
  const sums = new Map<string, Inner>();
  for (const [codes, num, den] of inner) {
    const own = codes.filter((_, axis) => kept.some(({ id }) => id === dimensions[axis]?.id));
    const [, a, b] = sums.get(own.join(" ")) ?? [[], 0, 0];
    sums.set(own.join(" "), [own, a + num, b + den]);
  }
  return [...sums.values()];
}
