import type { LaidOut } from "./figures.ts";
import type { Factors, Knowledge, Quantity } from "./knowledge.ts";
import { isUnknown } from "./shown.ts";
import type { Shown } from "./shown.ts";

/** The quantities of a cell that must stay unknown; `rest` is what is missing to everyone, or to full marks. */
export type Side = "num" | "den" | "rest";

/** What must stay possible for one side of one cell that readers have no number for. */
export interface CellDemand {
  readonly table: number;
  readonly row: number;
  readonly side: Side;
  readonly quantity: Quantity;
  readonly widthMin: number;
  readonly reachMin: number;
}

/** What the limits of each table demand of its unknown cells. */
export function demandsOf(knowledge: Knowledge): readonly CellDemand[] {
  const demands: CellDemand[] = [];
  knowledge.figures.tables.forEach((own, table) => {
    const { shown } = own;
    const sides = sidesOf(shown);
    shown.observations.forEach((observation, row) => {
      if (!isUnknown(observation)) return;
      const place = own.layout.placeOf[row] ?? 0;
      const truth = shown.truth?.get(row);
      for (const [side, factors] of sides) {
        const quantity = knowledge.quantityOf(own, place, factors);
        if (quantity === null) throw new Error("A quantity of a withheld cell has no lower end.");
        const limits = isOpen(own, side, place, knowledge)
          ? { widthMin: 0, reachMin: 0 }
          : limitsOf(shown, side, truth);
        demands.push({ table, row, side, quantity, ...limits });
      }
    });
  });
  return demands;
}

/** The sides of a table's cells, as forms of numerator and denominator. */
export function sidesOf({
  description: { kind, range },
}: Shown): readonly (readonly [Side, Factors])[] {
  const least = kind === "mean" ? (range?.min ?? 0) : 0;
  const most = kind === "share" ? 1 : kind === "mean" ? range?.max : undefined;
  return [
    ["den", { num: 0, den: 1 }],
    ["num", { num: 1, den: least === 0 ? 0 : -least }],
    ...(most === undefined ? [] : [["rest", { num: -1, den: most }] as const]),
  ];
}

/**
 * A denominator that another publication shows, for a group large enough to be shown, is no secret;
 * the numerator of a withheld cell always is one.
 */
function isOpen(
  { shown: { limits }, figures }: LaidOut,
  side: Side,
  place: number,
  { figures: { values } }: Knowledge,
): boolean {
  const [num, den] = [figures.num[place] ?? 0, figures.den[place] ?? 0];
  const value = values[den] ?? Number.NaN;
  return side === "den" && num !== den && value >= limits.contributorsMin;
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
