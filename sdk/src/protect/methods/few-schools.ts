import type { CellTable } from "../../cells.ts";
import { RefusedError } from "../../errors.ts";
import { publicationName } from "../audit/shown.ts";
import { cellName } from "../margins.ts";
import type { Limits } from "../policy.ts";
import { isCollected, isEmpty } from "../primary.ts";
import { isOfFewSchools } from "../rules/schools.ts";

/**
 * Refuses a table with a cell behind which there are too few schools: changing a number a little hides
 * persons and no school.
 */
export function refuseFewSchools(
  { description, cells }: CellTable,
  { schoolsMin }: Pick<Limits, "schoolsMin">,
): void {
  const one = cells.find(
    (cell) => isCollected(cell) && !isEmpty(cell) && isOfFewSchools(cell, description, schoolsMin),
  );
  if (one === undefined) return;
  throw new RefusedError(
    `${publicationName(description)} has a cell with fewer than ${schoolsMin} schools behind it (${cellName(one.codes)}), and the method of the policy hides persons and no school.`,
    "Publish it at a coarser level, or withhold cells instead.",
  );
}
