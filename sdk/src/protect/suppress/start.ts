import type { Highs } from "highs";
import type { CellTable } from "../../cells.ts";
import { openCover } from "../secondary.ts";
import type { Cover } from "../secondary.ts";
import { boundOf } from "./bound.ts";
import { settle } from "./choose.ts";
import { openOpening } from "./opening.ts";
import type { CoverOptions } from "./secrets.ts";

/** Rows up to which the search starts a second time, from the best choice for single margins. */
const secondRowsMax = 10_000;

/**
 * Where to start from: the greedy choice and, for tables that are not large, the best one for single
 * margins. Either can end up withholding less.
 */
export function startsOf(
  { table, options }: { readonly table: CellTable; readonly options: CoverOptions },
  highs: Highs,
): readonly Cover[] {
  const { layout, cost } = options;
  const greedy = openCover(options, openOpening(options, highs));
  if (!isExact(table) || layout.rowCount > secondRowsMax) return [greedy];
  const own = costOf(greedy, cost);
  closed(greedy);
  if (costOf(greedy, cost) === own) return [greedy];
  const best = openCover(options, openOpening(options, highs));
  for (const row of boundOf(options, cost, highs).rows) best.withhold(row);
  closed(best);
  const isSame = best.withheld.every((one, row) => one === greedy.withheld[row]);
  return isSame ? [greedy] : [greedy, best];
}

/** Cells of too little data may be empty without anybody minding: single margins need less. */
export function isExact({ cells }: CellTable): boolean {
  return cells.every(({ status }) => status !== "L");
}

/** What the withheld cells of a choice are worth together. */
export function costOf({ withheld }: Pick<Cover, "withheld">, cost: Float64Array): number {
  return cost.reduce((sum, own, row) => sum + (withheld[row] === 1 ? own : 0), 0);
}

function closed(cover: Cover): void {
  const isClosed = cover.close();
  cover.thin();
  settle(cover, isClosed);
}
