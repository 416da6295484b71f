import type { Demand } from "../equations.ts";
import { isMet, load, record } from "./reached.ts";
import { large } from "./read.ts";
import type { Reached } from "./reached.ts";
import { clear, walk } from "./walk.ts";
import type { Aim, Walker } from "./walk.ts";

/** A search under way: where it walks and what it has seen. */
export interface Search {
  readonly walker: Walker;
  readonly reached: Reached;
  /** Walks so far. */
  walks: number;
}

/** How often to try one demand, and how many steps a walk may take. */
export interface Effort {
  readonly tries: number;
  readonly stepsMax: number;
}

/** Those of some demands, named by their places, that are not met. */
export function unmetOf(
  { walker, reached }: Search,
  demands: readonly Demand[],
  places: Int32Array,
): Int32Array {
  return places.filter((at) => {
    const demand = demands[at];
    return demand !== undefined && !isMet(reached, walker.truth, demand);
  });
}

/** Walks until a demand is met or the effort is spent. */
export function pursue(
  search: Search,
  demand: Demand | undefined,
  { tries, stepsMax }: Effort,
): boolean {
  const { walker, reached } = search;
  if (demand === undefined) return true;
  for (let at = 0; at < tries; at += 1) {
    if (isMet(reached, walker.truth, demand)) return true;
    const aim = aimOf(search, demand, at);
    if (aim === null) return false;
    // Every other walk goes on from the furthest point seen; the rest start afresh.
    if (at % 2 === 1) load(walker, reached, demand.unknown, aim.direction);
    search.walks += 1;
    if (walk(walker, aim, stepsMax)) record(walker, reached);
    else clear(walker);
  }
  return isMet(reached, walker.truth, demand);
}

/**
 * The next thing to look for: first up to the value that must be reached, then apart, upwards and
 * downwards in turn; at once or, at every third try, only one further. Null: bounds forbid it.
 */
function aimOf({ walker, reached }: Search, demand: Demand, at: number): Aim | null {
  const { unknown, reach, width } = demand;
  const value = large(walker.truth, unknown);
  const rise = large(reached.rises.distances, unknown);
  const fall = large(reached.falls.distances, unknown);
  const above = large(walker.incidence.most, unknown) - value - rise;
  const below = value - large(walker.incidence.least, unknown) - fall;
  const lift = reach - value - rise;
  const apart = width - rise - fall;
  if (lift > above || apart > above + below) return null;
  const isUp = lift > 0 || below <= 0 || (above > 0 && at % 4 < 2);
  const [distance, room] = isUp ? [rise, above] : [fall, below];
  const wanted = lift > 0 ? lift : Math.min(room, apart);
  return { unknown, direction: isUp ? 1 : -1, amount: distance + (at % 3 === 2 ? 1 : wanted) };
}
