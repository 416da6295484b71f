import { isUnknown } from "../../../src/protect/audit/shown.ts";
import type { ObservationTable, Policy } from "../../../src/publication.ts";
import { everythingPossible } from "./possible.ts";
import type { Ends, Possible, Publication } from "./search.ts";

/** A publication as its readers take it: where its policy may withhold zeros, nobody need be in a withheld row. */
export function asRead(table: ObservationTable): Publication {
  return { ...table, withheldLeast: table.report.policy.zeros === "eligible" ? 0 : 1 };
}

/** Whether every table that could be the truth leaves every withheld row as open as the policy asks; null when they are too many to try. */
export function isKeptOpen(publications: readonly Publication[], policy: Policy): boolean | null {
  const oracle = everythingPossible(publications);
  if (oracle === null) return null;
  return publications.every(({ description, observations }, table) =>
    observations.every((observation, row) => {
      if (!isUnknown(observation)) return true;
      const possible = oracle.rows[table]?.[row];
      return possible !== undefined && isOpen(possible, description, policy);
    }),
  );
}

/**
 * The rules of the policy in words: wide enough on every side, and enough people for a group that is
 * shown. How many students there are is no secret where another publication shows enough of them.
 */
function isOpen(
  { num, den, rest }: Possible,
  { kind, quantity }: ObservationTable["description"],
  { intervalWidthMin, contributorsMin }: Policy,
): boolean {
  const isWide = ({ least, most }: Ends): boolean => most - least >= intervalWidthMin;
  const isShown = quantity.num !== quantity.den && den.least === den.most;
  const sides = kind === "ratio" ? [num] : [num, rest];
  return sides.every(isWide) && (isWide(den) || isShown) && den.most >= contributorsMin;
}
