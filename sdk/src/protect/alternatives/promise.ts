import type { CellTable } from "../../cells.ts";
import { RefusedError } from "../../errors.ts";
import type { Policy } from "../../publication.ts";
import { strictest } from "../policy.ts";
import { primaryReason } from "../primary.ts";
import type { Coarser, Coarsening } from "./coarser.ts";
import { levelling } from "./lost.ts";

/** A coarser table with what can be said of it before it is protected. */
export interface Candidate extends Coarser {
  readonly cells: number;
  /** Part of the detail that is given up. */
  readonly price: number;
  /**
   * The part of the contributors in finest cells that must not be shown for what they are who would not
   * be any more, less the part of the detail that is given up.
   */
  readonly promise: number;
}

/** Coarser tables, the most promising first: those that let most be shown for what they give up. */
export function promising(
  table: CellTable,
  policy: Policy,
  coarser: readonly Coarser[],
): readonly Candidate[] {
  const now = forbidden(table, policy);
  return coarser
    .map((own): Candidate => {
      const then = own.make();
      const price = priceOf(own.gives, table.cells.length, then.cells.length);
      const promise = regained(now, forbidden(then, policy)) - price;
      return { ...own, cells: then.cells.length, price, promise };
    })
    .toSorted((a, b) => b.promise - a.promise);
}

/** The part of what was hidden that is hidden no more. */
export function regained(now: number, then: number): number {
  return now === 0 ? 0 : (now - then) / now;
}

/** The part of the cells that is gone; of periods, the part of the points in time. */
function priceOf(gives: Coarsening, before: number, after: number): number {
  if (gives.kind === "period") return 1 - 1 / gives.periods.length;
  return 1 - after / before;
}

/** Contributors in the finest cells that may not be shown for what they are; all where nobody can tell. */
function forbidden({ description, cells }: CellTable, policy: Policy): number {
  const limits = strictest(policy, description);
  const levelOf = levelling(description.dimensions);
  const finest = cells.filter(({ codes }) => levelOf(codes) === 0);
  const people = (own: typeof finest): number =>
    own.reduce((sum, { contributors }) => sum + contributors, 0);
  try {
    return people(finest.filter((cell) => primaryReason(cell, description, limits) !== null));
  } catch (error) {
    if (error instanceof RefusedError) return people(finest);
    throw error;
  }
}
