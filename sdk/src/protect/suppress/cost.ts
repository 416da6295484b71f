import type { Cell } from "../../cells.ts";
import { RefusedError } from "../../errors.ts";
import type { Limits } from "../policy.ts";
import { codesAt } from "./layout.ts";
import type { Layout } from "./layout.ts";

/** How many times dearer than anything else a cell is that is withheld last. */
const lastPrice = 1e6;

/**
 * What each row is worth to readers, as the policy declares it: by its contributors, and the more
 * the wider it is. A cell that was withheld before is cheaper, so that tables stay alike.
 */
export function costsOf(
  cells: readonly Cell[],
  layout: Layout,
  { costs }: Pick<Limits, "costs">,
  wasWithheld: readonly boolean[] = [],
): Float64Array {
  const kept = 1 - Math.min(0.99, Number(costs.stability));
  const last = namedRows(layout, costs.preferPublish);
  return Float64Array.from({ length: layout.ownRows }, (_, row) => {
    const value = weightOf(cells[row]?.contributors ?? 0, costs.by);
    const level = costs.levelPrice ** (layout.heights[row] ?? 0);
    const isLast = last.has(row) ? lastPrice : 1;
    return value * level * isLast * (wasWithheld[row] === true ? kept : 1);
  });
}

/** An empty cell is worth something, too: readers learn that nobody is there. */
function weightOf(contributors: number, by: Limits["costs"]["by"]): number {
  switch (by) {
    case "count":
      return 1;
    case "value":
      return 1 + contributors;
    case "log":
      return Math.log2(2 + contributors);
  }
}

/** The rows that some words name: `SEX=F, GRADE=_T` is every row that has these codes. */
export function namedRows(layout: Layout, names: readonly string[]): ReadonlySet<number> {
  const rows = new Set<number>();
  for (const name of names) {
    const wanted = name.split(", ").map((part) => part.split("=", 2));
    for (const [id = ""] of wanted) {
      if (layout.axes.some((axis) => axis.id === id)) continue;
      throw new RefusedError(
        `The table has no dimension ${id}, which the costs of the policy name.`,
        "Name cells by the dimensions of the table.",
      );
    }
    const codes = new Map(wanted.map(([id = "", code = ""]) => [id, code]));
    for (let row = 0; row < layout.ownRows; row += 1) {
      const own = codesAt(layout, row);
      const isNamed = layout.axes.every((axis, at) => (codes.get(axis.id) ?? own[at]) === own[at]);
      if (isNamed) rows.add(row);
    }
  }
  return rows;
}
