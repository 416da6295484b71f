import type { Cell, TableDescription } from "../../cells.ts";

/**
 * Whether too few of the contributors of a share do not have the attribute: who knows that nearly
 * everyone has it knows it of each. Of sums, too little that is missing to the whole.
 */
export function hasFewWithout(
  { num, den }: Pick<Cell, "num" | "den">,
  { kind }: Pick<TableDescription, "kind">,
  complementMin: number,
): boolean {
  return kind === "share" && den - num < complementMin;
}
