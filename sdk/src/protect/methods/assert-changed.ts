import type { Cell, CellTable } from "../../cells.ts";
import type { Altered, Observation } from "../../publication.ts";

/**
 * Checks once more, from the numbers that would be shown and not from the way they were made, that
 * the method kept its promise: the same rows in the same order, no number where too little was
 * collected, no rounded count between 0 and the base, none further from the truth than it may be.
 * Noise from a budget is of any size.
 */
export function assertChanged(
  { cells, description }: CellTable,
  observations: readonly Observation[],
  altered: Altered,
): void {
  if (altered.kind === "noise") return;
  if (cells.length !== observations.length) throw new Error("An observation has no cell.");
  observations.forEach((observation, row) => {
    const cell = cells[row];
    if (cell === undefined || JSON.stringify(observation.codes) !== JSON.stringify(cell.codes)) {
      throw new Error("An observation is of another cell.");
    }
    const { num, den, status } = observation;
    if (num !== null && den !== null && status !== "L") {
      assertNumbers(
        cell,
        description.kind === "share" ? [num, den - num, den] : [num, den],
        altered,
      );
    } else if (num !== null || den !== null) {
      throw new Error("An observation without enough data carries a number.");
    }
  });
}

/** @param parts The numbers that are changed each by itself, the denominator last. */
function assertNumbers(
  cell: Cell,
  parts: readonly number[],
  { base = 0, deviationMax = Number.POSITIVE_INFINITY }: Altered,
): void {
  if (parts.some((part) => part < 0)) throw new Error("A part exceeds its whole.");
  if (parts.some((part) => part > 0 && part < base)) {
    throw new Error("A rounded count lies between 0 and the base.");
  }
  if (Math.abs((parts.at(-1) ?? 0) - cell.den) > deviationMax) {
    throw new Error("A count is further from the truth than the method may move it.");
  }
}
