import { isCertain, isOpen } from "./changed.ts";
import type { LaidOut } from "./figures.ts";
import { numberAt } from "./number-at.ts";
import type { Bounds } from "./bounds.ts";
import type { Factors, Knowledge, Quantity } from "./knowledge.ts";
import type { Shown } from "./shown.ts";

/** The quantities of a cell that must stay unknown; `rest` is what is missing to everyone, or to full marks. */
export type Side = "num" | "den" | "rest";

/** What must stay possible for one side of one cell that readers have no true number for. */
export interface CellDemand {
  readonly table: number;
  readonly row: number;
  readonly side: Side;
  readonly quantity: Quantity;
  readonly widthMin: number;
  readonly reachMin: number;
  /** A number that is known to be so great may be known; absent: none may be. */
  readonly openFrom?: number;
}

/** What the limits of each table demand of its unknown cells; of changed ones, those that may be small. */
export function demandsOf(knowledge: Knowledge, bounds: Bounds): readonly CellDemand[] {
  const demands: CellDemand[] = [];
  knowledge.figures.tables.forEach((own, table) => {
    const { shown } = own;
    if (!isCertain(shown)) return;
    const sides = sidesOf(shown);
    shown.observations.forEach((observation, row) => {
      if (!isOpen(shown, observation)) return;
      const place = own.layout.placeOf[row] ?? 0;
      if (shown.altered !== undefined && isLarge(own, place, { knowledge, bounds })) return;
      const truth = shown.truth?.get(row);
      for (const [side, factors] of sides) {
        const quantity = quantityOf(knowledge, own, place, factors);
        const limits = isKnown(own, side, place, knowledge)
          ? { widthMin: 0, reachMin: 0 }
          : limitsOf(shown, side, truth);
        demands.push({ table, row, side, quantity, ...limits });
      }
    });
  });
  return demands;
}

function quantityOf(knowledge: Knowledge, own: LaidOut, place: number, factors: Factors): Quantity {
  const quantity = knowledge.quantityOf(own, place, factors);
  if (quantity === null) throw new Error("A quantity of a withheld cell has no lower end.");
  return quantity;
}

/** Whether everybody knows that all numbers of a cell are large enough to be known. */
function isLarge(
  own: LaidOut,
  place: number,
  { knowledge, bounds }: { readonly knowledge: Knowledge; readonly bounds: Bounds },
): boolean {
  const { contributorsMin } = own.shown.limits;
  return sidesOf(own.shown).every(([, factors]) => {
    const quantity = quantityOf(knowledge, own, place, factors);
    const least =
      quantity.kind === "number" ? quantity.value : numberAt(bounds.least, quantity.unknown);
    return least >= contributorsMin;
  });
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
function isKnown(
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
  shown: Shown,
  side: Side,
  truth: { readonly num: number; readonly den: number } | undefined,
): { widthMin: number; reachMin: number; openFrom?: number } {
  const { altered, limits, steps } = shown;
  const measure = shown.measures?.[side === "den" ? "den" : "num"];
  const reachMin = reachOf(shown, side, measure);
  const widthMin = limits.intervalWidthMin * (steps?.[side] ?? 1);
  if (altered !== undefined) {
    // Noise of a few does not hide that a count is small, and does not promise to.
    const own = altered.kind === "cell-key" ? 0 : reachMin;
    return { widthMin, reachMin: own, openFrom: limits.contributorsMin };
  }
  if (truth === undefined || measure === "count") return { widthMin, reachMin };
  const share = Math.ceil(limits.intervalShareMin * valueOfSide(shown, side, truth));
  return { widthMin: Math.max(widthMin, share), reachMin };
}

/** Only of numbers of contributors it may not be known that they are small. */
function reachOf(
  { limits, description: { kind } }: Shown,
  side: Side,
  measure: "count" | "sum" | undefined,
): number {
  const isOfPeople = side === "den" || kind === "ratio";
  return measure !== "sum" && isOfPeople ? limits.contributorsMin : 0;
}

function valueOfSide(
  { description: { kind, range } }: Shown,
  side: Side,
  { num, den }: { readonly num: number; readonly den: number },
): number {
  if (side === "den") return den;
  if (side === "num") return num - den * (kind === "mean" ? (range?.min ?? 0) : 0);
  return den * (kind === "share" ? 1 : (range?.max ?? 0)) - num;
}
