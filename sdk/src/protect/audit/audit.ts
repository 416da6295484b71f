import type { ObservationTable, Policy } from "../../publication.ts";
import { strictest } from "../policy.ts";
import { narrowed } from "./bounds.ts";
import { isCertain } from "./changed.ts";
import { attack } from "./attack.ts";
import type { Attacked } from "./attack.ts";
import { connectedUnknownsMax } from "./ends.ts";
import type { Thoroughness } from "./ends.ts";
import { demandsOf } from "./demand.ts";
import type { CellDemand, Side } from "./demand.ts";
import { wantedOf } from "./findings.ts";
import type { Wanted } from "./findings.ts";
import type { Interval } from "./interval.ts";
import { cellsOf } from "./judged.ts";
import { changeMaxOf, knowledgeOf } from "./knowledge.ts";
import type { Knowledge } from "./knowledge.ts";
import { unprovableLinks } from "./linkage.ts";
import type { Reason } from "./reason.ts";
import { Reasons } from "./reasons.ts";
import type { Shown } from "./shown.ts";
import { openSolver } from "./solver.ts";
import type { Solver } from "./solver.ts";
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
  /** For an unproven cell: wide over real numbers, so that only whole numbers could give it away. */
  readonly wideOverReals?: true;
  /** For a narrow cell, where it was asked for: the published numbers that give it away. */
  readonly because?: Reason;
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

/** How thorough an audit is. */
export interface AuditOptions {
  /** Search for the true ends of every interval, and not only until it is wide enough or cannot be. */
  readonly exact?: boolean;
  /** For how many narrow cells the smallest set of numbers is looked for that gives them away; absent: 0. */
  readonly reasonsMax?: number;
  /** Most by which a count may change between two periods that follow each other; absent: as policies say. */
  readonly changeMax?: number;
  /** Told from time to time how many of the quantities are dealt with. */
  readonly progress?: (done: number, all: number) => void;
}

/**
 * Works out, for every cell without numbers, the feasible interval of its numerator and denominator
 * from all publications together, and whether the policy is content with it.
 */
export async function audit(
  tables: readonly ObservationTable[],
  policy: Policy,
  options: AuditOptions = {},
): Promise<AuditResult> {
  const shown = tables.map((table) => shownOf(table, policy));
  const result = auditShownFully(shown, await openSolver(), options);
  const variants = countedOtherwise(
    tables.filter((_, at) => isCertain(shown[at] ?? {})).map(({ description }) => description),
  );
  const obstacles = [...result.obstacles, ...variants];
  return { ...result, obstacles, safe: result.safe && variants.length === 0 };
}

/** A publication as an attacker holds it, judged by a policy; what it says of zeros is its own. */
export function shownOf(
  { description, observations, report }: ObservationTable,
  policy: Policy,
): Shown {
  const limits = strictest(policy, description);
  const zeros = report.policy.zeros ?? "published";
  const { measures, altered } = report;
  const shown = { description, observations, measures, limits, zeros };
  return altered === undefined ? shown : { ...shown, altered };
}

/** The audit over publications whose limits are known already. */
export function auditShown(
  tables: readonly Shown[],
  solver: Solver,
  options: { readonly exact: boolean },
): AuditResult {
  return auditWith(tables, solver, { thoroughness: options.exact ? "all" : "verdict" });
}

/** The audit over publications whose limits are known already, with the ends and reasons that are asked for. */
export function auditShownFully(
  tables: readonly Shown[],
  solver: Solver,
  options: AuditOptions,
): AuditResult {
  const thoroughness = (options.exact ?? true) ? "all" : "narrow";
  return auditWith(tables, solver, { ...options, thoroughness });
}

/**
 * The part of the audit that takes time in proportion to the tables, however large: bounds of single
 * sums, and all sums and differences of sums. What it names is known too closely; what it does not
 * name is not thereby shown to be open.
 */
export function auditSums(
  tables: readonly Shown[],
): Pick<AuditResult, "narrow" | "obstacles" | "solver"> {
  const { narrow, obstacles, solver } = auditWith(tables, null, { thoroughness: "sums" });
  return { narrow: narrow.filter(({ verdict }) => verdict === "narrow"), obstacles, solver };
}

/** The audit over publications whose limits are known already, as thorough as it is asked to be. */
function auditWith(
  tables: readonly Shown[],
  solver: Solver | null,
  options: Omit<AuditOptions, "exact"> & { readonly thoroughness: Thoroughness },
): AuditResult {
  const changeMax = options.changeMax ?? changeMaxOf(tables);
  const knowledge = knowledgeOf(tables, { changeMax });
  const { equations } = knowledge;
  const bounds = narrowed(equations, equations);
  const demands = demandsOf(knowledge, bounds ?? equations);
  const attacked = attack({
    equations,
    bounds,
    implied: knowledge.implied,
    demands: strictestOf(demands),
    solver,
    thoroughness: options.thoroughness,
    ...(options.progress === undefined ? {} : { progress: options.progress }),
  });
  const obstacles = obstaclesOf(tables, knowledge, attacked, changeMax);
  const reasons = new Reasons(knowledge, solver, options.reasonsMax ?? 0);
  const cells = cellsOf(tables, demands, attacked, reasons);
  const narrow = cells.filter(({ verdict }) => verdict !== "wide");
  return {
    safe: narrow.length === 0 && obstacles.length === 0,
    cells,
    narrow,
    obstacles,
    widthMin: widthMinOf(demands),
    solver: { name: solver?.name ?? "none", version: solver?.version ?? "0" },
  };
}

function obstaclesOf(
  tables: readonly Shown[],
  { figures, contradictory }: Knowledge,
  attacked: Attacked,
  changeMax: number | undefined,
): readonly string[] {
  const changed = new Set(figures.tables.flatMap((table) => table.changed.obstacle ?? []));
  return [
    ...changed,
    ...unprovableLinks(tables),
    ...(contradictory || attacked.contradictory ? [contradictionOf(changeMax)] : []),
    ...(attacked.tooLarge > 0
      ? [`more than ${connectedUnknownsMax} connected unknown numbers`]
      : []),
  ];
}

function contradictionOf(changeMax: number | undefined): string {
  const why = "publications that show different numbers for the same cells";
  return changeMax === undefined
    ? why
    : `${why}, or counts that change by more than ${changeMax} from one period to the next`;
}

/** Demands on one unknown as one: publications name the same quantity more than once. */
function strictestOf(demands: readonly CellDemand[]): readonly Wanted[] {
  const strictestAt = new Map<number, Wanted>();
  for (const { quantity, ...own } of demands) {
    if (quantity.kind === "number") continue;
    const { unknown } = quantity;
    const before = strictestAt.get(unknown);
    const width = Math.max(before?.width ?? 0, own.widthMin);
    const reach = Math.max(before?.reach ?? 0, own.reachMin);
    const first = before === undefined ? own.openFrom : before.openFrom;
    const openFrom =
      first === undefined || own.openFrom === undefined ? undefined : Math.max(first, own.openFrom);
    strictestAt.set(unknown, wantedOf(unknown, { width, reach, openFrom }));
  }
  return [...strictestAt.values()];
}

function widthMinOf(demands: readonly CellDemand[]): number | null {
  let least = Number.POSITIVE_INFINITY;
  for (const { widthMin } of demands) if (widthMin > 0) least = Math.min(least, widthMin);
  return Number.isFinite(least) ? least : null;
}
