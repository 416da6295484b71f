import type { CellTable } from "../cells.ts";
import type { ObservationTable } from "../publication.ts";
import { isUnknown } from "./audit/shown.ts";
import type { Shown } from "./audit/shown.ts";
import { familiesOf, placeOf } from "./margins.ts";
import { codesAt } from "./suppress/layout.ts";
import type { Layout } from "./suppress/layout.ts";

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
      const { quantity, period, asOf } = publication.description;
      if (period !== table.description.period || asOf !== table.description.asOf) continue;
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
  layout: Layout,
  earlier: readonly Shown[],
): Memory {
  const withheld = new Set<string>();
  const shown = new Set<string>();
  if (earlier.length === 0) {
    return {
      withheld: Array.from({ length: layout.ownRows }, () => false),
      shown: Array.from({ length: layout.ownRows }, () => false),
    };
  }
  const families = familiesOf([description, ...earlier.map((one) => one.description)]);
  for (const publication of earlier) {
    const { dimensions } = publication.description;
    for (const observation of publication.observations) {
      if (isUnknown(observation) && observation.status !== "Q") continue;
      const codes = dimensions.map(({ id }) => observation.codes[id] ?? "");
      const place = placeOf(dimensions, codes, families);
      const set = isUnknown(observation) ? withheld : shown;
      for (const key of keysOf(publication.description, place)) set.add(key);
    }
  }
  const keys = Array.from({ length: layout.ownRows }, (_, row) =>
    keysOf(description, placeOf(description.dimensions, codesAt(layout, row), families)),
  );
  return {
    withheld: keys.map((own) => own.some((key) => withheld.has(key))),
    shown: keys.map(([num = ""]) => shown.has(num)),
  };
}

/**
 * Per row: the latest publication of the same quantity and breakdown from a period before withheld
 * it. Choosing the same cells again keeps tables comparable; what they hold is another year's.
 */
export function withheldLastPeriod(
  { dimensions, quantity, period }: CellTable["description"],
  layout: Layout,
  history: readonly ObservationTable[],
): readonly boolean[] {
  const ids = new Set(dimensions.map(({ id }) => id));
  const alike = history.filter(
    ({ description: own }) =>
      own.period < period &&
      own.quantity.num === quantity.num &&
      own.quantity.den === quantity.den &&
      own.dimensions.length === dimensions.length &&
      own.dimensions.every(({ id }) => ids.has(id)),
  );
  const latest = alike.reduce(
    (last, { description: own }) => (own.period > last ? own.period : last),
    "",
  );
  const keyOf = (codes: Readonly<Record<string, string>>): string =>
    JSON.stringify(dimensions.map(({ id }) => codes[id]));
  const withheld = new Set(
    alike
      .filter(({ description: own }) => own.period === latest)
      .flatMap(({ observations }) => observations.filter(({ status }) => status === "Q"))
      .map(({ codes }) => keyOf(codes)),
  );
  return Array.from(
    { length: layout.ownRows },
    (_, row) => withheld.size > 0 && withheld.has(JSON.stringify(codesAt(layout, row))),
  );
}

/**
 * Whether an earlier publication of the same breakdown says by leaving out a combination that nobody
 * is in it.
 */
export function absentIn(
  { dimensions, quantity }: CellTable["description"],
  earlier: readonly Shown[],
): (codes: Readonly<Record<string, string>>) => boolean {
  const own = new Set([quantity.num, quantity.den]);
  const keyOf = (codes: Readonly<Record<string, string>>): string =>
    JSON.stringify(dimensions.map(({ id }) => codes[id]));
  const ids = new Set(dimensions.map(({ id }) => id));
  const alike = earlier
    .filter(
      ({ description }) =>
        (own.has(description.quantity.num) || own.has(description.quantity.den)) &&
        description.dimensions.length === dimensions.length &&
        description.dimensions.every(({ id }) => ids.has(id)),
    )
    .map(({ description, observations }) => ({
      codes: new Map(
        description.dimensions.map(({ id, codes }) => [id, new Set(codes.map(({ code }) => code))]),
      ),
      rows: new Set(observations.map((row) => keyOf(row.codes))),
    }));
  return (codes) =>
    alike.some(
      (one) =>
        !one.rows.has(keyOf(codes)) &&
        dimensions.every(({ id }) => one.codes.get(id)?.has(codes[id] ?? "") === true),
    );
}

/** The numerator's name first, then the denominator's. */
function keysOf(
  { quantity, period }: Pick<CellTable["description"], "quantity" | "period">,
  place: string,
): readonly string[] {
  return [quantity.num, quantity.den].map((hash) => `${hash} ${period} ${place}`);
}
