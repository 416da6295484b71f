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

/** Between two possible values of a quantity: sums may come in fours, or in whole days of two halves. */
export type Steps = Readonly<Record<"num" | "den" | "rest", number>>;

/** The greatest steps that fit all cells of a table; the world may know them from the definition. */
export function stepsOf({ description: { range }, cells }: CellTable, measures: Measures): Steps {
  const num = measures.num === "sum" ? greatestStep(cells.map((cell) => cell.num)) : 1;
  const den = measures.den === "sum" ? greatestStep(cells.map((cell) => cell.den)) : 1;
  const full = (range?.max ?? 1) * den;
  return {
    num: Math.max(1, num),
    den: Math.max(1, den),
    rest: Math.max(1, greatestStep([num, full])),
  };
}

function greatestStep(values: readonly number[]): number {
  return values.reduce((step, value) => {
    let [greater, less] = [step, value];
    while (less > 0) [greater, less] = [less, greater % less];
    return greater;
  }, 0);
}

/** The quantities of a table that its withheld cells must keep open. */
export function amountsOf(table: CellTable, limits: Limits): readonly Amount[] {
  const { kind, range } = table.description;
  const { contributorsMin, intervalWidthMin } = limits;
  const steps = stepsOf(table, measuresOf(table));
  // Every withheld cell holds somebody, which leaves that much less for each of the others.
  const forPeople = (count: number): number =>
    count + Math.max(contributorsMin - 1, intervalWidthMin);
  const amount = (value: (cell: CellTable["cells"][number]) => number, step: number): Amount => ({
    of: table.cells.map(value),
    needed: () => intervalWidthMin * step,
  });
  const contributors = { of: table.cells.map((cell) => cell.contributors), needed: forPeople };
  if (kind === "ratio") {
    return [
      { of: table.cells.map(({ num }) => num), needed: forPeople },
      { of: table.cells.map(({ den }) => den), needed: forPeople },
    ];
  }
  const { min, max } =
    kind === "share" ? { min: 0, max: 1 } : (range ?? { min: 0, max: undefined });
  const low = amount(({ num, den }) => num - min * den, steps.num);
  if (max === undefined) return [contributors, low];
  return [contributors, low, amount(({ num, den }) => max * den - num, steps.rest)];
}
