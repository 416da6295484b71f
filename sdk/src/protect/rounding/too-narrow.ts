import type { CellTable } from "../../cells.ts";
import type { Limits } from "../policy.ts";
import type { Opening, Openings } from "./openings.ts";

/**
 * The rows of a table that its rounding leaves less open than the policy asks of withheld cells: a
 * true number below the fewest contributors, or nobody of a group that is there, must be one of
 * enough possible numbers; and a group must not be provably smaller than the fewest contributors.
 * None, when the base is at least the fewest contributors; for ratios one more.
 */
export function tooNarrow(
  { description, cells }: CellTable,
  { num, rest, den }: Openings,
  { contributorsMin, intervalWidthMin }: Pick<Limits, "contributorsMin" | "intervalWidthMin">,
): readonly number[] {
  const isNarrow = ({ least, most }: Opening, row: number): boolean =>
    (most[row] ?? 0) - (least[row] ?? 0) < intervalWidthMin;
  const isShort = ({ most }: Opening, row: number): boolean => (most[row] ?? 0) < contributorsMin;
  const isRatio = description.kind === "ratio";
  return cells.flatMap((cell, row) => {
    if (cell.num === 0 && cell.den === 0) return [];
    const groups: readonly (readonly [number, Opening])[] = isRatio
      ? [
          [cell.num, num],
          [cell.den, den],
        ]
      : [[cell.den, den]];
    const parts: readonly (readonly [number, Opening])[] = isRatio
      ? []
      : [
          [cell.num, num],
          [cell.den - cell.num, rest],
        ];
    const isExposed =
      groups.some(
        ([count, opening]) =>
          count < contributorsMin && (isNarrow(opening, row) || isShort(opening, row)),
      ) || parts.some(([count, opening]) => count < contributorsMin && isNarrow(opening, row));
    return isExposed ? [row] : [];
  });
}
