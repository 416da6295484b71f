import type { Component, Split } from "./component.ts";
import type { Findings, Wanted } from "./findings.ts";
import { incidenceOf } from "./incidence.ts";
import { neighbourhoodOf } from "./neighbourhood.ts";
import { numberAt } from "./number-at.ts";
import { repairOf } from "./repair.ts";
import type { Repair } from "./repair.ts";
import type { Search, Solver } from "./solver.ts";

/** Greatest number of connected unknowns that single ends are searched in. */
export const connectedUnknownsMax = 40_000;

/** Which ends are searched for until they are known, wide enough or not. */
export type Thoroughness =
  /** None, and nothing is shown to be wide: only what bounds and sums of equations tell. */
  | "sums"
  /** None: as soon as a demand is met or cannot be met, the search for it is over. */
  | "verdict"
  /** Those of demands that cannot be met. */
  | "narrow"
  /** All. */
  | "all";

/** A search for ends, as far as it has come. */
export interface Searching {
  readonly solver: Solver | null;
  readonly thoroughness: Thoroughness;
  readonly findings: Findings;
  readonly parts: Split;
  /** Component → the value that stands for no upper end. */
  readonly caps: Map<number, number>;
  /** Connected unknowns of the greatest part that was too large for its open demands; 0 when none was. */
  tooLarge: number;
  /** Demands that are dealt with. */
  done: number;
  /** Tells how many that are, and how many more. */
  readonly tell: (more?: number) => void;
}

/** Whether it is known that a demand is met, or that it cannot be. */
export function isDecided(demand: Wanted, findings: Findings): boolean {
  return findings.isMet(demand) || findings.isHopeless(demand);
}

/** Searches the ends in one part; false when nothing in it can be the truth. */
export function searchPart(
  component: Component,
  open: readonly Wanted[],
  state: Searching,
): boolean {
  const { findings, solver } = state;
  if (solver === null) return true;
  if (component.least.length > largeMin) limitNearby(component, open, { ...state, solver });
  const left = open.filter((demand) => directionsOf(demand, state).length > 0);
  if (left.length === 0) return true;
  if (component.least.length > connectedUnknownsMax) {
    state.tooLarge = Math.max(state.tooLarge, component.least.length);
    return true;
  }
  const search = solver.search(component);
  state.caps.set(state.parts.componentOf[left[0]?.unknown ?? -1] ?? -1, search.cap);
  const place = { component, search, repair: repairOf(component), findings };
  try {
    return left.every((demand) => searchDemand(place, demand, state));
  } finally {
    search.close();
  }
}

/** Searches both ends of one demand; false when there is no solution at all. */
function searchDemand(place: Place, demand: Wanted, state: Searching): boolean {
  const wasDecided = state.thoroughness !== "all" && isDecided(demand, state.findings);
  const unknown = numberAt(state.parts.placeOf, demand.unknown);
  for (const direction of [1, -1] as const) {
    const isOpen = (): boolean => directionsOf(demand, state).includes(direction);
    if (isOpen() && !searchEnd(place, unknown, direction, isOpen)) return false;
  }
  state.done += wasDecided ? 0 : 1;
  state.tell();
  return true;
}

/** From this many unknowns on, a few equations around an unknown are asked before all of them. */
const largeMin = 800;
/** Unknowns of those equations. */
const nearbyMax = 400;

/** What the equations around an unknown alone exclude: that most that are narrow are, they show. */
function limitNearby(
  component: Component,
  demands: readonly Wanted[],
  state: Searching & { readonly solver: Solver },
): void {
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
    state.tell();
  }
}

/** The ends of a demanded unknown that are still worth searching for. */
export function directionsOf(
  demand: Wanted,
  { findings, thoroughness }: Searching,
): readonly (1 | -1)[] {
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
