import type { Demand } from "../equations.ts";
import { neighbourhood, partOf } from "./part.ts";
import type { Part } from "./part.ts";
import type { Programs } from "./programs.ts";
import { isMet, record } from "./reached.ts";
import type { Search } from "./search.ts";
import { clear, step } from "./walk.ts";
import type { Aim } from "./walk.ts";

/** What small exact programs say about one demand. */
export type Verdict = "met" | "real" | "impossible" | "unknown";

/** Unknowns of the neighbourhoods that are tried, one after the other. */
const sizes = [30, 120, 480, 2000] as const;
/** Larger neighbourhoods are not searched in whole numbers. */
const wholeSizeMax = 500;
/** How much longer a step may be than what is looked for. */
const stepShare = 2;
/** Exchanges that one demand may take. */
const roundsMax = 6;

/** The solver, and how many programs it may still be given. */
export interface Budget {
  readonly programs: Programs;
  left: number;
}

/** Looks for the shortest exchanges that meet a demand, in growing neighbourhoods. */
export function pursueExactly(search: Search, demand: Demand, budget: Budget): Verdict {
  const { walker, reached } = search;
  let isReal = false;
  for (let round = 0; round < roundsMax; round += 1) {
    if (isMet(reached, walker.truth, demand)) return "met";
    const verdicts: Verdict[] = [];
    for (const aim of aimsOf(search, demand)) {
      const verdict = follow(search, aim, budget);
      verdicts.push(verdict);
      if (verdict === "met") break;
    }
    isReal ||= verdicts.includes("real");
    if (verdicts.at(-1) === "met") continue;
    // The last aims are the smallest: when even they are impossible, nothing lies further away.
    if (verdicts.slice(-2).every((verdict) => verdict === "impossible")) return "impossible";
    break;
  }
  if (isMet(reached, walker.truth, demand)) return "met";
  return isReal ? "real" : "unknown";
}

/** What to look for: a value that must be reached; or else all that is wanted apart, or a little of it. */
function aimsOf({ walker, reached }: Search, { unknown, width, reach }: Demand): readonly Aim[] {
  const rise = reached.rises.distances[unknown] ?? 0;
  const fall = reached.falls.distances[unknown] ?? 0;
  const lift = reach - (walker.truth[unknown] ?? 0);
  const up = (amount: number): Aim => ({ unknown, direction: 1, amount });
  const down = (amount: number): Aim => ({ unknown, direction: -1, amount });
  if (lift > rise) return [up(lift)];
  const further = [up(rise + 1), down(fall + 1)];
  return width - rise - fall === 1 ? further : [up(width - fall), down(width - rise), ...further];
}

function follow(search: Search, aim: Aim, budget: Budget): Verdict {
  const { incidence, truth } = search.walker;
  let verdict: Verdict = "unknown";
  for (const size of sizes) {
    if (budget.left <= 0) return verdict;
    const members = neighbourhood(incidence, aim.unknown, size);
    const isAll = members.length < size;
    const part = partOf(incidence, truth, members, isAll ? Infinity : aim.amount * stepShare);
    const tried = solve(search, part, aim, budget);
    if (tried === "met" || (isAll && tried === "impossible")) return tried;
    if (tried === "real") verdict = "real";
    if (isAll) return verdict;
  }
  return verdict;
}

function solve(search: Search, part: Part, aim: Aim, budget: Budget): Verdict {
  const place = part.unknowns.indexOf(aim.unknown);
  const partAim = { place, by: aim.direction * aim.amount };
  budget.left -= 1;
  const real = budget.programs.shortest(part, partAim, "real");
  if (typeof real === "string") return real;
  if (take(search, part, aim, real)) return "met";
  if (part.unknowns.length > wholeSizeMax || budget.left <= 0) return "real";
  budget.left -= 1;
  const whole = budget.programs.shortest(part, partAim, "whole");
  if (whole === "impossible") return "impossible";
  return whole !== "unknown" && take(search, part, aim, whole) ? "met" : "real";
}

/** Uses a proposal if it is an exchange in whole numbers. */
function take(
  { walker, reached }: Search,
  { unknowns }: Part,
  aim: Aim,
  steps: Float64Array,
): boolean {
  unknowns.forEach((unknown, at) => {
    const by = Math.round(steps[at] ?? 0);
    if (by !== 0) step(walker, unknown, by);
  });
  const isFar = (walker.steps[aim.unknown] ?? 0) * aim.direction >= aim.amount;
  if (walker.violatedCount === 0 && isFar && record(walker, reached)) return true;
  clear(walker);
  return false;
}
