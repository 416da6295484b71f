import type { Layout } from "./layout.ts";

/**
 * Whole numbers that are rounded to a multiple of a base, and the published figures that each of
 * them is a part of. Every figure is the sum of its parts before and after, so tables add up by
 * construction. Typed arrays, because a national table has a million figures.
 */
export interface SmallCounts {
  readonly base: number;
  /** Count → how far it lies above the next lower multiple of the base: 1 … base − 1. */
  readonly rests: Int32Array;
  /** Count → place of its first figure; one longer than there are counts. */
  readonly starts: Int32Array;
  /** Figures of the counts, one count after the other; in the list of one count a figure occurs once. */
  readonly figures: Int32Array;
  /** Figure → its error before any of the counts is rounded; as long as there are figures. */
  readonly before: Int32Array;
}

/** Which counts go up, and what that does to every figure. */
export interface Rounding {
  /** Count → 1 when it goes up to the next multiple of the base, 0 when it goes down. */
  readonly up: Uint8Array;
  /** Figure → rounded minus true. */
  readonly errors: Int32Array;
}

/** What some choice of ups and downs does to the figures. */
export function roundingOf(counts: SmallCounts, up: Uint8Array): Rounding {
  const { base, rests, starts, figures } = counts;
  const errors = counts.before.slice();
  rests.forEach((rest, count) => {
    const step = up[count] === 1 ? base - rest : -rest;
    addTo(errors, figures.subarray(starts[count], starts[count + 1]), step);
  });
  return { up, errors };
}

/** Adds a step to the errors of some figures. */
export function addTo(errors: Int32Array, figures: Int32Array, step: number): void {
  for (let place = 0; place < figures.length; place += 1) {
    const figure = figures[place] ?? 0;
    errors[figure] = (errors[figure] ?? 0) + step;
  }
}

/** Small counts of one kind: the rows they stand in, and where the figures of their kind begin. */
export interface CountsOfKind {
  readonly rows: Int32Array;
  readonly values: Float64Array;
  readonly offsets: readonly number[];
}

/** Counts of several kinds, one kind after the other; row and offset together are the figure. */
export function gatherCounts(
  layout: Layout,
  kinds: readonly CountsOfKind[],
  { base, before }: Pick<SmallCounts, "base" | "before">,
): SmallCounts {
  const length = kinds.reduce((sum, { rows }) => sum + rows.length, 0);
  const rests = new Int32Array(length);
  const starts = new Int32Array(length + 1);
  let figures = new Int32Array(64 * length + 64);
  let [count, place] = [0, 0];
  for (const { rows, values, offsets } of kinds) {
    for (const row of rows) {
      const wider = layout.widerOf(row);
      if (place + offsets.length * wider.length > figures.length) figures = extended(figures);
      for (const offset of offsets) {
        for (let at = 0; at < wider.length; at += 1)
          figures[place + at] = (wider[at] ?? 0) + offset;
        place += wider.length;
      }
      rests[count] = values[row] ?? 0;
      count += 1;
      starts[count] = place;
    }
  }
  return { base, before, rests, starts, figures: figures.subarray(0, place) };
}

/** Twice as much room, what is there kept. */
function extended(figures: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const wider = new Int32Array(2 * figures.length);
  wider.set(figures);
  return wider;
}
