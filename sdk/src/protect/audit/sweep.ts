import type { Component, Split } from "./component.ts";
import type { Findings, Wanted } from "./findings.ts";
import { repairOf } from "./repair.ts";
import type { Solver } from "./solver.ts";
import { numberAt } from "./number-at.ts";

/** Rounds of pushing all unmet demands at once; and rounds without a gain after which it is over. */
const roundsMax = 100;
const idleMax = 6;
/** Parts are searched together up to this many unknowns: each search costs something by itself. */
const togetherMax = 4000;
/** From this many unknowns on, inner points are found faster than corners. */
const innerMin = 150;

/** What a sweep works with. */
export interface Swept {
  readonly solver: Solver | null;
  readonly findings: Findings;
  readonly parts: Split;
  /** Told how many more demands are dealt with than before the sweep. */
  readonly progress: (more: number) => void;
}

/**
 * Pushes all demands of many parts at once, in fixed but different directions: one point of a part
 * shows many unknowns far from where the next point shows them.
 */
export function sweep(
  components: readonly Component[],
  demands: readonly (readonly Wanted[])[],
  state: Swept,
): void {
  const { solver } = state;
  if (solver === null) return;
  let [together, size, done] = [[] as number[], 0, 0];
  const flush = (): void => {
    const progress = (more: number): void => state.progress(done + more);
    if (together.length > 0)
      done += sweepTogether(together, components, demands, { ...state, solver, progress });
    [together, size] = [[], 0];
  };
  components.forEach((component, at) => {
    if (!isWorthIt(demands[at] ?? [], state)) return;
    if (size + component.least.length > togetherMax) flush();
    together.push(at);
    size += component.least.length;
  });
  flush();
}

function isWorthIt(demands: readonly Wanted[], { findings }: Swept): boolean {
  return demands.some((demand) => !findings.isMet(demand) && !findings.isHopeless(demand));
}

/** How many demands it could deal with. */
function sweepTogether(
  places: readonly number[],
  components: readonly Component[],
  demands: readonly (readonly Wanted[])[],
  { solver, findings, parts, progress }: Swept & { readonly solver: Solver },
): number {
  const own = places.flatMap((at) => components[at] ?? []);
  const { joined, starts } = join(own);
  const mine = places.map((at) => demands[at] ?? []);
  const repairs = own.map((component) => repairOf(component));
  const search = solver.search(joined);
  try {
    let [first, before, idle] = [-1, Number.POSITIVE_INFINITY, 0];
    for (let round = 0; round < roundsMax && idle < idleMax; round += 1) {
      const objective = new Map<number, number>();
      mine.forEach((list, at) => {
        for (const demand of list) {
          if (findings.isMet(demand) || findings.isHopeless(demand)) continue;
          const place = numberAt(starts, at) + numberAt(parts.placeOf, demand.unknown);
          objective.set(place, signOf(round, place));
        }
      });
      if (first < 0) first = objective.size;
      progress(first - objective.size);
      if (objective.size === 0) return first;
      idle = objective.size < before ? 0 : idle + 1;
      before = objective.size;
      const solution =
        joined.least.length >= innerMin ? search.inner(objective) : search.corner(objective);
      if (solution.kind !== "found") return first - objective.size;
      own.forEach((component, at) => {
        const start = numberAt(starts, at);
        const values = solution.values.slice(start, start + component.least.length);
        if ((mine[at] ?? []).some((demand) => !findings.isMet(demand))) {
          findings.take(component, values, repairs[at]);
        }
      });
    }
    return Math.max(0, first - before);
  } finally {
    search.close();
  }
}

/** All alike in the first two rounds, then a fixed scramble; each pair of rounds pushes both ways. */
function signOf(round: number, place: number): number {
  const direction = round % 2 === 0 ? 1 : -1;
  if (round < 2) return direction;
  const scramble = Math.imul(place + 1, 0x9e3779b1) ^ Math.imul(round >> 1, 0x85ebca6b);
  return ((scramble >>> 13) & 1) === 0 ? direction : -direction;
}

/** Several parts as one; what is implied is left out. */
function join(components: readonly Component[]): {
  readonly joined: Omit<Component, "members">;
  readonly starts: readonly number[];
} {
  const starts: number[] = [];
  const terms = {
    starts: [0],
    unknowns: [] as number[],
    factors: [] as number[],
    totals: [] as number[],
  };
  const bounds = { least: [] as number[], most: [] as number[] };
  for (const { least, most, implied, ...own } of components) {
    const shift = bounds.least.length;
    starts.push(shift);
    for (let at = 0; at < least.length; at += 1) {
      bounds.least.push(numberAt(least, at));
      bounds.most.push(numberAt(most, at));
    }
    for (let row = 0; row < implied; row += 1) {
      for (let at = numberAt(own.starts, row); at < numberAt(own.starts, row + 1); at += 1) {
        terms.unknowns.push(numberAt(own.unknowns, at) + shift);
        terms.factors.push(numberAt(own.factors, at));
      }
      terms.starts.push(terms.unknowns.length);
      terms.totals.push(numberAt(own.totals, row));
    }
  }
  const joined = {
    least: Float64Array.from(bounds.least),
    most: Float64Array.from(bounds.most),
    starts: Int32Array.from(terms.starts),
    unknowns: Int32Array.from(terms.unknowns),
    factors: Int32Array.from(terms.factors),
    totals: Float64Array.from(terms.totals),
    implied: terms.totals.length,
  };
  return { joined, starts };
}
