import type { Equations } from "../equations.ts";
import { narrowed } from "./bounds.ts";
import type { Bounds } from "./bounds.ts";
import { split } from "./component.ts";
import type { Split } from "./component.ts";
import { directionsOf, isDecided, searchPart } from "./ends.ts";
import type { Searching, Thoroughness } from "./ends.ts";
import { Findings } from "./findings.ts";
import type { Wanted } from "./findings.ts";
import { numberAt } from "./number-at.ts";
import { push } from "./push.ts";
import { determinedBy } from "./rank.ts";
import type { Solver } from "./solver.ts";
import { sweep } from "./sweep.ts";

/** What is attacked, and how. */
export interface Attack {
  readonly equations: Equations;
  /** What single equations tell; null when one of them cannot hold. */
  readonly bounds: Bounds | null;
  /** Equations from this one on follow from those before. */
  readonly implied: number;
  /** One for every unknown that somebody would like to know. */
  readonly demands: readonly Wanted[];
  readonly solver: Solver | null;
  readonly thoroughness: Thoroughness;
  /** Told from time to time how many of the demands are dealt with. */
  readonly progress?: (done: number, all: number) => void;
}

/** What an attack found out. */
export interface Attacked {
  readonly findings: Findings;
  /** Nothing can be the truth. */
  readonly contradictory: boolean;
  /** Connected unknowns of the greatest part that was too large for its open demands; 0 when none was. */
  readonly tooLarge: number;
  /** Values above this stand for no upper end at all. */
  readonly capOf: (unknown: number) => number;
}

/**
 * Finds out how closely every demanded unknown can be worked out: single equations first, then sums
 * and differences of equations, then steps from one possible table to others, then points of whole
 * parts that show many unknowns wide at once, then the ends of what is left, one by one.
 */
export function attack(own: Attack): Attacked {
  const { equations, implied, demands } = own;
  const settled = settle(equations, implied, own.bounds);
  if (settled === null) return nothing(equations);
  const { findings, parts } = settled;
  const { solver, thoroughness } = own;
  const state: Searching = {
    ...{ solver, thoroughness, findings, parts, caps: new Map(), tooLarge: 0, done: 0 },
    tell: (more = 0) => own.progress?.(state.done + more, demands.length),
  };
  const perPart = parts.components.map((): Wanted[] => []);
  for (const demand of demands) perPart[parts.componentOf[demand.unknown] ?? -1]?.push(demand);
  state.done = demands.length - perPart.reduce((sum, { length }) => sum + length, 0);
  const contradictory = parts.contradictory || !searchParts(perPart, state);
  return {
    findings,
    contradictory,
    tooLarge: state.tooLarge,
    capOf: (unknown) =>
      state.caps.get(parts.componentOf[unknown] ?? -1) ?? Number.POSITIVE_INFINITY,
  };
}

/** Searches all parts, by every means in turn; false when nothing in one of them can be the truth. */
function searchParts(perPart: readonly (readonly Wanted[])[], state: Searching): boolean {
  const { parts, thoroughness } = state;
  if (thoroughness === "sums") return true;
  if (thoroughness !== "all") showWide(perPart, state);
  const isOpen = (demand: Wanted): boolean => directionsOf(demand, state).length > 0;
  return parts.components.every((component, at) => {
    const open = (perPart[at] ?? []).filter(isOpen);
    return open.length === 0 || searchPart(component, open, state);
  });
}

/** Shows as many demands to be met as tables do that are found for many of them at once. */
function showWide(perPart: readonly (readonly Wanted[])[], state: Searching): void {
  const { parts, findings, solver, tell: progress } = state;
  parts.components.forEach((component, at) => {
    const demands = perPart[at] ?? [];
    if (demands.length === 0) return;
    push({ component, demands, placeOf: parts.placeOf, findings, progress });
    state.done += demands.filter((demand) => isDecided(demand, findings)).length;
    progress();
  });
  const before = openIn(perPart, findings);
  sweep(parts.components, perPart, { solver, findings, parts, progress });
  state.done += before - openIn(perPart, findings);
}

function openIn(perPart: readonly (readonly Wanted[])[], findings: Findings): number {
  return perPart.reduce(
    (sum, demands) => sum + demands.filter((demand) => !isDecided(demand, findings)).length,
    0,
  );
}

function nothing({ least, most }: Equations): Attacked {
  return {
    findings: new Findings({ least, most }),
    contradictory: true,
    tooLarge: 0,
    capOf: () => Number.POSITIVE_INFINITY,
  };
}

/** Bounds from single equations, and what sums of equations settle, until neither says more. */
function settle(
  equations: Equations,
  implied: number,
  start: Bounds | null,
): { readonly findings: Findings; readonly parts: Split } | null {
  let bounds = start;
  for (let round = 0; bounds !== null; round += 1) {
    const parts = split(equations, implied, bounds);
    const sums = round < 3 ? determinedBy(parts.components) : [];
    if (sums.length === 0) {
      const findings = new Findings(bounds);
      bounds.least.forEach((value, unknown) => {
        if (parts.componentOf[unknown] === -1) findings.settle(unknown, value);
      });
      return { findings, parts };
    }
    const [least, most] = [bounds.least.slice(), bounds.most.slice()];
    for (const { unknown, value } of sums) {
      if (
        !Number.isInteger(value) ||
        value < numberAt(least, unknown) ||
        value > numberAt(most, unknown)
      )
        return null;
      least[unknown] = value;
      most[unknown] = value;
    }
    bounds = narrowed(equations, { least, most });
  }
  return null;
}
