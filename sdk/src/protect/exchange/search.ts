import { isMet } from "./goals.ts";
import type { Goal } from "./goals.ts";
import { load, record } from "./reached.ts";
import type { Reached } from "./reached.ts";
import { large } from "./read.ts";
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

/** Those of some goals that are not met. */
export function unmetOf({ reached }: Search, goals: readonly Goal[]): readonly Goal[] {
  return goals.filter((goal) => !isMet(reached, goal));
}

/** Walks until a goal is met or the effort is spent. */
export function pursue(search: Search, goal: Goal, { tries, stepsMax }: Effort): boolean {
  const { walker, reached } = search;
  for (let at = 0; at < tries; at += 1) {
    if (isMet(reached, goal)) return true;
    const aim = aimOf(search, goal, at);
    if (aim === null) return false;
    // Every other walk goes on from the furthest point seen; the rest start afresh.
    if (at % 2 === 1) load(walker, reached, goal.unknown, aim.direction);
    search.walks += 1;
    if (walk(walker, aim, stepsMax)) record(walker, reached);
    else clear(walker);
  }
  return isMet(reached, goal);
}

/** How far a goal is from being met, and how much further the bounds let its unknown go. */
export interface Distance {
  /** What is missing in the direction of the goal, and between the ends. */
  readonly lift: number;
  readonly apart: number;
  /** How far the unknown was seen, in the direction of the goal and in the other. */
  readonly ahead: number;
  readonly behind: number;
  /** Room beyond that. */
  readonly roomAhead: number;
  readonly roomBehind: number;
}

export function distanceOf(
  { walker, reached }: Search,
  { unknown, direction, lift, width }: Goal,
): Distance {
  const { least, most } = walker.incidence;
  const value = large(walker.truth, unknown);
  const rise = large(reached.rises.distances, unknown);
  const fall = large(reached.falls.distances, unknown);
  const above = large(most, unknown) - value - rise;
  const below = value - large(least, unknown) - fall;
  const [ahead, behind] = direction === 1 ? [rise, fall] : [fall, rise];
  const [roomAhead, roomBehind] = direction === 1 ? [above, below] : [below, above];
  return { lift: lift - ahead, apart: width - rise - fall, ahead, behind, roomAhead, roomBehind };
}

/**
 * The next thing to look for: first as far as must be reached, then apart, in both directions in turn;
 * at once or, at every third try, only one further. Null: bounds forbid it.
 */
function aimOf(search: Search, goal: Goal, at: number): Aim | null {
  const { lift, apart, ahead, behind, roomAhead, roomBehind } = distanceOf(search, goal);
  if (lift > roomAhead || apart > roomAhead + roomBehind) return null;
  const isAhead = lift > 0 || roomBehind <= 0 || (roomAhead > 0 && at % 4 < 2);
  const [distance, room] = isAhead ? [ahead, roomAhead] : [behind, roomBehind];
  const wanted = lift > 0 ? lift : Math.min(room, apart);
  const { unknown } = goal;
  const direction = isAhead === (goal.direction === 1) ? 1 : -1;
  return { unknown, direction, amount: distance + (at % 3 === 2 ? 1 : wanted) };
}
