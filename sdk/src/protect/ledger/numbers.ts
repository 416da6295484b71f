import type { TableDescription, TableDimension } from "../../cells.ts";
import type { ObservationTable } from "../../publication.ts";
import { placeOf } from "../margins.ts";
import type { Families } from "../margins.ts";

/** What readers know of the numbers of one moment, whichever publications say it. */
export interface Known {
  readonly moment: string;
  /** Whether one of its publications looks at the same day as another and is corrected by it. */
  readonly isCorrected: boolean;
  /** The number at a place; undefined when readers have none. */
  readonly number: (quantity: string, place: Place) => number | undefined;
  /** Whether a publication withheld it. */
  readonly isWithheld: (quantity: string, place: Place) => boolean;
}

/** A cell wherever it is named: its codes without the totals, and how to write them. */
export interface Place {
  readonly key: string;
  /** Dimension and code, for every dimension of the table. */
  readonly codes: readonly (readonly [dimension: TableDimension, code: string])[];
}

/** A publication about another moment of the same school year. */
export interface FormerTable {
  readonly table: ObservationTable;
  /** Whether it looks at the same day as the new one, with other numbers. */
  readonly isCorrected: boolean;
}

/** The place of a cell of a table. */
export function placeIn(
  dimensions: readonly TableDimension[],
  codes: Readonly<Record<string, string>>,
  families: Families,
): Place {
  const own = dimensions.map((dimension) => codes[dimension.id] ?? "");
  return {
    key: placeOf(dimensions, own, families),
    codes: dimensions.map((dimension, axis) => [dimension, own[axis] ?? ""]),
  };
}

/** Everything known of earlier moments, one entry a moment. Tables bear their moment as their period. */
export function knownBefore(tables: readonly FormerTable[], families: Families): readonly Known[] {
  const moments = Map.groupBy(tables, ({ table }) => table.description.period);
  return Array.from(moments, ([moment, own]) => ({
    moment,
    isCorrected: own.some(({ isCorrected }) => isCorrected),
    ...known(
      own.map(({ table }) => table),
      families,
    ),
  }));
}

function known(
  tables: readonly ObservationTable[],
  families: Families,
): Pick<Known, "number" | "isWithheld"> {
  const numbers = new Map<string, number>();
  const withheld = new Set<string>();
  for (const { description, observations } of tables) {
    const { quantity, dimensions } = description;
    for (const { codes, num, den } of observations) {
      const { key } = placeIn(dimensions, codes, families);
      for (const [hash, value] of [
        [quantity.num, num],
        [quantity.den, den],
      ] as const) {
        if (value === null) withheld.add(`${hash} ${key}`);
        else numbers.set(`${hash} ${key}`, value);
      }
    }
  }
  const isNobody = (quantity: string, place: Place): boolean =>
    tables.some(
      ({ description }) =>
        Object.values(description.quantity).includes(quantity) && lists(description, place),
    );
  return {
    number: (quantity, place) => {
      const name = `${quantity} ${place.key}`;
      if (withheld.has(name)) return numbers.get(name);
      return numbers.get(name) ?? (isNobody(quantity, place) ? 0 : undefined);
    },
    isWithheld: (quantity, place) => withheld.has(`${quantity} ${place.key}`),
  };
}

/** Whether a table would have a row for a place if anybody were there: it is cut the same way. */
function lists({ dimensions }: Pick<TableDescription, "dimensions">, { codes }: Place): boolean {
  return (
    dimensions.length === codes.length &&
    codes.every(([{ id, codes: now }, code]) => {
      const then = dimensions.find((dimension) => dimension.id === id);
      if (then === undefined) return false;
      if (then.codes.some((one) => one.code === code)) return true;
      const parent = now.find((one) => one.code === code)?.parent ?? null;
      return parent !== null && then.codes.some((one) => one.parent === parent);
    })
  );
}
