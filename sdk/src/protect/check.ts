import type { CellTable } from "../cells.ts";
import { RefusedError } from "../errors.ts";
import { cellName } from "./margins.ts";
import type { Grid } from "./margins.ts";

/**
 * Refuses a table whose numbers are not what the audit relies on: whole, not negative, once per
 * place, adding up over every margin. Messages name cells and never a number.
 */
export function checkTable(table: CellTable, grid: Grid): void {
  checkCodes(table);
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
  for (const side of ["num", "den"] as const) checkMargins(table, grid, side);
}

/** Whether a number of the cells adds up over every margin, as a published number must. */
export function addsUp(
  table: CellTable,
  grid: Grid,
  side: "num" | "den" | "contributors",
): boolean {
  return grid.margins.every(
    ({ total, parts }) => total >= table.cells.length || sumIs(table, total, parts, side),
  );
}

function checkMargins(table: CellTable, grid: Grid, side: "num" | "den"): void {
  for (const { total, parts } of grid.margins) {
    const cell = table.cells[total];
    if (cell === undefined) {
      refuse(`the table shows parts of a wider cell that it leaves out`);
    } else if (!sumIs(table, total, parts, side)) {
      refuse(`the parts of ${cellName(cell.codes)} do not add up to it`);
    }
  }
}

function sumIs(
  table: CellTable,
  total: number,
  parts: readonly number[],
  side: "num" | "den" | "contributors",
): boolean {
  const sum = parts.reduce((before, part) => before + (table.cells[part]?.[side] ?? 0), 0);
  return sum === table.cells[total]?.[side];
}

function checkCodes({ description, cells }: CellTable): void {
  const declared = description.dimensions.map(
    ({ id, codes }) => [id, new Set(codes.map(({ code }) => code))] as const,
  );
  const seen = new Set<string>();
  for (const { codes } of cells) {
    for (const [id, allowed] of declared) {
      const code = codes[id];
      if (code === undefined || !allowed.has(code)) {
        refuse(`${cellName(codes)} has a code of ${id} that the table does not declare`);
      }
    }
    const place = JSON.stringify(declared.map(([id]) => codes[id]));
    if (seen.has(place)) refuse(`${cellName(codes)} is there twice`);
    seen.add(place);
  }
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
