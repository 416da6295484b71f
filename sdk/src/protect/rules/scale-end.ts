import type { Cell, TableDescription } from "../../cells.ts";
import { isBelowShare } from "../../decimal.ts";

/**
 * Whether a mean lies nearer to an end of its declared scale than a share of the scale: nearly
 * everyone has the worst score, or the best. A mean without a declared scale has no ends.
 */
export function isAtScaleEnd(
  { num, den }: Pick<Cell, "num" | "den">,
  { kind, range }: Pick<TableDescription, "kind" | "range">,
  scaleEndMin: string,
): boolean {
  if (kind !== "mean" || range === undefined) return false;
  const { min, max } = range;
  const scale = (max - min) * den;
  return [num - min * den, max * den - num].some((distance) =>
    isBelowShare(distance, scaleEndMin, scale),
  );
}
