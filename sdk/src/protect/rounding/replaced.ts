import type { Cell, CellTable, TableDescription } from "../../cells.ts";
import { ratioText } from "../../decimal.ts";

/** Numbers in the place of a table's own, row by row. */
export interface Replacement {
  readonly num: Float64Array;
  readonly den: Float64Array;
}

/**
 * The same cells with other numbers. Values come from the new numbers alone; coverage and those left
 * out are counts of their own, nobody has protected them, and they are left out. A cell of which too
 * little was collected keeps its status.
 */
export function replacedTable(table: CellTable, { num, den }: Replacement): CellTable {
  const { description } = table;
  const cells = table.cells.map(({ codes, status }, row): Cell => {
    const [top, bottom] = [num[row] ?? 0, den[row] ?? 0];
    const contributors = description.kind === "ratio" ? Math.min(top, bottom) : bottom;
    const own = { codes, num: top, den: bottom, contributors, expected: null, coverage: null };
    if (status === "L") return { ...own, value: null, status };
    if (bottom === 0) return { ...own, value: null, status: "M" };
    return { ...own, value: valueOf(top, bottom, description), status: "A" };
  });
  return { description, cells };
}

/** NUM ÷ DEN in the metric's unit, rounded half to even; by machine numbers while they are exact. */
function valueOf(
  num: number,
  den: number,
  { denominatorScale: scale, decimals }: Pick<TableDescription, "denominatorScale" | "decimals">,
): number {
  const unit = 10 ** decimals;
  const [top, bottom] = [num * unit, den * scale];
  const isExact = [top, 2 * bottom, unit].every(Number.isSafeInteger);
  if (!isExact) return Number(ratioText({ numerator: num, denominator: den, scale, decimals }));
  const rest = top % bottom;
  const floor = (top - rest) / bottom;
  const isUp = 2 * rest > bottom || (2 * rest === bottom && floor % 2 === 1);
  return (isUp ? floor + 1 : floor) / unit;
}
