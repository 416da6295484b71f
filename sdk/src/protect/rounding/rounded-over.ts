import type { TableDescription } from "../../cells.ts";
import type { ObservationTable } from "../../publication.ts";
import { publicationName } from "../audit/shown.ts";
import { familiesOf, placeOf } from "../margins.ts";

/** A number of a rounded table that an earlier publication shows otherwise. */
export interface ShownOtherwise {
  readonly row: number;
  readonly side: "num" | "den";
  /** The name of the earlier publication. */
  readonly publication: string;
}

/** What is about to be published rounded. */
export interface RoundedOver {
  readonly description: Pick<TableDescription, "dimensions" | "quantity" | "period">;
  readonly observations: readonly {
    readonly codes: Readonly<Record<string, string>>;
    readonly num: number | null;
    readonly den: number | null;
  }[];
  /** As in the statement of the rounding. */
  readonly method: string;
}

/**
 * The numbers of a rounded table that earlier publications give away or narrow: the same quantity,
 * period and place, shown unrounded, or rounded to another number. Equal numbers of the same method
 * say nothing new. Rounding over any of these promises less than its statement says.
 */
export function roundedOver(
  { description, observations, method }: RoundedOver,
  earlier: readonly ObservationTable[],
): readonly ShownOtherwise[] {
  const families = familiesOf([description, ...earlier.map((one) => one.description)]);
  const keyOf = (
    { dimensions, quantity, period }: RoundedOver["description"],
    codes: Readonly<Record<string, string>>,
    side: "num" | "den",
  ): string => {
    const own = dimensions.map(({ id }) => codes[id] ?? "");
    return `${quantity[side]} ${period} ${placeOf(dimensions, own, families)}`;
  };
  const rowsOf = new Map<string, { row: number; side: "num" | "den"; shown: number }[]>();
  for (const [row, observation] of observations.entries()) {
    for (const side of ["num", "den"] as const) {
      const shown = observation[side];
      if (shown === null) continue;
      const key = keyOf(description, observation.codes, side);
      rowsOf.set(key, [...(rowsOf.get(key) ?? []), { row, side, shown }]);
    }
  }
  return earlier.flatMap((publication) => {
    const isSameMethod = publication.report.method === method;
    const name = publicationName(publication.description);
    return publication.observations.flatMap((observation) =>
      (["num", "den"] as const).flatMap((side) => {
        const before = observation[side];
        if (before === null) return [];
        return (rowsOf.get(keyOf(publication.description, observation.codes, side)) ?? [])
          .filter(({ shown }) => !(isSameMethod && shown === before))
          .map(({ row, side: own }) => ({ row, side: own, publication: name }));
      }),
    );
  });
}
