import type { CountedTable } from "./counted-table.ts";
import type { Replacement } from "./replaced.ts";
import { gatherCounts } from "./small-counts.ts";
import type { Rounding, SmallCounts } from "./small-counts.ts";

/** Rounds counts; those of the first kind come first, so many. */
export type Rounder = (counts: SmallCounts, firstKind: number) => Rounding;

/**
 * A table of shares is one linked table of counts: those who have the attribute, the rest, and the
 * denominators as their sum. Both are rounded together, and no numerator can exceed its denominator.
 * Figures are rows side by side: denominators, numerators, rest. Where only one of the last two has
 * small counts, its errors are those of the denominators, which then stand for both.
 */
export function roundedShare(table: CountedTable, base: number, round: Rounder): Replacement {
  const { layout, inner, num, den } = table;
  const rest = den.map((whole, row) => whole - (num[row] ?? 0));
  const [nums, rests] = [smallRows(inner, num, base), smallRows(inner, rest, base)];
  const isLinked = nums.length > 0 && rests.length > 0;
  const rows = den.length;
  const counts = gatherCounts(
    layout,
    [
      { rows: nums, values: num, offsets: isLinked ? [0, rows] : [0] },
      { rows: rests, values: rest, offsets: isLinked ? [0, 2 * rows] : [0] },
    ],
    { base, before: new Int32Array(isLinked ? 3 * rows : rows) },
  );
  const { errors } = round(counts, nums.length);
  const start = isLinked ? rows : 0;
  return {
    num: nums.length === 0 ? num : num.map((count, row) => count + (errors[start + row] ?? 0)),
    den: den.map((count, row) => count + (errors[row] ?? 0)),
  };
}

/** Inner rows whose count is above 0 and below the base. */
export function smallRows(inner: Int32Array, counts: Float64Array, base: number): Int32Array {
  return inner.filter((row) => {
    const count = counts[row] ?? 0;
    return count > 0 && count < base;
  });
}
