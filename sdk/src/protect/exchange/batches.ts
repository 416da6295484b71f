import type { Demand } from "../equations.ts";
import { draw } from "./generator.ts";
import { componentsOf } from "./incidence.ts";
import { partOf } from "./part.ts";
import type { Part } from "./part.ts";
import type { Programs } from "./programs.ts";
import { isMet } from "./reached.ts";
import { pursue } from "./search.ts";
import type { Effort, Search } from "./search.ts";

/** Fewer unmet demands of one component are left to exact programs. */
const demandsMin = 12;
/** Larger components are left alone. */
const unknownsMax = 60_000;
/** Inner points of one component; each serves about half of what the ones before left. */
const roundsMax = 6;
/** Steps of inner points that are shorter say nothing about a direction. */
const leaningMin = 1e-3;
/** Walks that follow an inner point. */
const effort: Effort = { tries: 6, stepsMax: 120 };

/** What inner points show: how many were solved, and which demands fractional numbers meet. */
export interface Batches {
  readonly programs: number;
  readonly real: ReadonlySet<number>;
}

/** A demand that is not met, its place among all, and the furthest steps that inner points showed. */
interface Pending {
  readonly at: number;
  readonly demand: Demand;
  rise: number;
  fall: number;
}

/**
 * Pushes all unmet demands of a component at once, each in a direction of its own, to an inner point
 * of the real solutions; then walks in whole numbers with the point as a hint.
 */
export function pursueByBatches(
  search: Search,
  demands: readonly Demand[],
  open: Int32Array,
  programs: Programs,
): Batches {
  const { incidence, truth } = search.walker;
  const components = componentsOf(incidence);
  const pending = Array.from(open).flatMap((at): Pending[] => {
    const demand = demands[at];
    return demand === undefined ? [] : [{ at, demand, rise: 0, fall: 0 }];
  });
  const groups = Map.groupBy(pending, ({ demand }) => components[demand.unknown] ?? -1);
  let solved = 0;
  for (const [component, own] of groups) {
    if (own.length < demandsMin) continue;
    const members = Int32Array.from(components.keys()).filter((at) => components[at] === component);
    if (members.length > unknownsMax) continue;
    const part = partOf(incidence, truth, members, stepMaxOf(search, own));
    solved += pushAll(search, own, part, programs);
  }
  const real = pending.filter((each) => isMetBy(each, truth)).map(({ at }) => at);
  return { programs: solved, real: new Set(real) };
}

function pushAll(search: Search, own: readonly Pending[], part: Part, programs: Programs): number {
  const { walker, reached } = search;
  const interior = programs.interior(part);
  const places = new Map(Array.from(part.unknowns, (unknown, place) => [unknown, place]));
  let solved = 0;
  try {
    for (; solved < roundsMax; solved += 1) {
      const left = own.filter(({ demand }) => !isMet(reached, walker.truth, demand));
      if (left.length < demandsMin) break;
      const prices = new Float64Array(part.unknowns.length);
      for (const each of left) {
        const place = places.get(each.demand.unknown) ?? -1;
        prices[place] = directionOf(search, each) * (1 + draw(walker.generator, 1000) / 1000);
      }
      const steps = interior.solve(prices);
      if (typeof steps === "string") break;
      for (const each of left) see(each, steps[places.get(each.demand.unknown) ?? -1] ?? 0);
      lean(search, part, steps);
      for (const { demand } of left) pursue(search, demand, effort);
      walker.leanings.fill(0);
    }
  } finally {
    interior.close();
  }
  return solved;
}

/** A little room beyond the most that is wanted keeps the point near the truth. */
function stepMaxOf({ walker }: Search, own: readonly Pending[]): number {
  return own.reduce((most, { demand: { unknown, reach, width } }) => {
    const lift = reach - (walker.truth[unknown] ?? 0);
    return Math.max(most, 2 * lift, 2 * width);
  }, 4);
}

/** Upwards while a value must be reached; else a coin decides. */
function directionOf({ walker, reached }: Search, { demand }: Pending): 1 | -1 {
  const { unknown, reach } = demand;
  const greatest = (walker.truth[unknown] ?? 0) + (reached.rises.distances[unknown] ?? 0);
  return greatest < reach || draw(walker.generator, 2) === 0 ? 1 : -1;
}

function see(each: Pending, by: number): void {
  each.rise = Math.max(each.rise, by);
  each.fall = Math.max(each.fall, -by);
}

/** Fractional numbers that a solver calls possible are so within this. */
const tolerance = 1e-6;

function isMetBy({ demand, rise, fall }: Pending, truth: Float64Array): boolean {
  const { unknown, reach, width } = demand;
  const isHigh = (truth[unknown] ?? 0) + rise + tolerance >= reach;
  return isHigh && rise + fall + tolerance >= width;
}

function lean({ walker }: Search, { unknowns }: Part, steps: Float64Array): void {
  unknowns.forEach((unknown, place) => {
    const by = steps[place] ?? 0;
    walker.leanings[unknown] = Math.abs(by) < leaningMin ? 0 : Math.sign(by);
  });
}
