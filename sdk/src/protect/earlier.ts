import type { CellTable } from "../cells.ts";
import type { ObservationTable } from "../publication.ts";
import { isUnknown } from "./audit/shown.ts";
import type { Shown } from "./audit/shown.ts";
import { familiesOf, gridOf, placeOf } from "./margins.ts";
import type { Grid } from "./margins.ts";

/** What earlier publications did with the cells of a table. */
export interface Memory {
  /** Per row: an earlier publication withheld its numerator or its denominator. */
  readonly withheld: readonly boolean[];
  /** Per row: an earlier publication shows its numerator, so that withholding it is in vain. */
  readonly shown: readonly boolean[];
}

/** The publications that say something about the quantities of a table, directly or through others. */
export function linkedTo(
  table: CellTable,
  history: readonly ObservationTable[],
): readonly ObservationTable[] {
  const hashes = new Set(Object.values(table.description.quantity));
  const linked = new Set<ObservationTable>();
  for (let before = -1; before !== linked.size;) {
    before = linked.size;
    for (const publication of history) {
      const { quantity, period } = publication.description;
      if (period !== table.description.period) continue;
      if (!hashes.has(quantity.num) && !hashes.has(quantity.den)) continue;
      linked.add(publication);
      hashes.add(quantity.num).add(quantity.den);
    }
  }
  return history.filter((publication) => linked.has(publication));
}

/** Finds the cells of a table in earlier publications: same quantity, same period, same place. */
export function earlierOf(
  description: CellTable["description"],
  grid: Grid,
  earlier: readonly Shown[],
): Memory {
  const withheld = new Set<string>();
  const shown = new Set<string>();
  const families = familiesOf([description, ...earlier.map((one) => one.description)]);
  for (const publication of earlier) {
    const { dimensions } = publication.description;
    const places = gridOf(dimensions, publication.observations).rows;
    publication.observations.forEach((observation, row) => {
      if (isUnknown(observation) && observation.status !== "Q") return;
      const place = placeOf(dimensions, places[row] ?? [], families);
      const set = isUnknown(observation) ? withheld : shown;
      for (const key of keysOf(publication.description, place)) set.add(key);
    });
  }
  const keys = grid.rows
    .slice(0, grid.ownRows)
    .map((codes) => keysOf(description, placeOf(description.dimensions, codes, families)));
  return {
    withheld: keys.map((own) => own.some((key) => withheld.has(key))),
    shown: keys.map(([num = ""]) => shown.has(num)),
  };
}

/** The numerator's name first, then the denominator's. */
function keysOf(
  { quantity, period }: Pick<CellTable["description"], "quantity" | "period">,
  place: string,
): readonly string[] {
  return [quantity.num, quantity.den].map((hash) => `${hash} ${period} ${place}`);
}
