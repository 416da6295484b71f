import type { Solver } from "./solver.ts";

/** A set of numbers, and whether no smaller one would do. */
export interface Smallest {
  readonly set: readonly number[];
  readonly isProven: boolean;
}

/** Rounds of asking for a smaller set before the known one is kept. */
const roundsMax = 60;

/**
 * The smallest set of numbers that is enough. Whenever a set is not, it is filled up as long as it is
 * not; a set that is enough has something of what was left out each time. The smallest set that has
 * something of all that was left out so far is tried next.
 */
export function smallestSet(
  candidates: readonly number[],
  known: readonly number[],
  isEnough: (set: readonly number[]) => boolean,
  solver: Solver,
): Smallest {
  const leftOut: (readonly number[])[] = [];
  for (let round = 0; round < roundsMax; round += 1) {
    const next = smallestHit(candidates, leftOut, solver);
    if (next === null) return { set: known, isProven: false };
    if (next.length >= known.length) return { set: known, isProven: true };
    if (isEnough(next)) return { set: next, isProven: true };
    leftOut.push(restOf(candidates, next, isEnough));
  }
  return { set: known, isProven: false };
}

/** What is left out when a set is filled up as long as it is not enough. */
function restOf(
  candidates: readonly number[],
  start: readonly number[],
  isEnough: (set: readonly number[]) => boolean,
): readonly number[] {
  let set = start;
  const rest: number[] = [];
  for (const number of candidates) {
    if (start.includes(number)) continue;
    const more = [...set, number];
    if (isEnough(more)) rest.push(number);
    else set = more;
  }
  return rest;
}

/** A smallest set that has something of each of some sets. */
function smallestHit(
  candidates: readonly number[],
  sets: readonly (readonly number[])[],
  solver: Solver,
): readonly number[] | null {
  if (sets.length === 0) return [];
  const placeOf = new Map(candidates.map((number, place) => [number, place]));
  const count = candidates.length;
  // One unknown for every candidate, taken or not; one for every set, how many more than one it has.
  const terms = sets.flatMap((set, at) => [
    ...set.map((number) => [placeOf.get(number) ?? 0, 1] as const),
    [count + at, -1] as const,
  ]);
  const starts = [0];
  for (const set of sets) starts.push((starts.at(-1) ?? 0) + set.length + 1);
  const search = solver.search({
    least: new Float64Array(count + sets.length),
    most: Float64Array.from([...candidates.map(() => 1), ...sets.map(() => count)]),
    starts: Int32Array.from(starts),
    unknowns: Int32Array.from(terms, ([unknown]) => unknown),
    factors: Int32Array.from(terms, ([, factor]) => factor),
    totals: new Float64Array(sets.length).fill(1),
    implied: sets.length,
  });
  try {
    const found = search.whole(new Map(candidates.map((_, place) => [place, -1])));
    if (found.kind !== "found") return null;
    const set = candidates.filter((_, place) => (found.values[place] ?? 0) > 0.5);
    return set.length <= -found.bound + 0.5 ? set : null;
  } finally {
    search.close();
  }
}
