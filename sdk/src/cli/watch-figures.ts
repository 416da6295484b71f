/** What a watch shows: figures of the whole that are about nobody in particular. */
import type { Cell, CellTable } from "../cells.ts";
import type { Policy } from "../publication.ts";
import { strictest } from "../protect/policy.ts";
import type { DayStore } from "../watch/day-store.ts";

/** A figure of the whole, or why it is not shown. */
export type ShownFigure = {
  readonly metric: string;
  readonly day: string;
} & (
  | {
      readonly value: number | null;
      readonly status: Cell["status"];
      readonly contributors: number;
    }
  | { readonly withheld: "too-few" | "everyone-or-no-one" }
);

/**
 * The figures of a day as they may be shown. They stand until as many contributors as the policy asks
 * have changed them, so that two of them do not tell what one person has added.
 */
export function shownFigures(
  tables: readonly CellTable[],
  day: string,
  { store, policy }: { readonly store: DayStore; readonly policy: Policy },
): readonly ShownFigure[] {
  const least = Math.max(
    ...tables.map(({ description }) => strictest(policy, description).contributorsMin),
  );
  const name = `shown ${day}`;
  const before = store.fact(name);
  const changed = store.unshown(day);
  if (isShown(before) && (changed === 0 || changed < least)) return before;
  const figures = tables.map((table) => figureOf(table, day, policy));
  store.setFact(name, figures);
  store.forgetUnshown(day);
  return figures;
}

function isShown(fact: unknown): fact is readonly ShownFigure[] {
  return Array.isArray(fact);
}

function figureOf({ description, cells }: CellTable, day: string, policy: Policy): ShownFigure {
  const { metric, dimensions, kind } = description;
  const totals = dimensions.map(({ id, codes }) => [id, codes[0]?.code] as const);
  const whole = cells.find(({ codes }) => totals.every(([id, total]) => codes[id] === total));
  const { contributorsMin } = strictest(policy, description);
  const named = { metric, day };
  if (whole === undefined || whole.contributors < contributorsMin) {
    return { ...named, withheld: "too-few" };
  }
  const { value, status, contributors, num, den } = whole;
  if (kind === "share" && (num === 0 || num === den)) {
    return { ...named, withheld: "everyone-or-no-one" };
  }
  return { ...named, value, status, contributors };
}
