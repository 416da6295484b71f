import type { Wanted } from "./findings.ts";
import { incidenceOf } from "./incidence.ts";
import type { Incidence } from "./incidence.ts";
import type { Knowledge } from "./knowledge.ts";
import type { SetSize } from "./reason.ts";
import { smallestSet } from "./smallest.ts";
import type { Solver } from "./solver.ts";
import { sumFor } from "./sum.ts";
import type { Bound } from "./sum.ts";
import { surroundingsOf } from "./surroundings.ts";
import type { Surroundings } from "./surroundings.ts";

/** Figures that give an unknown away, and how. */
export interface Explanation {
  /** Published figures. */
  readonly figures: readonly number[];
  readonly atMost: Bound | null;
  readonly atLeast: Bound | null;
  readonly size: SetSize;
}

/** Farthest that is looked, in equations between a number and the cell that it gives away. */
const distanceMax = 12;
/** Numbers of which each is tried to be left out. */
const minimalMax = 150;
/** Numbers among which the smallest set is proven to be the smallest. */
const provenMax = 60;

/** Finds published numbers that give unknowns away. */
export class Explainer {
  readonly #knowledge: Knowledge;
  readonly #incidence: Incidence;
  readonly #solver: Solver;

  constructor(knowledge: Knowledge, solver: Solver) {
    this.#knowledge = knowledge;
    this.#incidence = incidenceOf(knowledge.equations);
    this.#solver = solver;
  }

  /** Why a demand cannot be met: the nearest numbers first; null when sums of numbers do not say why. */
  explain(demand: Wanted): Explanation | null {
    const { unknown } = demand;
    for (let distance = 1; distance <= distanceMax; distance += 1) {
      const around = surroundingsOf(this.#knowledge, this.#incidence, unknown, distance);
      if (around === null) return null;
      const found = this.#tried(around, demand, (trial) => reduced(trial));
      if (found !== null) return found.size === "minimal" ? this.#proven(found, demand) : found;
      if (around.isAll) return null;
    }
    return null;
  }

  /** Looks for a smaller set among all numbers that have to do with the unknown, where they are few. */
  #proven(found: Explanation, demand: Wanted): Explanation {
    const all = surroundingsOf(this.#knowledge, this.#incidence, demand.unknown, Infinity);
    if (all === null || all.published.size > provenMax) return found;
    const proven = this.#tried(all, demand, (trial) => {
      const known = trial.all.filter((own) => found.figures.includes(all.published.get(own) ?? -1));
      const { set, isProven } = smallestSet(
        trial.all,
        known,
        (own) => trial.isNarrow(own),
        this.#solver,
      );
      return isProven ? { ...trial.bounds(set), size: "smallest" } : null;
    });
    return proven ?? found;
  }

  /** What a trial finds out; null when all numbers together are not enough. */
  #tried(
    around: Surroundings,
    demand: Wanted,
    find: (trial: Trial) => Explanation | null,
  ): Explanation | null {
    const trial = new Trial(around, this.#knowledge.figures.values, demand, this.#solver);
    try {
      return trial.isNarrow(trial.all) ? find(trial) : null;
    } finally {
      trial.close();
    }
  }
}

/** Leaves out one number after the other, the farthest first, as long as the rest is enough. */
function reduced(trial: Trial): Explanation {
  const support = trial.support();
  let set = trial.isNarrow(support) ? support : trial.all;
  if (set.length > minimalMax) return { ...trial.bounds(set), size: "enough" };
  for (const number of set.toReversed()) {
    const less = set.filter((own) => own !== number);
    if (trial.isNarrow(less)) set = less;
  }
  return { ...trial.bounds(set), size: set.length <= 1 ? "smallest" : "minimal" };
}

/** Tries sets of published numbers. */
class Trial {
  /** All published numbers around, the nearest first. */
  readonly all: readonly number[];
  readonly #around: Surroundings;
  readonly #values: Float64Array;
  readonly #demand: Wanted;
  readonly #search: ReturnType<Solver["search"]>;
  readonly #given: Set<number> = new Set();

  constructor(around: Surroundings, values: Float64Array, demand: Wanted, solver: Solver) {
    this.#around = around;
    this.#values = values;
    this.#demand = demand;
    this.all = [...around.published.keys()];
    this.#search = solver.search(this.#with(this.all));
    // The search knows all numbers in the beginning.
    for (const number of this.all) this.#given.add(number);
  }

  /** Whether these numbers alone keep the demand from being met, whole numbers or not. */
  isNarrow(numbers: readonly number[]): boolean {
    const { most, least } = this.#ends(numbers);
    const { width, reach, openFrom = Number.POSITIVE_INFINITY } = this.#demand;
    return (most < reach || most - least < width) && least < openFrom;
  }

  /** Numbers that the ends depend on. */
  support(): readonly number[] {
    const { most } = this.#ends(this.all);
    const directions = most < this.#demand.reach ? ([1] as const) : ([1, -1] as const);
    const used = new Set<number>();
    for (const direction of directions) {
      for (const number of this.#bound(this.all, direction)?.times.keys() ?? []) used.add(number);
    }
    return this.all.filter((number) => used.has(number));
  }

  /** The figures of a set, and the sums of them that bound the unknown. */
  bounds(numbers: readonly number[]): Omit<Explanation, "size"> {
    const { most, least } = this.#ends(numbers);
    const { width, reach } = this.#demand;
    const isAboutReach = most < reach && most - least >= width;
    const figuresOf = (bound: Bound | null): Bound | null =>
      bound === null
        ? null
        : {
            ...bound,
            times: new Map([...bound.times].map(([own, times]) => [this.#figure(own), times])),
          };
    return {
      figures: numbers.map((number) => this.#figure(number)),
      atMost: figuresOf(this.#bound(numbers, 1)),
      atLeast: isAboutReach ? null : figuresOf(this.#bound(numbers, -1)),
    };
  }

  close(): void {
    this.#search.close();
  }

  #bound(numbers: readonly number[], direction: 1 | -1): Bound | null {
    this.#give(numbers);
    const prices = this.#search.prices(new Map([[this.#around.target, direction]]));
    if (prices === null) return null;
    return sumFor(this.#with(numbers), new Set(numbers), this.#around.target, direction, prices);
  }

  #ends(numbers: readonly number[]): { readonly most: number; readonly least: number } {
    this.#give(numbers);
    const [up, down] = ([1, -1] as const).map((direction) => {
      const found = this.#search.corner(new Map([[this.#around.target, direction]]));
      return found.kind === "found" ? found.bound : Number.POSITIVE_INFINITY;
    });
    const slack = 1e-6;
    return { most: Math.floor((up ?? 0) + slack), least: Math.ceil(-(down ?? 0) - slack) };
  }

  #give(numbers: readonly number[]): void {
    const wanted = new Set(numbers);
    for (const number of this.all) {
      if (wanted.has(number) === this.#given.has(number)) continue;
      const value = this.#value(number);
      if (wanted.has(number)) {
        this.#search.between(number, value, value);
        this.#given.add(number);
      } else {
        this.#search.between(number, 0, Number.POSITIVE_INFINITY);
        this.#given.delete(number);
      }
    }
  }

  #figure(number: number): number {
    return this.#around.published.get(number) ?? -1;
  }

  #value(number: number): number {
    return this.#values[this.#figure(number)] ?? 0;
  }

  #with(numbers: readonly number[]): Surroundings {
    const { least, most } = this.#around;
    const [low, high] = [least.slice(), most.slice()];
    for (const number of numbers) {
      low[number] = this.#value(number);
      high[number] = this.#value(number);
    }
    return { ...this.#around, least: low, most: high };
  }
}
