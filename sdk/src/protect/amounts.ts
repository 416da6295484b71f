import type { Cell, CellTable } from "../cells.ts";
import type { Limits } from "./policy.ts";

/**
 * What the withheld parts of a shown total must add up to: per quantity, the true amount in every
 * cell and the least sum that leaves each cell open enough, `base` and `each` for every withheld cell.
 */
export interface Amount {
  readonly of: Float64Array;
  readonly base: number;
  readonly each: number;
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
  const { intervalWidthMin } = limits;
  const steps = stepsOf(table, measuresOf(table));
  const people = (value: (cell: Cell) => number): Amount => ({
    of: Float64Array.from(table.cells, value),
    ...forPeople(limits),
  });
  const sum = (value: (cell: Cell) => number, step: number): Amount => ({
    of: Float64Array.from(table.cells, value),
    base: intervalWidthMin * step,
    each: 0,
  });
  if (kind === "ratio") {
    const den = people((cell) => cell.den);
    return table.cells.every((cell) => cell.num === cell.den)
      ? [den]
      : [people((cell) => cell.num), den];
  }
  const contributors = people((cell) => cell.contributors);
  const { min, max } =
    kind === "share" ? { min: 0, max: 1 } : (range ?? { min: 0, max: undefined });
  const low = sum(({ num, den }) => num - min * den, steps.num);
  if (max === undefined) return [contributors, low];
  return [contributors, low, sum(({ num, den }) => max * den - num, steps.rest)];
}

/**
 * Where zeros are shown, every withheld cell holds somebody, which leaves that much less for each of
 * the others.
 */
function forPeople({ contributorsMin, intervalWidthMin, zeros }: Limits): {
  base: number;
  each: number;
} {
  return zeros === "eligible"
    ? { base: Math.max(contributorsMin, intervalWidthMin), each: 0 }
    : { base: Math.max(contributorsMin - 1, intervalWidthMin), each: 1 };
}
