import type { CellTable } from "../../src/cells.ts";
import { gridOf } from "../../src/protect/margins.ts";
import type { Observation } from "../../src/publication.ts";

/** Least and greatest value seen, of the numerator, the denominator and what is between them. */
export interface Seen {
  readonly num: [number, number];
  readonly den: [number, number];
  readonly rest: [number, number];
}

/**
 * The slow and obvious attacker: tries every table of whole numbers that fits everything published,
 * and reports the ends seen for each row. The grand total must be published.
 */
export function enumerate(
  table: CellTable,
  observations: readonly Observation[],
  zeros: "published" | "eligible" = "published",
): readonly Seen[] {
  const { dimensions, kind } = table.description;
  const grid = gridOf(dimensions, table.cells);
  const leaves = grid.heights.flatMap((height, row) => (height === 0 ? [row] : []));
  const leavesOf = grid.rows.map((codes) =>
    leaves.filter((leaf) =>
      codes.every((code, axis) => isUnder(dimensions[axis], grid.rows[leaf]?.[axis], code)),
    ),
  );
  const rowsOf = leaves.map((leaf) =>
    leavesOf.flatMap((own, row) => (own.includes(leaf) ? [row] : [])),
  );
  const sums = observations.map(() => ({ num: 0, den: 0, open: 0 }));
  leavesOf.forEach((own, row) => {
    const sum = sums[row];
    if (sum !== undefined) sum.open = own.length;
  });
  const seen = observations.map((): Seen => ({
    num: [Infinity, -Infinity],
    den: [Infinity, -Infinity],
    rest: [Infinity, -Infinity],
  }));
  const total = observations.find(
    ({ den }, row) => den !== null && leavesOf[row]?.length === leaves.length,
  );
  if (total === undefined) throw new Error("The enumeration needs a published total.");
  const most = { num: total.num ?? 0, den: total.den ?? 0 };

  const fits = (row: number): boolean => {
    const sum = sums[row];
    const published = observations[row];
    return sum !== undefined && published !== undefined && isPossible(sum, published, kind, zeros);
  };
  const add = (at: number, num: number, den: number, open: number): void => {
    for (const row of rowsOf[at] ?? []) {
      const sum = sums[row];
      if (sum === undefined) continue;
      sum.num += num;
      sum.den += den;
      sum.open += open;
    }
  };
  const visit = (at: number): void => {
    if (at === leaves.length) {
      sums.forEach(({ num, den }, row) => note(seen[row], num, den));
      return;
    }
    for (let den = 0; den <= most.den; den += 1) {
      for (let num = 0; num <= (kind === "share" ? den : most.num); num += 1) {
        add(at, num, den, -1);
        if ((rowsOf[at] ?? []).every(fits)) visit(at + 1);
        add(at, -num, -den, 1);
      }
    }
  };
  visit(0);
  return seen;
}

/** Whether the inner cells tried so far, `open` of them still missing, fit what is published of a row. */
function isPossible(
  sum: { readonly num: number; readonly den: number; readonly open: number },
  { num, den, status }: Observation,
  kind: CellTable["description"]["kind"],
  zeros: "published" | "eligible",
): boolean {
  if (num !== null && den !== null) {
    return sum.open > 0 ? sum.num <= num && sum.den <= den : sum.num === num && sum.den === den;
  }
  if (sum.open > 0 || status !== "Q" || zeros === "eligible") return true;
  return (kind === "ratio" ? sum.num + sum.den : sum.den) >= 1;
}

function note(seen: Seen | undefined, num: number, den: number): void {
  if (seen === undefined) return;
  for (const [side, value] of [
    ["num", num],
    ["den", den],
    ["rest", den - num],
  ] as const) {
    seen[side][0] = Math.min(seen[side][0], value);
    seen[side][1] = Math.max(seen[side][1], value);
  }
}

function isUnder(
  dimension: CellTable["description"]["dimensions"][number] | undefined,
  code: string | undefined,
  wider: string,
): boolean {
  for (let own: string | null = code ?? null; own !== null;) {
    if (own === wider) return true;
    const from: string = own;
    own = dimension?.codes.find((entry) => entry.code === from)?.parent ?? null;
  }
  return false;
}
