import type { CellTable } from "../../cells.ts";
import type { ObservationTable } from "../../publication.ts";
import { familiesOf } from "../margins.ts";
import { ofOtherYears } from "./cohorts.ts";
import { withFormerExtents } from "./extents.ts";
import { atMoment, momentOf } from "./moment.ts";
import { knownBefore, placeIn } from "./numbers.ts";
import type { FormerTable } from "./numbers.ts";

/** What was published earlier, sorted by what it says about a new table. */
export interface Earlier {
  /** Of the same moment and of the same numbers: one system of unknowns with the new table. */
  readonly same: readonly ObservationTable[];
  /** Of the same school year on another day, or with numbers that the new table corrects. */
  readonly before: readonly FormerTable[];
  /** Of other school years, as far as readers know its people again. */
  readonly years: readonly ObservationTable[];
}

/**
 * Sorts what was published by its moment, which every table bears as its period.
 */
export function sortedBy(table: CellTable, history: readonly ObservationTable[]): Earlier {
  const same: ObservationTable[] = [];
  const before: FormerTable[] = [];
  const now = momentOf(table.description);
  for (const [index, publication] of history.entries()) {
    const { description } = publication;
    const earlier = atMoment(publication);
    if (description.period !== table.description.period) continue;
    if (momentOf(description) !== now) before.push({ table: earlier, isCorrected: false });
    else if (agrees(table, earlier)) same.push(withFormerExtents(earlier, table.description));
    else {
      const moment = `${now}, corrected after publication ${index + 1}`;
      before.push({ table: atMoment(publication, moment), isCorrected: true });
    }
  }
  const years = ofOtherYears(table.description, history).map((one) => atMoment(one));
  return { same, before, years };
}

/** Whether no number that a publication shows is another one in the table. */
export function agrees(table: CellTable, publication: ObservationTable): boolean {
  const { description, cells } = table;
  const own = Object.values(description.quantity);
  if (!Object.values(publication.description.quantity).some((hash) => own.includes(hash)))
    return true;
  const former = withFormerExtents(publication, description);
  const families = familiesOf([description, former.description]);
  const [known] = knownBefore([{ table: former, isCorrected: false }], families);
  if (known === undefined) return true;
  return cells.every(({ codes, num, den }) => {
    const place = placeIn(description.dimensions, codes, families);
    const said = [
      [known.number(description.quantity.num, place), num],
      [known.number(description.quantity.den, place), den],
    ] as const;
    return said.every(([before, now]) => before === undefined || before === now);
  });
}
