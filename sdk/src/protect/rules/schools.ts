import type { Cell, TableDescription } from "../../cells.ts";
import { RefusedError } from "../../errors.ts";

/**
 * Whether a cell of persons has too few schools behind it, in a table that does not show schools:
 * the figure of an area with one school is that school's. A table that shows schools shows them on
 * purpose, and where schools are the contributors the fewest contributors are the rule.
 *
 * @throws RefusedError when there is a rule and the table does not say how many schools there are.
 */
export function isOfFewSchools(
  { schools }: Pick<Cell, "schools">,
  { contributor, dimensions = [] }: Partial<Pick<TableDescription, "contributor" | "dimensions">>,
  schoolsMin: number,
): boolean {
  if (schoolsMin <= 1 || contributor === "school") return false;
  if (dimensions.some(({ shows }) => shows === "school")) return false;
  if (schools !== undefined) return schools < schoolsMin;
  throw new RefusedError(
    "The policy asks for several schools behind every cell, and the table does not say how many there are.",
    "Compute the cells again with the member's policy, or add the column SCHOOLS.",
  );
}
