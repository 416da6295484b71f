import type { Demand } from "../equations.ts";
import type { Slots } from "./quantities.ts";
import type { Sheet } from "./sheet.ts";
import type { Part, Place, View } from "./view.ts";

type Side = "num" | "den" | "rest";

/** What the limits of each publication demand of the numbers that it leaves open. */
export function demandsIn(
  parts: readonly Part[],
  slots: Slots,
  sheet: Sheet,
): Pick<View, "demands" | "cells" | "exposed"> {
  const found: Found = { demands: [], cells: [], exposed: [] };
  parts.forEach((part, table) => {
    const sides = sidesOf(part);
    for (let row = 0; row < part.layout.ownRows; row += 1) {
      if (part.hidden[row] === 0) continue;
      const cell = { table, row, mayBeZero: part.hidden[row] === 2 };
      for (const [side, quantity] of sides) {
        const slot = quantity * slots.places + (part.places[row] ?? 0);
        demand(found, part, { cell, side, slot }, sheet);
      }
    }
  });
  return found;
}

interface Found {
  readonly demands: Demand[];
  readonly cells: Place[];
  readonly exposed: Place[];
}

function demand(
  { demands, cells, exposed }: Found,
  part: Part,
  { cell, side, slot }: { readonly cell: Place; readonly side: Side; readonly slot: number },
  sheet: Sheet,
): void {
  const unknown = sheet.unknownOf[slot] ?? -1;
  if (unknown >= 0) {
    demands.push({ unknown, ...limitsOf(part, side, cell.row) });
    cells.push(cell);
    return;
  }
  const known = sheet.known[slot] ?? Number.NaN;
  if (!isOpen(part, side, known) && !(cell.mayBeZero && known === 0)) exposed.push(cell);
}

/** The quantities of a cell that must stay unknown. */
function sidesOf({ sides, shown }: Part): readonly (readonly [Side, number])[] {
  const { range, kind } = shown.description;
  const { num, den, low, rest } = sides;
  if (num === den) return [["den", den]];
  const least = kind === "mean" && range !== undefined && low !== null ? low.quantity : num;
  const list = [["den", den] as const, ["num", least] as const];
  const isBounded = kind === "share" || (kind === "mean" && range !== undefined);
  return isBounded && rest !== null ? [...list, ["rest", rest.quantity] as const] : list;
}

/** A denominator that is shown elsewhere, for a group large enough to be shown, is no secret. */
function isOpen({ shown, sides }: Part, side: Side, known: number): boolean {
  return side === "den" && sides.num !== sides.den && known >= shown.limits.contributorsMin;
}

function limitsOf(part: Part, side: Side, row: number): Pick<Demand, "width" | "reach"> {
  const { measures, limits, steps, description } = part.shown;
  const measure = measures?.[side === "den" ? "den" : "num"];
  const isCount = measure !== "sum" && (side === "den" || description.kind === "ratio");
  const share = measure === "count" ? 0 : shareOf(part, side, row);
  return {
    width: Math.max(limits.intervalWidthMin * (steps?.[side] ?? 1), share),
    reach: isCount ? limits.contributorsMin : 0,
  };
}

/** The part of the true value that a sum must be able to differ by, where the member has it. */
function shareOf(part: Part, side: Side, row: number): number {
  const figures = part.shown.truth?.get(row);
  const value = figures === undefined ? 0 : valueOf(part, side, figures);
  return Math.ceil(part.shown.limits.intervalShareMin * value);
}

function valueOf(
  { shown }: Part,
  side: Side,
  { num, den }: { readonly num: number; readonly den: number },
): number {
  const { kind, range } = shown.description;
  if (side === "den") return den;
  if (side === "num") return num - den * (kind === "mean" ? (range?.min ?? 0) : 0);
  return den * (kind === "share" ? 1 : (range?.max ?? 0)) - num;
}
