import type { CellTable } from "../cells.ts";
import type { Shown } from "./audit/shown.ts";
import { checkTable } from "./check.ts";
import { absentIn } from "./earlier.ts";
import type { Limits } from "./policy.ts";
import { layoutOf } from "./suppress/layout.ts";
import type { Layout } from "./suppress/layout.ts";
import { plausibleZeros } from "./suppress/zeros.ts";

/** The table checked and laid out; where zeros may be withheld, with rows for those that could be. */
export function laidOut(
  table: CellTable,
  limits: Pick<Limits, "zeros">,
  earlier: readonly Shown[],
): { readonly full: CellTable; readonly layout: Layout } {
  const { dimensions } = table.description;
  const layout = layoutOf(dimensions, table.cells);
  checkTable(table, layout);
  if (limits.zeros === "published") return { full: table, layout };
  const isAbsent = absentIn(table.description, earlier);
  const added = plausibleZeros(table, layout).filter(({ codes }) => !isAbsent(codes));
  if (added.length === 0) return { full: table, layout };
  const full = { ...table, cells: [...table.cells, ...added] };
  return { full, layout: layoutOf(dimensions, full.cells) };
}
