import { isUnknown } from "./shown.ts";
import type { Shown } from "./shown.ts";
import type { Form } from "./system.ts";
import type { CellUnknowns, Knowledge } from "./unknowns.ts";

/** The quantities of a cell that must stay unknown; `rest` is what is missing to everyone, or to full marks. */
export type Side = "num" | "den" | "rest";

/** What must stay possible for one side of one cell that readers have no number for. */
export interface CellDemand {
  readonly table: number;
  readonly row: number;
  readonly side: Side;
  readonly form: Form;
  readonly widthMin: number;
  readonly reachMin: number;
}

/** What the limits of each table demand of its unknown cells. */
export function demandsOf(tables: readonly Shown[], knowledge: Knowledge): readonly CellDemand[] {
  return tables.flatMap((table, index) =>
    table.observations.flatMap((observation, row) => {
      const unknowns = knowledge.cells[index]?.[row];
      if (!isUnknown(observation) || unknowns === undefined) return [];
      const truth = table.truth?.get(row);
      return sidesOf(table, unknowns).map(({ side, form }): CellDemand => {
        const { widthMin, reachMin } = isOpen(table, side, unknowns, knowledge.system.known)
          ? { widthMin: 0, reachMin: 0 }
          : limitsOf(table, side, truth);
        return { table: index, row, side, form, widthMin, reachMin };
      });
    }),
  );
}

function sidesOf(
  { description: { kind, range } }: Shown,
  { num, den }: CellUnknowns,
): readonly { side: Side; form: Form }[] {
  const least = kind === "mean" ? (range?.min ?? 0) : 0;
  const most = kind === "share" ? 1 : kind === "mean" ? range?.max : undefined;
  const sides = [
    { side: "den" as const, form: formOf([den, 1]) },
    { side: "num" as const, form: formOf([num, 1], [den, -least]) },
  ];
  return most === undefined
    ? sides
    : [...sides, { side: "rest", form: formOf([den, most], [num, -1]) }];
}

function formOf(...parts: readonly (readonly [number, number])[]): Form {
  const terms = parts
    .filter(([, factor]) => factor !== 0)
    .map(([unknown, factor]) => ({ unknown, factor }));
  return { terms, constant: 0 };
}

/**
 * A denominator that another publication shows, for a group large enough to be shown, is no secret;
 * the numerator of a withheld cell always is one.
 */
function isOpen(
  { limits }: Shown,
  side: Side,
  { num, den }: CellUnknowns,
  known: readonly (number | null)[],
): boolean {
  const shown = known[den] ?? null;
  return side === "den" && num !== den && shown !== null && shown >= limits.contributorsMin;
}

function limitsOf(
  { measures, limits, steps, description: { kind, range } }: Shown,
  side: Side,
  truth: { readonly num: number; readonly den: number } | undefined,
): { widthMin: number; reachMin: number } {
  const measure = measures?.[side === "den" ? "den" : "num"];
  const countsContributors = measure !== "sum" && (side === "den" || kind === "ratio");
  const value = truth === undefined ? 0 : valueOfSide(side, kind, range, truth);
  const share = measure === "count" ? 0 : Math.ceil(limits.intervalShareMin * value);
  const width = limits.intervalWidthMin * (steps?.[side] ?? 1);
  return {
    widthMin: Math.max(width, share),
    reachMin: countsContributors ? limits.contributorsMin : 0,
  };
}

function valueOfSide(
  side: Side,
  kind: Shown["description"]["kind"],
  range: Shown["description"]["range"],
  { num, den }: { readonly num: number; readonly den: number },
): number {
  if (side === "den") return den;
  if (side === "num") return num - den * (kind === "mean" ? (range?.min ?? 0) : 0);
  return den * (kind === "share" ? 1 : (range?.max ?? 0)) - num;
}
