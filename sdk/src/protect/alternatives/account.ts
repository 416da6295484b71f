import type { CellTable } from "../../cells.ts";
import { InputError } from "../../errors.ts";
import type { ObservationTable } from "../../publication.ts";
import { audit } from "../audit/audit.ts";
import type { AuditedCell } from "../audit/audit.ts";
import type { Interval } from "../audit/interval.ts";
import { strictest } from "../policy.ts";
import { primaryReason } from "../primary.ts";
import type { Reason } from "../primary.ts";
import { hiddenOf, withheldIn } from "./loss.ts";
import type { Hidden } from "./loss.ts";
import { proposals } from "./propose.ts";
import type { Proposal } from "./propose.ts";

/** How closely a number that is withheld can be worked out from everything published. */
export interface Narrow {
  readonly codes: Readonly<Record<string, string>>;
  readonly side: string;
  readonly interval: Interval;
}

/** What the officer who signs may know of a draft and its readers may not. Confidential. */
export interface Account {
  /** Reason → withheld cells; `complementary`: withheld to protect others. */
  readonly reasons: Readonly<Partial<Record<Reason | "complementary", number>>>;
  readonly hidden: Hidden;
  /** The numbers that can be worked out most closely, the narrowest first. */
  readonly narrowest: readonly Narrow[];
  readonly proposals: readonly Proposal[];
}

/** Withheld numbers that are named. */
const narrowestMax = 5;

/**
 * Why cells of a draft are withheld, what an attacker can still find out from it together with
 * everything published before, what is lost, and what would lose less.
 *
 * @throws InputError when the cells are not those that the draft was made of.
 */
export async function accountOf(
  table: CellTable,
  draft: ObservationTable,
  history: readonly ObservationTable[],
): Promise<Account> {
  requireSame(table, draft);
  const { policy } = draft.report;
  const { observations } = draft;
  const { cells } = await audit([draft, ...history], policy, { exact: true });
  return {
    reasons: reasonsOf(table, draft),
    hidden: hiddenOf(table, observations),
    narrowest: narrowestOf(cells.filter((cell) => cell.table === 0)),
    proposals: await proposals(table, policy, { history, observations }),
  };
}

function requireSame(table: CellTable, { description, observations }: ObservationTable): void {
  const own = table.description;
  const isSame =
    own.formalHash === description.formalHash &&
    own.period === description.period &&
    JSON.stringify(own.parameters) === JSON.stringify(description.parameters) &&
    own.dimensions.map(({ id }) => id).join() === description.dimensions.map(({ id }) => id).join();
  const shown = new Map(observations.map(({ codes, num }) => [JSON.stringify(codes), num]));
  const agrees = table.cells.every(({ codes, num }) => {
    const published = shown.get(JSON.stringify(codes));
    return published === undefined || published === null || published === num;
  });
  if (isSame && agrees) return;
  throw new InputError(
    "These are not the cells that the draft was made of.",
    "Give the file that edufed protect read, or protect these cells again.",
  );
}

function reasonsOf(table: CellTable, draft: ObservationTable): Account["reasons"] {
  const limits = strictest(draft.report.policy, table.description);
  const counts: Partial<Record<Reason | "complementary", number>> = {};
  withheldIn(table, draft.observations).forEach((isWithheld, row) => {
    const cell = table.cells[row];
    if (!isWithheld || cell === undefined) return;
    const reason = primaryReason(cell, table.description, limits) ?? "complementary";
    counts[reason] = (counts[reason] ?? 0) + 1;
  });
  return counts;
}

function narrowestOf(cells: readonly AuditedCell[]): readonly Narrow[] {
  const all = cells.flatMap(({ codes, intervals }) =>
    Object.entries(intervals).flatMap(([side, interval]) =>
      interval === null || interval === undefined ? [] : [{ codes, side, interval }],
    ),
  );
  const width = ({ interval: { least, most } }: Narrow): number => (most ?? Infinity) - least;
  return all.toSorted((a, b) => width(a) - width(b)).slice(0, narrowestMax);
}
