import type { CellTable } from "../cells.ts";
import type { DisclosureReport, ObservationTable, Policy } from "../publication.ts";
import { measuresOf } from "./amounts.ts";
import type { AuditResult } from "./audit/audit.ts";
import { publicationName } from "./audit/shown.ts";

/**
 * The public part of the audit: how, and that it succeeded; nothing about any single cell. The width
 * is the policy's and not the least one that was asked for: that one depends on withheld numbers.
 */
export function reportOf(
  observations: ObservationTable["observations"],
  {
    policy,
    table,
    history,
    result,
  }: {
    readonly policy: Policy;
    readonly table: CellTable;
    readonly history: readonly ObservationTable[];
    readonly result: AuditResult;
  },
): DisclosureReport {
  const withheld = observations.filter(({ status }) => status === "Q").length;
  const uncollected = observations.filter(({ status }) => status === "L").length;
  const cells = observations.length;
  return {
    policy,
    measures: measuresOf(table),
    method: "complementary suppression over all margins",
    engine: result.solver,
    counts: { cells, published: cells - withheld - uncollected, withheld },
    audit: {
      method: "exact whole-number witnesses for the feasible interval of every withheld quantity",
      provenSafe: result.safe,
      withheldCells: withheld,
      widthMin: withheld === 0 ? null : policy.intervalWidthMin,
      history: history.map(({ description }) => publicationName(description)),
    },
  };
}
