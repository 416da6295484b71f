import { isMet } from "./goals.ts";
import type { Goal } from "./goals.ts";
import { neighbourhood } from "./neighbourhood.ts";
import type { Blocks } from "./neighbourhood.ts";
import { partOf } from "./part.ts";
import type { Part } from "./part.ts";
import type { Programs } from "./programs.ts";
import { load, record } from "./reached.ts";
import { large } from "./read.ts";
import { distanceOf } from "./search.ts";
import type { Search } from "./search.ts";
import { clear, step } from "./walk.ts";
import type { Aim } from "./walk.ts";

/** What small exact programs say about one goal. */
export type Verdict = "met" | "real" | "impossible" | "unknown";

/** Unknowns of the neighbourhoods that are tried, one after the other. */
const sizes = [60, 240, 720, 2000] as const;
/** Larger neighbourhoods are not searched in whole numbers. */
const wholeSizeMax = 500;
/** How much longer a step may be than what is looked for. */
const stepShare = 2;
/** Exchanges that one goal may take. */
const roundsMax = 12;
/** What is wanted is looked for in so many parts: short exchanges after one another. */
const parts = 4;

/** The solver, and what it may still cost. */
export interface Budget {
  readonly programs: Programs;
  readonly blocks: Blocks;
  /** What may still be spent. */
  left: number;
  /** Programs solved so far. */
  solved: number;
}

/** Looks for the shortest exchanges that meet a goal, in growing neighbourhoods. */
export function pursueExactly(search: Search, goal: Goal, budget: Budget): Verdict {
  const { reached } = search;
  let isReal = false;
  for (let round = 0; round < roundsMax; round += 1) {
    if (isMet(reached, goal)) return "met";
    const verdicts: Verdict[] = [];
    for (const aim of aimsOf(search, goal)) {
      if (verdicts.at(-1) !== "met") verdicts.push(follow(search, aim, budget));
    }
    isReal ||= verdicts.includes("real");
    if (verdicts.every((verdict) => verdict === "impossible")) return "impossible";
    if (verdicts.at(-1) !== "met") break;
  }
  if (isMet(reached, goal)) return "met";
  return isReal ? "real" : "unknown";
}

/** What to look for, beyond what was reached: as far as must be reached; or else apart. */
function aimsOf(search: Search, goal: Goal): readonly Aim[] {
  const { unknown, direction } = goal;
  const { lift, apart } = distanceOf(search, goal);
  const amount = Math.ceil((lift > 0 ? lift : apart) / parts);
  const ahead: Aim = { unknown, direction, amount };
  if (lift > 0) return amount > 1 ? [ahead, { ...ahead, amount: 1 }] : [ahead];
  const behind: Aim = { unknown, direction: direction === 1 ? -1 : 1, amount };
  const further = [ahead, behind];
  return amount > 1 ? [...further, ...further.map((aim) => ({ ...aim, amount: 1 }))] : further;
}

/** Goes on from where the unknown was seen furthest. */
function follow(search: Search, aim: Aim, budget: Budget): Verdict {
  if (budget.left <= 0) return "unknown";
  const { walker, reached } = search;
  load(walker, reached, aim.unknown, aim.direction);
  const values = walker.truth.slice();
  for (const unknown of walker.changed.subarray(0, walker.changedCount)) {
    values[unknown] = large(values, unknown) + large(walker.steps, unknown);
  }
  const verdict = widen(search, values, aim, budget);
  clear(walker);
  return verdict;
}

function widen(search: Search, values: Float64Array, aim: Aim, budget: Budget): Verdict {
  const { incidence } = search.walker;
  let verdict: Verdict = "unknown";
  for (const size of sizes) {
    if (budget.left <= 0) return verdict;
    const members = neighbourhood(incidence, budget.blocks, aim.unknown, size);
    const isAll = members.length < size;
    const part = partOf(incidence, values, members, isAll ? Infinity : aim.amount * stepShare);
    const tried = solve(search, part, aim, budget);
    if (tried === "met" || (isAll && tried === "impossible")) return tried;
    if (tried === "real") verdict = "real";
    if (isAll) return verdict;
  }
  return verdict;
}

function solve(search: Search, part: Part, aim: Aim, budget: Budget): Verdict {
  const partAim = { place: part.unknowns.indexOf(aim.unknown), by: aim.direction * aim.amount };
  spend(budget, part);
  const real = budget.programs.shortest(part, partAim, "real");
  if (typeof real === "string") return real;
  if (take(search, part, real)) return "met";
  if (part.unknowns.length > wholeSizeMax || budget.left <= 0) return "real";
  spend(budget, part);
  const whole = budget.programs.shortest(part, partAim, "whole");
  if (whole === "impossible") return "impossible";
  return whole !== "unknown" && take(search, part, whole) ? "met" : "real";
}

/** A program of so many unknowns costs 1; the effort grows with the square. */
const unitSize = 480;

function spend(budget: Budget, { unknowns }: Part): void {
  budget.left -= Math.max(1, (unknowns.length / unitSize) ** 2);
  budget.solved += 1;
}

/** Uses a proposal if it is an exchange in whole numbers; else goes back to where it began. */
function take({ walker, reached }: Search, { unknowns }: Part, steps: Float64Array): boolean {
  const whole = steps.map(Math.round);
  unknowns.forEach((unknown, at) => step(walker, unknown, large(whole, at)));
  if (walker.violatedCount === 0 && record(walker, reached)) return true;
  unknowns.forEach((unknown, at) => step(walker, unknown, -large(whole, at)));
  return false;
}
