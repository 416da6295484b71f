import type { Rounding, SmallCounts } from "./small-counts.ts";

/** Ups and downs that are turned one by one, the errors of all figures kept up to date. */
export interface Turning extends Rounding {
  /** What the squared errors gain when a count goes the other way. */
  readonly changeOf: (count: number) => number;
  readonly turn: (count: number) => void;
  /** One count after the other goes where the figures are nearer to the truth, those decided so far included. */
  readonly diffuse: () => void;
}

/** Starts with everything down. */
export function openTurning(counts: SmallCounts): Turning {
  const { base, rests, starts, figures } = counts;
  const up = new Uint8Array(rests.length);
  const errors = counts.before.slice();
  const errorOf = (count: number): number => {
    const end = starts[count + 1] ?? 0;
    let sum = 0;
    for (let place = starts[count] ?? 0; place < end; place += 1) {
      sum += errors[figures[place] ?? 0] ?? 0;
    }
    return sum;
  };
  const lengthOf = (count: number): number => (starts[count + 1] ?? 0) - (starts[count] ?? 0);
  const step = (count: number, by: number): void => {
    const end = starts[count + 1] ?? 0;
    for (let place = starts[count] ?? 0; place < end; place += 1) {
      const figure = figures[place] ?? 0;
      errors[figure] = (errors[figure] ?? 0) + by;
    }
  };
  rests.forEach((rest, count) => step(count, -rest));
  return {
    up,
    errors,
    // (e + by)² − e² = 2 · e · by + by², added up over the figures.
    changeOf: (count) => {
      const by = up[count] === 1 ? -base : base;
      return 2 * by * errorOf(count) + lengthOf(count) * base * base;
    },
    turn: (count) => {
      step(count, up[count] === 1 ? -base : base);
      up[count] = 1 - (up[count] ?? 0);
    },
    diffuse: () => {
      errors.set(counts.before);
      rests.forEach((rest, count) => {
        // (e + base − rest)² − (e − rest)² = base · (2e − 2 · rest + base), added up over the figures.
        const isUp = 2 * errorOf(count) + lengthOf(count) * (base - 2 * rest) < 0;
        up[count] = Number(isUp);
        step(count, isUp ? base - rest : -rest);
      });
    },
  };
}
