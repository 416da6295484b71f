import { draw } from "./generator.ts";
import { isMet } from "./goals.ts";
import type { Goal } from "./goals.ts";
import { componentsOf } from "./incidence.ts";
import { partOf } from "./part.ts";
import type { Part } from "./part.ts";
import type { Interior, Programs } from "./programs.ts";
import { pursue } from "./search.ts";
import type { Effort, Search } from "./search.ts";

/** Fewer unmet goals of one component are left to exact programs. */
const goalsMin = 12;
/** Larger components are left alone: what long walks leave of them is next to nothing. */
const unknownsMax = 20_000;
/** Inner points of one component; each serves about half of what the ones before left. */
const roundsMax = 6;
/** Steps of inner points that are shorter say nothing about a direction. */
const leaningMin = 1e-3;
/** Walks that follow an inner point. */
const effort: Effort = { tries: 6, stepsMax: 500 };

/** What inner points show: how many were solved, and which goals fractional numbers meet. */
export interface Batches {
  readonly programs: number;
  readonly real: ReadonlySet<Goal>;
}

/** A goal that is not met, and the furthest steps that inner points showed. */
interface Pending {
  readonly goal: Goal;
  rise: number;
  fall: number;
}

/**
 * Pushes all unmet goals of a component at once, each in a direction of its own, to an inner point
 * of the real solutions; then walks in whole numbers with the point as a hint.
 */
export function pursueByBatches(
  search: Search,
  open: readonly Goal[],
  programs: Programs,
): Batches {
  const { incidence, truth } = search.walker;
  const components = componentsOf(incidence);
  const pending = open.map((goal): Pending => ({ goal, rise: 0, fall: 0 }));
  const groups = Map.groupBy(pending, ({ goal }) => components[goal.unknown] ?? -1);
  let solved = 0;
  for (const [component, own] of groups) {
    if (own.length < goalsMin) continue;
    const members = Int32Array.from(components.keys()).filter((at) => components[at] === component);
    if (members.length > unknownsMax) continue;
    const part = partOf(incidence, truth, members, stepMaxOf(own));
    solved += pushAll(search, own, part, programs);
  }
  return { programs: solved, real: new Set(pending.filter(isMetBy).map(({ goal }) => goal)) };
}

function pushAll(search: Search, own: readonly Pending[], part: Part, programs: Programs): number {
  const interior = programs.interior(part);
  let left = own;
  let solved = 0;
  try {
    while (left.length >= goalsMin && solved < roundsMax) {
      if (!push(search, left, part, interior)) break;
      solved += 1;
      const before = left.length;
      left = left.filter(({ goal }) => !isMet(search.reached, goal));
      // A point that served nobody is followed by others that hardly do.
      if (left.length === before) break;
    }
  } finally {
    interior.close();
  }
  return solved;
}

/** One inner point, and walks that follow it. False when there is none. */
function push(search: Search, left: readonly Pending[], part: Part, interior: Interior): boolean {
  const { walker } = search;
  const places = new Map(Array.from(part.unknowns, (unknown, place) => [unknown, place]));
  const placeOf = ({ goal }: Pending): number => places.get(goal.unknown) ?? -1;
  const prices = new Float64Array(part.unknowns.length);
  for (const each of left) {
    prices[placeOf(each)] = directionOf(search, each) * (1 + draw(walker.generator, 1000) / 1000);
  }
  const steps = interior.solve(prices);
  if (typeof steps === "string") return false;
  for (const each of left) see(each, steps[placeOf(each)] ?? 0);
  lean(search, part, steps);
  for (const { goal } of left) pursue(search, goal, effort);
  walker.leanings.fill(0);
  return true;
}

/** A little room beyond the most that is wanted keeps the point near the truth. */
function stepMaxOf(own: readonly Pending[]): number {
  return own.reduce((most, { goal }) => Math.max(most, 2 * goal.lift, 2 * goal.width), 4);
}

/** The way of the goal while that must be gone further; else a coin decides. */
function directionOf({ walker, reached }: Search, { goal }: Pending): 1 | -1 {
  const { rises, falls } = reached;
  const { distances } = goal.direction === 1 ? rises : falls;
  if ((distances[goal.unknown] ?? 0) < goal.lift) return goal.direction;
  return draw(walker.generator, 2) === 0 ? 1 : -1;
}

function see(each: Pending, by: number): void {
  each.rise = Math.max(each.rise, by);
  each.fall = Math.max(each.fall, -by);
}

/** Fractional numbers that a solver calls possible are so within this. */
const tolerance = 1e-6;

function isMetBy({ goal, rise, fall }: Pending): boolean {
  const ahead = goal.direction === 1 ? rise : fall;
  return ahead + tolerance >= goal.lift && rise + fall + tolerance >= goal.width;
}

function lean({ walker }: Search, { unknowns }: Part, steps: Float64Array): void {
  unknowns.forEach((unknown, place) => {
    const by = steps[place] ?? 0;
    walker.leanings[unknown] = Math.abs(by) < leaningMin ? 0 : Math.sign(by);
  });
}
