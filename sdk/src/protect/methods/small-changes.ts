import type { TableDescription } from "../../cells.ts";
import { RefusedError } from "../../errors.ts";
import type { Observation, ObservationTable } from "../../publication.ts";
import { publicationName } from "../audit/shown.ts";
import { smallDifferences } from "../ledger/differences.ts";
import { knownBefore } from "../ledger/numbers.ts";
import { cellName, familiesOf } from "../margins.ts";
import type { Limits } from "../policy.ts";

/**
 * Refuses a rounded table that differs from one of another day by a small group: counts above the
 * base are shown as they are, and so is what they changed by. All tables bear their moment as their
 * period.
 */
export function refuseSmallChanges(
  {
    description,
    observations,
  }: {
    readonly description: TableDescription;
    readonly observations: readonly Observation[];
  },
  { limits, earlier }: { readonly limits: Limits; readonly earlier: readonly ObservationTable[] },
): void {
  const before = earlier.filter((one) => one.description.period !== description.period);
  if (before.length === 0) return;
  const families = familiesOf([description, ...before.map((one) => one.description)]);
  const tables = before.map((table) => ({ table, isCorrected: false }));
  const [row] = smallDifferences({
    description,
    observations,
    families,
    before: knownBefore(tables, families),
    rules: { kind: description.kind, measures: { num: "count", den: "count" }, limits },
  });
  if (row === undefined) return;
  throw new RefusedError(
    `The difference of ${publicationName(description)} to what was published about another day of the school year would be a small group (${cellName(observations[row]?.codes ?? {})}).`,
    `Wait until at least ${limits.contributorsMin} contributors more have joined or left, or until the next school year.`,
  );
}
