import { type CellTable, type EstimateTable, isFraction } from "../cells.ts";
import { cellsOf } from "./compute.ts";
import { type ComputeRequest, countTogether } from "./counted.ts";
import { countsFor, estimatesOf } from "./estimate.ts";

/** A table of counts, or one of figures whose parts do not add up. */
export type FigureTable = CellTable | EstimateTable;

/** Whether the figures of a table are counts, whose parts add up: only these can be protected. */
export function areCounts(table: FigureTable): table is CellTable {
  return "quantity" in table.description;
}

/**
 * Computes many tables of one data set in shared passes: what they have in common is read and folded
 * once. Each table is the same as if it were computed alone.
 */
export async function computeAll(
  requests: readonly ComputeRequest[],
): Promise<readonly FigureTable[]> {
  const needs = requests.map((request) => countsFor(request));
  const counted = await countTogether(needs.flat());
  let at = 0;
  const tables: FigureTable[] = [];
  for (const [index, request] of requests.entries()) {
    const own = counted.slice(at, (at += needs[index]?.length ?? 0));
    const [first] = own;
    const isPlain = isFraction(request.metric);
    tables.push(
      isPlain && first !== undefined ? await cellsOf(first) : await estimatesOf(request, own),
    );
  }
  return tables;
}
