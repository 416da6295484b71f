import type { Cell, TableDescription } from "../cells.ts";
import type { Limits } from "./policy.ts";
import { hasFewWithout } from "./rules/complement.ts";
import { isDominated } from "./rules/dominance.ts";
import { isAtScaleEnd } from "./rules/scale-end.ts";
import { isOfFewSchools } from "./rules/schools.ts";

/** Why a cell may not be shown. Internal: a publication never says which reason applied. */
export type Reason =
  | "contributors"
  | "homogeneous"
  | "complement"
  | "scale-end"
  | "dominance"
  | "schools"
  | "not-zero";

/** What the primary rules look at in the description of a table. */
export type Described = Pick<TableDescription, "kind" | "range"> &
  Partial<Pick<TableDescription, "contributor" | "dimensions">>;

/** Whether a cell was collected well enough to be shown or withheld at all. */
export function isCollected(cell: Cell): boolean {
  return cell.status !== "L";
}

/**
 * Nobody and nothing is in the cell, and all who could be were looked at: shown as zero. Where
 * somebody was expected and nobody was seen, nothing is known, not zero.
 */
export function isEmpty(cell: Cell): boolean {
  return cell.num === 0 && cell.den === 0 && isCollected(cell);
}

/**
 * Why a cell may not be shown; null when nothing in the cell itself forbids it. Rates and means are
 * shown with both their sums, so each sum is judged, and who is behind them.
 *
 * @throws RefusedError when the policy has a rule for which the table does not say enough.
 */
export function primaryReason(cell: Cell, description: Described, limits: Limits): Reason | null {
  if (cell.num === 0 && cell.den === 0) return null;
  // Nothing to divide by but something to divide: shown as zero it would not be true.
  if (cell.den === 0) return "not-zero";
  if (cell.contributors < limits.contributorsMin) return "contributors";
  if (isHomogeneous(cell, description, limits.homogeneityMax)) return "homogeneous";
  if (hasFewWithout(cell, description, limits.complementMin)) return "complement";
  if (isAtScaleEnd(cell, description, limits.scaleEndMin)) return "scale-end";
  if (isDominated(cell, description, limits.dominance)) return "dominance";
  return isOfFewSchools(cell, description, limits.schoolsMin) ? "schools" : null;
}

/** Everyone or no one has the attribute, up to a few; or every score is at an end of the scale. */
function isHomogeneous({ num, den }: Cell, { kind, range }: Described, most: number): boolean {
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
