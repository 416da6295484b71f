import type { CellTable } from "../../cells.ts";
import { passed } from "../../dataset.ts";
import { RefusedError } from "../../errors.ts";
import type { ObservationTable, Policy } from "../../publication.ts";
import type { Means } from "../methods/change-table.ts";
import { protect } from "../protect.ts";
import { namesOf } from "./verdict.ts";
import type { Judgement } from "./verdict.ts";

/** Judges a table whose numbers are changed by its policy: the method itself knows what stands in its way. */
export async function judgeChanged(
  table: CellTable,
  policy: Policy,
  history: readonly ObservationTable[],
  means: Means,
): Promise<Extract<Judgement, { verdict: "pass" | "refuse" }>> {
  const publications = namesOf(history);
  try {
    const { report, ...safe } = await protect(table, policy, history, means);
    const audit = { ...report.audit, history: publications };
    return {
      verdict: "pass",
      safe: passed("protected", { ...safe, report: { ...report, audit } }),
    };
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    const witness = { reason: error.message, cells: [], publications, numbers: [] };
    return { verdict: "refuse", witness, options: [error.remedy] };
  }
}
