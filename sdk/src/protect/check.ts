import type { CellTable } from "../cells.ts";
import { RefusedError } from "../errors.ts";
import { cellName } from "./margins.ts";
import type { Layout } from "./suppress/layout.ts";

/**
 * Refuses a table whose numbers are not what the audit relies on: whole, not negative, once per
 * place, adding up over every margin. Messages name cells and never a number.
 */
export function checkTable(table: CellTable, layout: Layout): void {
  checkCodes(table, layout);
  for (const cell of table.cells) {
    const counts = [cell.num, cell.den, cell.contributors];
    if (!counts.every((count) => Number.isSafeInteger(count) && count >= 0)) {
      refuse(`${cellName(cell.codes)} is not made of whole numbers of at least zero`);
    }
    if (table.description.kind === "share" && cell.num > cell.den) {
      refuse(`${cellName(cell.codes)} has a numerator that is greater than its denominator`);
    }
    checkRange(table, cell);
  }
  if (layout.rowCount > layout.ownRows) {
    refuse(`the table shows parts of a wider cell that it leaves out`);
  }
  for (const side of ["num", "den"] as const) {
    const row = unlikeItsParts(table, layout, side);
    const cell = table.cells[row];
    if (cell !== undefined) refuse(`the parts of ${cellName(cell.codes)} do not add up to it`);
  }
}

/** Whether a number of the cells adds up over every margin, as a published number must. */
export function addsUp(
  table: CellTable,
  layout: Pick<Layout, "totals" | "starts" | "parts">,
  side: "num" | "den" | "contributors",
): boolean {
  return unlikeItsParts(table, layout, side) < 0;
}

/** The first wider row that is not the sum of its parts, −1 when there is none. */
function unlikeItsParts(
  table: CellTable,
  { totals, starts, parts }: Pick<Layout, "totals" | "starts" | "parts">,
  side: "num" | "den" | "contributors",
): number {
  const values = Float64Array.from(table.cells, (cell) => cell[side]);
  for (let margin = 0; margin < totals.length; margin += 1) {
    const total = totals[margin] ?? 0;
    let sum = 0;
    for (let at = starts[margin] ?? 0; at < (starts[margin + 1] ?? 0); at += 1) {
      sum += values[parts[at] ?? -1] ?? 0;
    }
    if (total < values.length && sum !== values[total]) return total;
  }
  return -1;
}

function checkCodes({ description, cells }: CellTable, layout: Layout): void {
  const declared = description.dimensions.map(({ codes }) => codes.length);
  layout.axes.forEach((axis, at) => {
    if (axis.codes.length === declared[at]) return;
    const codes = new Set(description.dimensions[at]?.codes.map(({ code }) => code));
    const cell = cells.find((own) => !codes.has(own.codes[axis.id] ?? ""));
    refuse(
      `${cell === undefined ? "the table" : cellName(cell.codes)} has a code of ${axis.id} that the table does not declare`,
    );
  });
  const twice = cells[layout.repeated];
  if (twice !== undefined) refuse(`${cellName(twice.codes)} is there twice`);
}

function checkRange(
  { description: { kind, range } }: CellTable,
  cell: CellTable["cells"][number],
): void {
  if (kind !== "mean" || range === undefined) return;
  const { min, max } = range;
  if (!(Number.isSafeInteger(min) && Number.isSafeInteger(max) && min >= 0 && max > min)) {
    refuse("the range of its scores is not given by two whole numbers of at least zero");
  }
  if (cell.num < min * cell.den || cell.num > max * cell.den) {
    refuse(`${cellName(cell.codes)} lies outside the range of its scores`);
  }
}

function refuse(reason: string): never {
  throw new RefusedError(
    `The table cannot be protected: ${reason}.`,
    "Compute the table again with all its margins; a table that does not add up cannot be audited.",
  );
}
