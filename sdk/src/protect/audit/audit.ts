import type { ObservationTable, Policy } from "../../publication.ts";
import { strictest } from "../policy.ts";
import { allEnds, connectedUnknownsMax, nothingFound } from "./attack.ts";
import { demandsOf } from "./demand.ts";
import type { CellDemand, Side } from "./demand.ts";
import type { Ends, Interval } from "./interval.ts";
import { unprovableLinks } from "./linkage.ts";
import type { Shown } from "./shown.ts";
import { openSolver } from "./solver.ts";
import type { Solver } from "./solver.ts";
import { reduce } from "./system.ts";
import { knowledgeOf } from "./unknowns.ts";
import { countedOtherwise } from "./variants.ts";

/** `wide`: proven to stay open; `narrow`: an attacker gets closer than allowed; `unproven`: not known. */
export type Verdict = "wide" | "narrow" | "unproven";

/** A cell without numbers, and how closely its numbers can be worked out from everything published. */
export interface AuditedCell {
  /** Index of the publication in the audit's list, and of the observation in it. */
  readonly table: number;
  readonly row: number;
  readonly codes: Readonly<Record<string, string>>;
  /** What an attacker can pin down; null when it was not found out. */
  readonly intervals: Partial<Readonly<Record<Side, Interval | null>>>;
  readonly verdict: Verdict;
}

/** The attacker's view of some publications together. Confidential: it says how close one can get. */
export interface AuditResult {
  readonly safe: boolean;
  readonly cells: readonly AuditedCell[];
  /** The cells that are not proven wide. */
  readonly narrow: readonly AuditedCell[];
  /** Why the publications as a whole could not be judged; empty when they could. */
  readonly obstacles: readonly string[];
  /** Every interval is at least this wide; null when there is nothing to prove. */
  readonly widthMin: number | null;
  readonly solver: { readonly name: string; readonly version: string };
}

/**
 * Works out, for every cell without numbers, the feasible interval of its numerator and denominator
 * from all publications together, and whether the policy is content with it.
 */
export async function audit(
  tables: readonly ObservationTable[],
  policy: Policy,
  options: { readonly exact?: boolean } = {},
): Promise<AuditResult> {
  const shown = tables.map((table) => shownOf(table, policy));
  const result = auditShown(shown, await openSolver(), { exact: options.exact ?? true });
  const variants = countedOtherwise(tables.map(({ description }) => description));
  const obstacles = [...result.obstacles, ...variants];
  return { ...result, obstacles, safe: result.safe && variants.length === 0 };
}

/** A publication as an attacker holds it. */
export function shownOf(
  { description, observations, report }: ObservationTable,
  policy: Policy,
): Shown {
  const limits = strictest(policy, description);
  return { description, observations, measures: report.measures, limits };
}

/** The audit over publications whose limits are known already. */
export function auditShown(
  tables: readonly Shown[],
  solver: Solver,
  options: { readonly exact: boolean },
): AuditResult {
  const knowledge = knowledgeOf(tables);
  const reduced = reduce(knowledge.system);
  const demands = demandsOf(tables, knowledge);
  const { ends, contradictory } = allEnds(demands, {
    knowledge,
    reduced,
    solver,
    exact: options.exact,
  });
  const obstacles = [...unprovableLinks(tables)];
  if (knowledge.contradictory || reduced.contradictory || contradictory) {
    obstacles.push("publications that show different numbers for the same cells");
  }
  const size = Math.max(0, ...reduced.components.map(({ lower }) => lower.length));
  if (size > connectedUnknownsMax) {
    obstacles.push(`more than ${connectedUnknownsMax} connected unknown numbers`);
  }
  const cells = cellsOf(tables, demands, ends);
  const narrow = cells.filter(({ verdict }) => verdict !== "wide");
  return {
    safe: narrow.length === 0 && obstacles.length === 0,
    cells,
    narrow,
    obstacles,
    widthMin: widthMinOf(demands),
    solver: { name: solver.name, version: solver.version },
  };
}

function cellsOf(
  tables: readonly Shown[],
  demands: readonly CellDemand[],
  ends: readonly Ends[],
): readonly AuditedCell[] {
  const byCell = new Map<string, number[]>();
  demands.forEach(({ table, row }, index) => {
    const key = `${table} ${row}`;
    byCell.set(key, [...(byCell.get(key) ?? []), index]);
  });
  return [...byCell.values()].flatMap((indices) => {
    const first = demands[indices[0] ?? -1];
    if (first === undefined) return [];
    const { table, row } = first;
    const observation = tables[table]?.observations[row];
    if (observation === undefined) return [];
    const intervals = Object.fromEntries(
      indices.map((index) => [demands[index]?.side, ends[index]?.interval ?? null]),
    );
    const own = indices.map((at) => ends[at] ?? nothingFound);
    const verdict = observation.status === "L" && own.every(isZero) ? "wide" : verdictOf(own);
    return [{ table, row, codes: observation.codes, intervals, verdict }];
  });
}

/** That nobody was seen in a cell without enough data is no secret. */
function isZero({ interval }: Ends): boolean {
  return interval?.exact === true && interval.most === 0;
}

function verdictOf(ends: readonly Ends[]): Verdict {
  const unmet = ends.filter(({ met }) => !met);
  if (unmet.length === 0) return "wide";
  return unmet.some(({ interval }) => interval?.exact === true) ? "narrow" : "unproven";
}

function widthMinOf(demands: readonly CellDemand[]): number | null {
  const widths = demands.map(({ widthMin }) => widthMin).filter((width) => width > 0);
  return widths.reduce<number | null>((least, width) => Math.min(least ?? width, width), null);
}
