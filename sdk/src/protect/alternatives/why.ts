import type { CellTable } from "../../cells.ts";
import { RefusedError } from "../../errors.ts";
import type { ObservationTable } from "../../publication.ts";
import { shownOf } from "../audit/audit.ts";
import { earlierOf, linkedTo } from "../earlier.ts";
import { strictest } from "../policy.ts";
import { primaryReason } from "../primary.ts";
import type { Reason } from "../primary.ts";
import { layoutOf } from "../suppress/layout.ts";
import { placing } from "./lost.ts";

/** Why a cell is withheld: for what it is, because it was withheld before, or to protect others. */
export type Why = Reason | "earlier" | "complementary";

/** A withheld cell and why it is withheld. Confidential. */
export interface WithheldCell {
  readonly codes: Readonly<Record<string, string>>;
  readonly why: Why;
}

/** Every withheld cell of a draft, in the order of the draft. */
export function withheldCells(
  table: CellTable,
  draft: ObservationTable,
  history: readonly ObservationTable[],
): readonly WithheldCell[] {
  const { description, cells } = table;
  const { policy } = draft.report;
  const limits = strictest(policy, description);
  const place = placing(description.dimensions);
  const rows = new Map(cells.map(({ codes }, row) => [place(codes), row]));
  const linked = linkedTo(table, history).map((own) => shownOf(own, own.report.policy));
  const memory = earlierOf(description, layoutOf(description.dimensions, cells), linked);
  return draft.observations.flatMap(({ codes, status }) => {
    if (status !== "Q") return [];
    const row = rows.get(place(codes)) ?? -1;
    const cell = cells[row];
    // A cell without a row is one that nobody is in.
    const own = cell === undefined ? null : primaryReason(cell, description, limits);
    const why = own ?? (memory.withheld[row] === true ? "earlier" : "complementary");
    return [{ codes, why }];
  });
}

/** A refusal in a sentence, and where it is wanted what to do; any other error is thrown again. */
export function refusalIn(error: unknown, how?: "with what to do"): string {
  if (!(error instanceof RefusedError)) throw error;
  return how === undefined ? error.message : `${error.message} ${error.remedy}`;
}
