import type { CellTable } from "../cells.ts";
import type { Altered, DisclosureReport, ObservationTable, Policy } from "../publication.ts";
import { version } from "../version.ts";
import { measuresOf } from "./amounts.ts";
import { publicationName } from "./audit/shown.ts";
import type { Verdict } from "./suppress/choose-safe.ts";

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
    verdict,
  }: {
    readonly policy: Policy;
    readonly table: CellTable;
    readonly history: readonly ObservationTable[];
    readonly verdict: Pick<Verdict, "isSafe" | "method" | "solver">;
  },
): DisclosureReport {
  const withheld = observations.filter(({ status }) => status === "Q").length;
  const uncollected = observations.filter(({ status }) => status === "L").length;
  const cells = observations.length;
  return {
    policy,
    measures: measuresOf(table),
    method: "complementary suppression over all margins",
    engine: verdict.solver,
    counts: { cells, published: cells - withheld - uncollected, withheld },
    audit: {
      method: verdict.method,
      provenSafe: verdict.isSafe,
      withheldCells: withheld,
      widthMin: withheld === 0 ? null : policy.intervalWidthMin,
      history: history.map(({ description }) => publicationName(description)),
    },
  };
}

/**
 * The report of a table whose numbers were changed: nothing in it is withheld, so there is no
 * interval to prove, and what is promised stands in `altered`.
 */
export function changedReport(
  observations: ObservationTable["observations"],
  about: {
    readonly policy: Policy;
    readonly table: CellTable;
    readonly history: readonly ObservationTable[];
    readonly method: string;
    readonly altered: Altered;
  },
): DisclosureReport {
  const cells = observations.length;
  const uncollected = observations.filter(({ status }) => status === "L").length;
  return {
    altered: about.altered,
    policy: about.policy,
    measures: measuresOf(about.table),
    method: about.method,
    engine: { name: "edufed", version },
    counts: { cells, published: cells - uncollected, withheld: 0 },
    audit: {
      method: "no number is withheld; what the change of numbers promises was checked",
      provenSafe: true,
      withheldCells: 0,
      widthMin: null,
      history: about.history.map(({ description }) => publicationName(description)),
    },
  };
}
