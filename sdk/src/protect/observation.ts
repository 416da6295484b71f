import type { Cell, CellTable } from "../cells.ts";
import type { Observation } from "../publication.ts";
import type { Limits } from "./policy.ts";
import { primaryReason } from "./primary.ts";

/** The observations of a table with some cells withheld. */
export function observationsOf(
  table: CellTable,
  withheld: ArrayLike<boolean | number>,
): readonly Observation[] {
  const { decimals } = table.description;
  return table.cells.map((cell, row) => observationOf(cell, Boolean(withheld[row]), decimals));
}

function observationOf(cell: Cell, withheld: boolean, decimals: number): Observation {
  const { codes, num, den } = cell;
  const nothing = { codes, value: null, num: null, den: null };
  if (cell.status === "L") return { ...nothing, status: "L", confidentiality: "F" };
  if (withheld) return { ...nothing, status: "Q", confidentiality: "C" };
  const shown = { codes, num, den, confidentiality: "F" } as const;
  if (den === 0 || cell.value === null) return { ...shown, value: null, status: "M" };
  return { ...shown, value: cell.value.toFixed(decimals), status: "A" };
}

/**
 * Checks once more, from the cells and not from the way they were chosen, that nothing is shown
 * that the policy withholds.
 */
export function assertPublishable(
  table: CellTable,
  observations: readonly Observation[],
  limits: Limits,
): void {
  observations.forEach((observation, row) => {
    const cell = table.cells[row];
    if (cell === undefined) throw new Error("An observation has no cell.");
    const hidden = observation.status === "Q" || observation.status === "L";
    if (hidden && [observation.num, observation.den, observation.value].some((n) => n !== null)) {
      throw new Error("A withheld observation carries a number.");
    }
    if (!hidden && primaryReason(cell, table.description, limits) !== null) {
      throw new Error("An observation that must be withheld would be shown.");
    }
    if (observation.status === "M" && (observation.num !== 0 || observation.den !== 0)) {
      throw new Error("An observation without a denominator is not zero.");
    }
  });
}
