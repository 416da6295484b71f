import { RefusedError } from "../../errors.ts";
import type { CountedTable } from "./counted-table.ts";
import type { Replacement } from "./replaced.ts";
import { smallRows } from "./rounded-share.ts";
import type { Rounder } from "./rounded-share.ts";
import { addTo, gatherCounts } from "./small-counts.ts";

/**
 * The two sides of a ratio count different populations and are rounded one after the other:
 * denominators first, up wherever the numerator is too great to go to 0; then numerators, down
 * wherever the denominator went to 0. So nothing is shown over nothing, in margins too.
 */
export function roundedRatio(table: CountedTable, base: number, round: Rounder): Replacement {
  const { inner, num, den } = table;
  refuseOverNothing(table, base);
  const smallDens = smallRows(inner, den, base);
  const dens = roundedSide(table, den, {
    base,
    round,
    isUp: (row) => (num[row] ?? 0) >= base,
    rows: smallDens,
  });
  const nums = roundedSide(table, num, {
    base,
    round,
    isDown: (row) => dens[row] === 0,
    rows: smallRows(inner, num, base),
  });
  return { num: nums, den: dens };
}

/** @throws RefusedError when so many or more stand over nobody: rounding would leave them there. */
export function refuseOverNothing({ inner, num, den }: CountedTable, leastNum: number): void {
  if (!inner.some((row) => den[row] === 0 && (num[row] ?? 0) >= leastNum)) return;
  throw new RefusedError(
    "The table cannot be rounded: a cell has something to divide and nothing to divide by.",
    "Protect this table by withholding.",
  );
}

function roundedSide(
  { layout }: CountedTable,
  values: Float64Array,
  options: {
    readonly base: number;
    readonly round: Rounder;
    /** Rows with small counts. */
    readonly rows: Int32Array;
    /** Rows whose count must go up. */
    readonly isUp?: (row: number) => boolean;
    /** Rows whose count must go down. */
    readonly isDown?: (row: number) => boolean;
  },
): Float64Array {
  const { base, round, rows, isUp = () => false, isDown = () => false } = options;
  const before = new Int32Array(values.length);
  const free = rows.filter((row) => {
    const value = values[row] ?? 0;
    if (isUp(row)) addTo(before, layout.widerOf(row), base - value);
    else if (isDown(row)) addTo(before, layout.widerOf(row), -value);
    else return true;
    return false;
  });
  const counts = gatherCounts(layout, [{ rows: free, values, offsets: [0] }], { base, before });
  const { errors } = round(counts, free.length);
  return values.map((value, row) => value + (errors[row] ?? 0));
}
