import type { CellTable } from "../cells.ts";
import { RefusedError } from "../errors.ts";
import { measuresOf, stepsOf } from "./amounts.ts";
import type { Measures } from "./amounts.ts";
import type { Shown } from "./audit/shown.ts";
import { addsUp } from "./check.ts";
import { observationsOf } from "./observation.ts";
import type { Limits } from "./policy.ts";
import type { Layout } from "./suppress/layout.ts";

/** What decides how much an attacker may find out. */
export interface Background {
  readonly limits: Limits;
  readonly sensitive: readonly boolean[];
  readonly earlier: readonly Shown[];
}

/** A table whose numbers must stay open, without saying which of its cells are withheld. */
export interface Own {
  readonly table: CellTable;
  readonly shown: Omit<Shown, "observations">;
}

/** What an attacker holds once the table is published with some cells withheld: its own part first. */
export interface Attackers {
  readonly parts: readonly Own[];
  readonly own: (withheld: ArrayLike<boolean | number>) => readonly Shown[];
  readonly earlier: readonly Shown[];
}

/**
 * The table itself with everything earlier, and, when it does not count its contributors, the same
 * table of contributors: they must stay unknown as if their margins were published, so that no sum
 * of withheld cells that can be worked out stands for too few of them.
 */
export function attackersOf(
  table: CellTable,
  layout: Pick<Layout, "totals" | "starts" | "parts">,
  background: Background,
): Attackers {
  const measures = measuresOf(table);
  const { limits, sensitive, earlier } = background;
  const truth = new Map(
    table.cells.flatMap((cell, row) => (sensitive[row] === true ? [[row, cell] as const] : [])),
  );
  const { description } = table;
  const steps = stepsOf(table, measures);
  const parts: Own[] = [
    { table, shown: { description, measures, limits, truth, steps, ...boundsOf(table) } },
  ];
  if (measures.den !== "count") {
    const shadow = contributorTable(table, layout);
    const counts: Measures = { num: "count", den: "count" };
    parts.push({
      table: shadow,
      shown: { description: shadow.description, measures: counts, limits },
    });
  }
  const own = (withheld: ArrayLike<boolean | number>): readonly Shown[] =>
    parts.map((part) => ({ ...part.shown, observations: observationsOf(part.table, withheld) }));
  return { parts, own, earlier };
}

/**
 * Where a mean has no declared range: no group's mean lies outside those of the table. The world may
 * know a wider range by itself, and less than this it cannot know more.
 */
function boundsOf({ description, cells }: CellTable): Pick<Shown, "bounds"> {
  if (description.kind !== "mean" || description.range !== undefined) return {};
  const means = cells.filter(({ den }) => den > 0).map(({ num, den }) => num / den);
  if (means.length === 0) return {};
  const least = means.reduce((before, mean) => Math.min(before, mean));
  const most = means.reduce((before, mean) => Math.max(before, mean));
  return { bounds: { min: Math.floor(least), max: Math.ceil(most) } };
}

function contributorTable(
  table: CellTable,
  layout: Pick<Layout, "totals" | "starts" | "parts">,
): CellTable {
  if (!addsUp(table, layout, "contributors")) {
    throw new RefusedError(
      "The table cannot be protected: it sums something up over contributors, and they do not add up over its margins.",
      "Leave out a dimension in which one contributor can have several codes, or count contributors.",
    );
  }
  return {
    description: {
      ...table.description,
      kind: "ratio",
      quantity: { num: "contributors", den: "contributors" },
    },
    cells: table.cells.map((cell) => ({
      ...cell,
      num: cell.contributors,
      den: cell.contributors,
    })),
  };
}
