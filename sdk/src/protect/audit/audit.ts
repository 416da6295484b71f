import type { ObservationTable, Policy } from "../../publication.ts";
import { strictest } from "../policy.ts";
import { demandsOf } from "./demand.ts";
import type { CellDemand, Side } from "./demand.ts";
import { endsOf } from "./interval.ts";
import type { Ends, Interval } from "./interval.ts";
import { unprovableLinks } from "./linkage.ts";
import type { Shown } from "./shown.ts";
import { openSolver } from "./solver.ts";
import type { Solver } from "./solver.ts";
import { formIn, reduce } from "./system.ts";
import type { Component, Reduced } from "./system.ts";
import { knowledgeOf } from "./unknowns.ts";
import type { Knowledge } from "./unknowns.ts";

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

/** Greatest number of connected unknowns that is tried. */
export const connectedUnknownsMax = 40_000;

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
  return auditShown(shown, await openSolver(), { exact: options.exact ?? true });
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
  const ends = allEnds(demands, { knowledge, reduced, solver, exact: options.exact });
  const obstacles = [...unprovableLinks(tables)];
  if (knowledge.contradictory || reduced.contradictory || ends.includes(null)) {
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

interface Attack {
  readonly knowledge: Knowledge;
  readonly reduced: Reduced;
  readonly solver: Solver;
  readonly exact: boolean;
}

/** The ends of every demand; null where the rules contradict each other. */
function allEnds(demands: readonly CellDemand[], attack: Attack): readonly (Ends | null)[] {
  const { knowledge, reduced } = attack;
  const ends: (Ends | null)[] = demands.map(() => null);
  const perComponent = new Map<number, number[]>();
  demands.forEach((demand, index) => {
    const form = formIn(demand.form, knowledge.system, reduced.places);
    const hidden = demand.form.terms.find(
      (term) => (reduced.places[term.unknown] ?? null) !== null,
    );
    if (form.terms.length === 0 || hidden === undefined) {
      const interval = { least: form.constant, most: form.constant, exact: true };
      ends[index] = { interval, met: demand.widthMin === 0 };
      return;
    }
    const component = reduced.places[hidden.unknown]?.component ?? -1;
    perComponent.set(component, [...(perComponent.get(component) ?? []), index]);
  });
  for (const [at, indices] of perComponent) {
    const component = reduced.components[at];
    if (component === undefined || component.lower.length > connectedUnknownsMax) {
      for (const index of indices) ends[index] = { interval: null, met: false };
      continue;
    }
    const own = indices.flatMap((index) => demands[index] ?? []);
    const found = attackComponent(component, own, attack);
    indices.forEach((index, place) => {
      const end = found[place] ?? null;
      ends[index] = end?.interval === null ? null : end;
    });
  }
  return ends;
}

function attackComponent(
  component: Component,
  demands: readonly CellDemand[],
  { knowledge, reduced, solver, exact }: Attack,
): readonly Ends[] {
  const search = solver.search(component);
  try {
    const local = demands.map((demand) => ({
      form: formIn(demand.form, knowledge.system, reduced.places),
      widthMin: demand.widthMin,
      reachMin: demand.reachMin,
    }));
    return endsOf(component, local, search, { exact });
  } finally {
    search.close();
  }
}

function cellsOf(
  tables: readonly Shown[],
  demands: readonly CellDemand[],
  ends: readonly (Ends | null)[],
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
    const own = indices.map((at) => ends[at] ?? null);
    const verdict = observation.status === "L" && own.every(isZero) ? "wide" : verdictOf(own);
    return [{ table, row, codes: observation.codes, intervals, verdict }];
  });
}

/** That nobody was seen in a cell without enough data is no secret. */
function isZero(end: Ends | null): boolean {
  return end?.interval?.exact === true && end.interval.most === 0;
}

function verdictOf(ends: readonly (Ends | null)[]): Verdict {
  if (ends.every((end) => end?.met === true)) return "wide";
  const known = ends.some((end) => end?.met === false && end.interval?.exact === true);
  return known ? "narrow" : "unproven";
}

function widthMinOf(demands: readonly CellDemand[]): number | null {
  const widths = demands.map(({ widthMin }) => widthMin).filter((width) => width > 0);
  return widths.reduce<number | null>((least, width) => Math.min(least ?? width, width), null);
}
