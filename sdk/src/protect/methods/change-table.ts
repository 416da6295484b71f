import type { CellTable } from "../../cells.ts";
import { passed } from "../../dataset.ts";
import type { ObservationTable, Policy, Protected } from "../../publication.ts";
import { laidOut } from "../laid-out.ts";
import { strictest } from "../policy.ts";
import { changedReport } from "../report.ts";
import { assertChanged } from "./assert-changed.ts";
import { cellKeyByPolicy } from "./cell-key.ts";
import type { Changed } from "./changed.ts";
import { refuseFewSchools } from "./few-schools.ts";
import { noiseByPolicy } from "./noise.ts";
import type { Pay } from "./noise.ts";
import { roundByPolicy } from "./round.ts";
import { ofYear, refuseOtherMethods } from "./year.ts";

/** What some methods need besides the table. */
export interface Means {
  /** Takes the cost of a table from the budget of its people; noise is refused without it. */
  readonly pay?: Pay | undefined;
}

/**
 * Changes the numbers of a table by the method of its policy instead of withholding any.
 *
 * @throws RefusedError when the method cannot keep its promise for this table.
 */
export async function changeTable(
  table: CellTable,
  policy: Policy,
  history: readonly ObservationTable[],
  means: Means = {},
): Promise<Protected> {
  const limits = strictest(policy, table.description);
  refuseOtherMethods(table, limits.method, history);
  const { full } = laidOut(table, limits, []);
  refuseFewSchools(full, limits);
  const earlier = ofYear(table.description, history);
  const { observations, method, altered } = await changed();
  assertChanged(full, observations, altered);
  const report = changedReport(observations, { policy, table: full, history, method, altered });
  return passed("protected", { description: table.description, observations, report });

  async function changed(): Promise<Changed> {
    switch (limits.method.kind) {
      case "suppress":
        throw new Error("A policy that withholds changes no number.");
      case "round":
        return roundByPolicy(full, limits.method.base, { policy, limits, earlier });
      case "cell-key":
        return cellKeyByPolicy(full, limits.method, { limits, earlier });
      case "noise":
        return noiseByPolicy(full, limits.method, means.pay);
    }
  }
}
