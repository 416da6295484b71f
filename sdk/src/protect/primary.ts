import type { Cell, TableDescription } from "../cells.ts";
import type { Limits } from "./policy.ts";

/** Why a cell may not be shown. Internal: a publication never says which reason applied. */
export type Reason = "contributors" | "homogeneous" | "not-zero";

/** Whether a cell was collected well enough to be shown or withheld at all. */
export function isCollected(cell: Cell): boolean {
  return cell.status !== "L";
}

/** Nobody and nothing is in the cell: shown as zero, and of no use for protecting another cell. */
export function isEmpty(cell: Cell): boolean {
  return cell.num === 0 && cell.den === 0;
}

/** Why a cell may not be shown; null when nothing in the cell itself forbids it. */
export function primaryReason(
  cell: Cell,
  description: Pick<TableDescription, "kind" | "range">,
  limits: Limits,
): Reason | null {
  if (isEmpty(cell)) return null;
  // Nothing to divide by but something to divide: shown as zero it would not be true.
  if (cell.den === 0) return "not-zero";
  if (cell.contributors < limits.contributorsMin) return "contributors";
  return isHomogeneous(cell, description, limits.homogeneityMax) ? "homogeneous" : null;
}

/** Everyone or no one has the attribute, up to a few; or every score is at an end of the scale. */
function isHomogeneous(
  { num, den }: Cell,
  { kind, range }: Pick<TableDescription, "kind" | "range">,
  most: number,
): boolean {
  switch (kind) {
    case "share":
      return num <= most || den - num <= most;
    case "mean": {
      const { min, max } = range ?? { min: 0, max: Number.POSITIVE_INFINITY };
      return num - min * den <= most || max * den - num <= most;
    }
    case "ratio":
      return false;
  }
}
