import type { Cell, CellTable, CountKind } from "../../cells.ts";
import { RefusedError } from "../../errors.ts";
import { measuresOf } from "../amounts.ts";
import { publicationName } from "../audit/shown.ts";
import { cellName } from "../margins.ts";
import { layoutOf } from "./layout.ts";
import type { Layout } from "./layout.ts";

/** The counts of a table, and where its cells stand. */
export interface CountedTable {
  readonly layout: Layout;
  /** Row → true number. */
  readonly num: Float64Array;
  readonly den: Float64Array;
  /** Inner rows in the order of the table. */
  readonly inner: Int32Array;
}

/** @throws RefusedError when the table is not made of counts, or does not add up. */
export function countedTable(table: CellTable): CountedTable {
  const { description, cells } = table;
  const measures = measuresOf(table);
  if (description.kind === "mean" || measures.num !== "count" || measures.den !== "count") {
    throw new RefusedError(
      `Only counted persons or organisations can be rounded: a small sum is not a small count (${publicationName(description)}).`,
      "Protect this table by withholding.",
    );
  }
  const layout = layoutOf(description.dimensions, cells);
  const counted = {
    layout,
    num: Float64Array.from(cells, (cell) => cell.num),
    den: Float64Array.from(cells, (cell) => cell.den),
    inner: Int32Array.from(cells.keys()).filter((row) => layout.heights[row] === 0),
  };
  checkCounts(table, counted);
  for (const side of ["num", "den"] as const) checkSums(table, counted, side);
  return counted;
}

function checkCounts({ description: { kind }, cells }: CellTable, { inner }: CountedTable): void {
  for (const row of inner) {
    const cell = cells[row];
    if (cell === undefined || isCounted(cell, kind)) continue;
    refuse(`${cellName(cell.codes)} is not made of whole numbers of at least zero, part and whole`);
  }
}

function isCounted({ num, den }: Cell, kind: CountKind): boolean {
  const isWhole = Number.isSafeInteger(num) && Number.isSafeInteger(den);
  return isWhole && num >= 0 && den >= 0 && (kind !== "share" || num <= den);
}

function checkSums({ cells }: CellTable, counted: CountedTable, side: "num" | "den"): void {
  const sums = summedUp(counted, counted[side]);
  const wrong = cells.findIndex((cell, row) => sums[row] !== cell[side]);
  if (wrong >= 0) refuse(`the parts of ${cellName(cells[wrong]?.codes ?? {})} do not add up to it`);
}

/** Row → the sum of the inner numbers that are part of it. */
export function summedUp(
  { layout, inner }: CountedTable,
  numbers: Float64Array,
): Float64Array<ArrayBuffer> {
  const sums = new Float64Array(numbers.length);
  for (const row of inner) {
    const own = numbers[row] ?? 0;
    if (own === 0) continue;
    const wider = layout.widerOf(row);
    for (let place = 0; place < wider.length; place += 1) {
      const figure = wider[place] ?? 0;
      sums[figure] = (sums[figure] ?? 0) + own;
    }
  }
  return sums;
}

function refuse(reason: string): never {
  throw new RefusedError(
    `The table cannot be rounded: ${reason}.`,
    "Compute the table again with all its margins.",
  );
}
