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
  const demands: Demand[] = [];
  const cells: Place[] = [];
  const exposed: Place[] = [];
  parts.forEach((part, table) => {
    const sides = sidesOf(part);
    for (let row = 0; row < part.layout.ownRows; row += 1) {
      const hidden = part.hidden[row] ?? 0;
      if (hidden === 0) continue;
      const cell = { table, row, mayBeZero: hidden === 2 };
      for (const [side, quantity] of sides) {
        const slot = quantity * slots.places + (part.places[row] ?? 0);
        const unknown = sheet.unknownOf[slot] ?? -1;
        const known = sheet.known[slot] ?? Number.NaN;
        if (unknown < 0) {
          if (!isOpen(part, side, known) && !(cell.mayBeZero && known === 0)) exposed.push(cell);
          continue;
        }
        demands.push({ unknown, ...limitsOf(part, side, row) });
        cells.push(cell);
      }
    }
  });
  return { demands, cells, exposed };
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
  const { measures, limits, steps, truth, description } = part.shown;
  const measure = measures?.[side === "den" ? "den" : "num"];
  const isCount = measure !== "sum" && (side === "den" || description.kind === "ratio");
  const figures = truth?.get(row);
  const value = figures === undefined ? 0 : valueOf(part, side, figures);
  const share = measure === "count" ? 0 : Math.ceil(limits.intervalShareMin * value);
  return {
    width: Math.max(limits.intervalWidthMin * (steps?.[side] ?? 1), share),
    reach: isCount ? limits.contributorsMin : 0,
  };
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
