import type { CellTable } from "../cells.ts";
import { RefusedError } from "../errors.ts";
import { measuresOf, stepsOf } from "./amounts.ts";
import type { Measures } from "./amounts.ts";
import type { Shown } from "./audit/shown.ts";
import { addsUp } from "./check.ts";
import type { Grid } from "./margins.ts";
import { observationsOf } from "./observation.ts";
import type { Limits } from "./policy.ts";

/** What decides how much an attacker may find out. */
export interface Background {
  readonly limits: Limits;
  readonly sensitive: readonly boolean[];
  readonly earlier: readonly Shown[];
}

/** What an attacker holds once the table is published with some cells withheld: its own part first. */
export interface Attackers {
  readonly own: (withheld: readonly boolean[]) => readonly Shown[];
  readonly earlier: readonly Shown[];
}

/**
 * The table itself with everything earlier, and, when it does not count its contributors, the same
 * table of contributors: they must stay unknown as if their margins were published, so that no sum
 * of withheld cells that can be worked out stands for too few of them.
 */
export function attackersOf(table: CellTable, grid: Grid, background: Background): Attackers {
  const measures = measuresOf(table);
  const { limits, sensitive, earlier } = background;
  const truth = new Map(
    table.cells.flatMap((cell, row) => (sensitive[row] === true ? [[row, cell] as const] : [])),
  );
  const shadows = measures.den === "count" ? [] : [contributorTable(table, grid)];
  const counts: Measures = { num: "count", den: "count" };
  const own = (withheld: readonly boolean[]): readonly Shown[] => [
    {
      description: table.description,
      observations: observationsOf(table, withheld),
      measures,
      limits,
      truth,
      steps: stepsOf(table, measures),
      ...boundsOf(table),
    },
    ...shadows.map((shadow) => ({
      description: shadow.description,
      observations: observationsOf(shadow, withheld),
      measures: counts,
      limits,
    })),
  ];
  return { own, earlier };
}

/**
 * Where a mean has no declared range: no group's mean lies outside those of the table. The world may
 * know a wider range by itself, and less than this it cannot know more.
 */
function boundsOf({ description, cells }: CellTable): Pick<Shown, "bounds"> {
  if (description.kind !== "mean" || description.range !== undefined) return {};
  const means = cells.filter(({ den }) => den > 0).map(({ num, den }) => num / den);
  if (means.length === 0) return {};
  return { bounds: { min: Math.floor(Math.min(...means)), max: Math.ceil(Math.max(...means)) } };
}

function contributorTable(table: CellTable, grid: Grid): CellTable {
  if (!addsUp(table, grid, "contributors")) {
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
