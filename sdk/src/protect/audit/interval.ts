import type { Search, Solution } from "./solver.ts";
import { valueOf } from "./system.ts";
import type { Component, Form } from "./system.ts";
import { isWitness } from "./witness.ts";

/** What must stay possible for one form: a distance between its ends, and a value it can reach. */
export interface Demand {
  readonly form: Form;
  readonly widthMin: number;
  readonly reachMin: number;
}

/**
 * What an attacker can pin a quantity down to. Both ends were reached by verified solutions, so the
 * truth cannot be excluded from being as far apart as they are.
 */
export interface Interval {
  readonly least: number;
  /** Null when nothing limits it. */
  readonly most: number | null;
  /** Nothing lies outside; false when the search stopped as soon as the interval was wide enough. */
  readonly exact: boolean;
}

export interface Ends {
  /** Null when no solution was found at all. */
  readonly interval: Interval | null;
  readonly met: boolean;
}

/** The rules of a component contradict each other: nothing can be the truth. */
export const impossible = "impossible";

/** Searches a component until every demand is met or its true ends are known. */
export function endsOf(
  component: Component,
  demands: readonly Demand[],
  search: Search,
  options: { readonly exact: boolean },
): readonly Ends[] | typeof impossible {
  const tracks = demands.map((demand) => new Track(demand, search.cap));
  const take = (solution: Solution): boolean => {
    if (solution.kind !== "found" || !isWitness(component, solution.values)) return false;
    for (const track of tracks) track.reached(valueOf(track.demand.form, solution.values));
    return true;
  };
  if (!options.exact) sweep(tracks, search, take);
  for (const track of tracks) {
    for (const direction of [1, -1] as const) {
      if (!options.exact && track.met()) break;
      const { form } = track.demand;
      const relaxed = search.relaxed(form, direction);
      if (relaxed.kind === "impossible") return impossible;
      track.limited(relaxed, direction);
      if (take(relaxed) && track.atEnd(direction)) continue;
      const whole = search.whole(form, direction);
      track.limited(whole, direction);
      take(whole);
    }
  }
  return tracks.map((track) => track.ends());
}

/** Rounds of pushing all unmet demands at once, in fixed but different directions: cheap for many. */
const sweeps = 8;

function sweep(
  tracks: readonly Track[],
  search: Search,
  take: (solution: Solution) => boolean,
): void {
  for (let round = 0; round < sweeps; round += 1) {
    const unmet = tracks.filter((track) => !track.met());
    if (unmet.length < 3) return;
    const factors = new Map<number, number>();
    unmet.forEach((track, place) => {
      for (const term of track.demand.form.terms) {
        const factor = term.factor * signOf(round, place);
        factors.set(term.unknown, (factors.get(term.unknown) ?? 0) + factor);
      }
    });
    const terms = Array.from(factors, ([unknown, factor]) => ({ unknown, factor }));
    take(search.relaxed({ terms, constant: 0 }, round % 2 === 0 ? 1 : -1));
  }
}

/** All alike in the first two rounds, then a fixed scramble; each pair of rounds pushes both ways. */
function signOf(round: number, place: number): 1 | -1 {
  if (round < 2) return 1;
  const scramble = Math.imul(place + 1, 0x9e3779b1) ^ Math.imul(round >> 1, 0x85ebca6b);
  return ((scramble >>> 13) & 1) === 0 ? 1 : -1;
}

/** The ends reached so far, and the limits the solver claims. */
class Track {
  readonly demand: Demand;
  readonly #cap: number;
  #least = Number.POSITIVE_INFINITY;
  #most = Number.NEGATIVE_INFINITY;
  #leastLimit = Number.NEGATIVE_INFINITY;
  #mostLimit = Number.POSITIVE_INFINITY;

  constructor(demand: Demand, cap: number) {
    this.demand = demand;
    this.#cap = cap;
  }

  reached(value: number): void {
    this.#least = Math.min(this.#least, value);
    this.#most = Math.max(this.#most, value);
  }

  limited(solution: Solution, direction: 1 | -1): void {
    if (solution.kind !== "found") return;
    const slack = 1e-6 * Math.max(1, Math.abs(solution.bound));
    if (direction === 1) {
      this.#mostLimit = Math.min(this.#mostLimit, Math.floor(solution.bound + slack));
    } else {
      this.#leastLimit = Math.max(this.#leastLimit, Math.ceil(solution.bound - slack));
    }
  }

  atEnd(direction: 1 | -1): boolean {
    return direction === 1 ? this.#most >= this.#mostLimit : this.#least <= this.#leastLimit;
  }

  met(): boolean {
    const { widthMin, reachMin } = this.demand;
    return this.#most - this.#least >= widthMin && this.#most >= reachMin;
  }

  ends(): Ends {
    if (this.#most < this.#least) return { interval: null, met: false };
    const most = this.#most > this.#cap / 2 ? null : this.#most;
    const exact = this.atEnd(1) && this.atEnd(-1);
    return { interval: { least: this.#least, most, exact }, met: this.met() };
  }
}
