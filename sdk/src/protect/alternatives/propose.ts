import type { CellTable } from "../../cells.ts";
import { RefusedError } from "../../errors.ts";
import type { Observation, ObservationTable, Policy } from "../../publication.ts";
import { protect } from "../protect.ts";
import { coarserTables } from "./coarser.ts";
import type { Coarsening } from "./coarser.ts";
import { hiddenOf, withheldIn } from "./loss.ts";
import type { Hidden } from "./loss.ts";

/** A coarser table that was protected and proven safe, and what it would show. */
export interface Proposal {
  readonly gives: Coarsening;
  readonly hidden: Hidden;
}

/**
 * What could be published instead so that fewer contributors are in cells without a number: each is
 * protected and audited together with the same history. Those that cannot be proven safe, or that
 * hide no less, are left out. The least loss first.
 */
export async function proposals(
  table: CellTable,
  policy: Policy,
  {
    history,
    observations,
  }: {
    readonly history: readonly ObservationTable[];
    /** The draft as it is. */
    readonly observations: readonly Observation[];
  },
): Promise<readonly Proposal[]> {
  const now = hiddenOf(table, observations);
  const withheld = withheldIn(table, observations);
  const found: Proposal[] = [];
  for (const { gives, table: coarser } of coarserTables(table, withheld)) {
    const drawn = await protectedOr(coarser, policy, history);
    if (drawn === null) continue;
    const hidden = hiddenOf(coarser, drawn);
    if (hidden.unseen < now.unseen) found.push({ gives, hidden });
  }
  return found.toSorted((a, b) => a.hidden.unseen - b.hidden.unseen);
}

async function protectedOr(
  table: CellTable,
  policy: Policy,
  history: readonly ObservationTable[],
): Promise<readonly Observation[] | null> {
  try {
    return (await protect(table, policy, history)).observations;
  } catch (error) {
    if (error instanceof RefusedError) return null;
    throw error;
  }
}
