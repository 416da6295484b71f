import type { CellTable } from "../cells.ts";
import type { Limits } from "./policy.ts";

/**
 * What a group of withheld cells must add up to when their sum can be read off: per quantity, the
 * true amount in every cell and the least sum that leaves each cell open enough.
 */
export interface Amount {
  readonly of: readonly number[];
  /** Least sum over `count` withheld cells. */
  readonly needed: (count: number) => number;
}

/** What numerators and denominators of a table are made of, judged from its cells. */
export type Measures = Readonly<Record<"num" | "den", "count" | "sum">>;

/** A denominator that equals the contributors everywhere counts them. */
export function measuresOf({ description, cells }: CellTable): Measures {
  const least = (cell: CellTable["cells"][number]): number =>
    description.kind === "ratio" ? Math.min(cell.num, cell.den) : cell.den;
  const counted = cells.every((cell) => least(cell) === cell.contributors);
  const den = counted ? "count" : "sum";
  return { den, num: description.kind === "mean" ? "sum" : den };
}

/** The quantities of a table that its withheld cells must keep open. */
export function amountsOf(table: CellTable, limits: Limits): readonly Amount[] {
  const { kind, range } = table.description;
  const { contributorsMin: k, intervalWidthMin: width } = limits;
  const people = Math.max(k, width);
  // Each of the other withheld cells holds somebody, which leaves that much less for one of them.
  const forPeople = (count: number): number => people + count;
  const forWidth = (): number => width;
  const of = (value: (cell: CellTable["cells"][number]) => number): readonly number[] =>
    table.cells.map(value);
  const contributors = { of: of((cell) => cell.contributors), needed: forPeople };
  switch (kind) {
    case "share":
      return [
        contributors,
        { of: of(({ num }) => num), needed: forWidth },
        { of: of(({ num, den }) => den - num), needed: forWidth },
      ];
    case "mean": {
      const { min, max } = range ?? { min: 0, max: undefined };
      const low = { of: of(({ num, den }) => num - min * den), needed: forWidth };
      return max === undefined
        ? [contributors, low]
        : [contributors, low, { of: of(({ num, den }) => max * den - num), needed: forWidth }];
    }
    case "ratio":
      return [
        { of: of(({ num }) => num), needed: forPeople },
        { of: of(({ den }) => den), needed: forPeople },
      ];
  }
}
