import type { CellTable } from "../../cells.ts";
import type { Observation, ObservationTable } from "../../publication.ts";
import { familiesOf, placeOf } from "../margins.ts";
import type { Replacement } from "../rounding/replaced.ts";

/**
 * The numbers of a table that earlier rounded publications show already, all of them or none: a
 * coarser breakdown of what was published by finer ones is shown as they add up there, and says
 * nothing new. Null when a number is missing. All tables bear their moment as their period.
 */
export function takenOver(
  { description, cells }: CellTable,
  earlier: readonly ObservationTable[],
): Replacement | null {
  const { quantity, period, dimensions } = description;
  const same = earlier.filter(
    (one) =>
      one.description.period === period &&
      one.description.quantity.num === quantity.num &&
      one.description.quantity.den === quantity.den,
  );
  if (same.length === 0) return null;
  const families = familiesOf([description, ...same.map((one) => one.description)]);
  const keyOf = (own: typeof dimensions, codes: Readonly<Record<string, string>>): string =>
    placeOf(
      own,
      own.map(({ id }) => codes[id] ?? ""),
      families,
    );
  const known = new Map<string, Observation>();
  for (const one of same) {
    for (const row of one.observations)
      known.set(keyOf(one.description.dimensions, row.codes), row);
  }
  const num = new Float64Array(cells.length);
  const den = new Float64Array(cells.length);
  for (const [row, { codes, status }] of cells.entries()) {
    const shown = known.get(keyOf(dimensions, codes));
    if (shown === undefined) return null;
    if (status === "L") continue;
    if (shown.num === null || shown.den === null) return null;
    num[row] = shown.num;
    den[row] = shown.den;
  }
  return { num, den };
}
