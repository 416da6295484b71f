import type { Demand, Equations } from "../equations.ts";
import { narrowed } from "./bounds.ts";
import { split } from "./component.ts";
import type { Component, Split } from "./component.ts";
import { Findings } from "./findings.ts";
import { incidenceOf } from "./incidence.ts";
import { neighbourhoodOf } from "./neighbourhood.ts";
import { determinedBy } from "./rank.ts";
import { repairOf } from "./repair.ts";
import type { Repair } from "./repair.ts";
import type { Search, Solver } from "./solver.ts";
import { sweep } from "./sweep.ts";
import { numberAt } from "./number-at.ts";

/** Greatest number of connected unknowns that single ends are searched in. */
export const connectedUnknownsMax = 40_000;

/** Which ends are searched for until they are known, wide enough or not. */
export type Thoroughness =
  /** None: as soon as a demand is met or cannot be met, the search for it is over. */
  | "verdict"
  /** Those of demands that cannot be met. */
  | "narrow"
  /** All. */
  | "all";

/** What is attacked, and how. */
export interface Attack {
  readonly equations: Equations;
  /** Equations from this one on follow from those before. */
  readonly implied: number;
  /** One for every unknown that somebody would like to know. */
  readonly demands: readonly Demand[];
  readonly solver: Solver;
  readonly thoroughness: Thoroughness;
  /** Told after each connected part: how many of the demands are dealt with. */
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
 * and differences of equations, then points of whole parts that show many unknowns wide at once, then
 * the ends of what is left, one by one.
 */
export function attack(own: Attack): Attacked {
  const { equations, implied, demands } = own;
  const settled = settle(equations, implied);
  if (settled === null) return nothing(equations);
  const { findings, parts } = settled;
  const state: State = { ...own, findings, parts, caps: new Map(), open: [], tooLarge: 0 };
  const perPart = parts.components.map((): Demand[] => []);
  for (const demand of demands) perPart[parts.componentOf[demand.unknown] ?? -1]?.push(demand);
  if (own.thoroughness !== "all") sweep(parts.components, perPart, state);
  let [contradictory, done] = [parts.contradictory, 0];
  parts.components.forEach((component, at) => {
    const mine = perPart[at] ?? [];
    if (!contradictory && !searchPart(component, mine, state)) contradictory = true;
    done += mine.length;
    if (mine.length > 0) own.progress?.(done, demands.length);
  });
  return {
    findings,
    contradictory,
    tooLarge: state.tooLarge,
    capOf: (unknown) =>
      state.caps.get(parts.componentOf[unknown] ?? -1) ?? Number.POSITIVE_INFINITY,
  };
}

interface State extends Attack {
  readonly findings: Findings;
  readonly parts: Split;
  readonly caps: Map<number, number>;
  readonly open: Demand[];
  tooLarge: number;
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
): { readonly findings: Findings; readonly parts: Split } | null {
  let bounds = narrowed(equations, equations);
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
    const { least, most } = bounds;
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

/** Searches the ends in one part; false when nothing in it can be the truth. */
function searchPart(component: Component, demands: readonly Demand[], state: State): boolean {
  const { findings } = state;
  const open = demands.filter((demand) => directionsOf(demand, state).length > 0);
  if (component.least.length > largeMin && open.length > 0) limitNearby(component, open, state);
  const left = open.filter((demand) => directionsOf(demand, state).length > 0);
  if (left.length === 0) return true;
  if (component.least.length > connectedUnknownsMax) {
    state.tooLarge = Math.max(state.tooLarge, component.least.length);
    return true;
  }
  const search = state.solver.search(component);
  const place = { component, search, repair: repairOf(component), findings };
  try {
    for (const demand of left) {
      const at = state.parts.componentOf[demand.unknown] ?? -1;
      state.caps.set(at, search.cap);
      const unknown = numberAt(state.parts.placeOf, demand.unknown);
      for (const direction of [1, -1] as const) {
        const isOpen = (): boolean => directionsOf(demand, state).includes(direction);
        if (isOpen() && !searchEnd(place, unknown, direction, isOpen)) return false;
      }
    }
  } finally {
    search.close();
  }
  return true;
}

/** From this many unknowns on, a few equations around an unknown are asked before all of them. */
const largeMin = 800;
/** Unknowns of those equations. */
const nearbyMax = 400;

/** What the equations around an unknown alone exclude: that most that are narrow are, they show. */
function limitNearby(component: Component, demands: readonly Demand[], state: State): void {
  const incidence = incidenceOf(component);
  for (const demand of demands) {
    const unknown = numberAt(state.parts.placeOf, demand.unknown);
    const nearby = neighbourhoodOf(component, incidence, unknown, nearbyMax);
    const search = state.solver.search(nearby);
    try {
      for (const direction of directionsOf(demand, state)) {
        const found = search.corner(new Map([[nearby.target, direction]]));
        const isEnd = found.kind === "found" && found.bound < search.cap / 2;
        if (isEnd) state.findings.limit(demand.unknown, direction, found.bound);
      }
    } finally {
      search.close();
    }
  }
}

/** The ends of a demanded unknown that are still worth searching for. */
function directionsOf(demand: Demand, { findings, thoroughness }: State): readonly (1 | -1)[] {
  const isDone =
    thoroughness !== "all" &&
    (findings.isMet(demand) || (thoroughness === "verdict" && findings.isHopeless(demand)));
  if (isDone) return [];
  return ([1, -1] as const).filter((direction) => !findings.isAtEnd(demand.unknown, direction));
}

interface Place {
  readonly component: Component;
  readonly search: Search;
  readonly repair: Repair;
  readonly findings: Findings;
}

/** Searches one end of one unknown, as long as it is open; false when there is no solution at all. */
function searchEnd(
  { component, search, repair, findings }: Place,
  unknown: number,
  direction: 1 | -1,
  isOpen: () => boolean,
): boolean {
  const own = numberAt(component.members, unknown);
  const objective = new Map([[unknown, direction]]);
  const ways =
    component.least.length > largeMin ? (["inner", "corner"] as const) : (["corner"] as const);
  for (const way of ways) {
    const found = search[way](objective);
    if (found.kind === "impossible") return false;
    if (found.kind !== "found") continue;
    findings.limit(own, direction, found.bound);
    findings.take(component, found.values, repair);
    if (!isOpen()) return true;
  }
  const whole = search.whole(objective);
  if (whole.kind === "impossible") return false;
  if (whole.kind === "found") {
    findings.limit(own, direction, whole.bound);
    findings.take(component, whole.values);
  }
  return true;
}
