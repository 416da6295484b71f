import type { Layout } from "./layout.ts";

/** The greatest value that a few equations leave to a cell, and the margin that limits it. */
export interface Limit {
  readonly most: number;
  /** A margin whose shown total sets the limit, −1 where none does. */
  readonly margin: number;
}

/** One amount of a table with some rows withheld. */
export interface Amounts {
  readonly layout: Layout;
  readonly of: Float64Array;
  readonly withheld: Uint8Array;
  /** What a withheld inner cell holds at least. */
  readonly least: number;
}

/** Equations that are followed from a cell: its own, its wider cells', and their neighbours'. */
const depthMax = 3;

/** What limits a withheld row: its own margin, or one further off when its wider cell is withheld, too. */
export function limitOf(amounts: Amounts, row: number, depth: number = depthMax, via = -1): Limit {
  const { marginStarts, marginsOf } = amounts.layout;
  let limit: Limit = { most: Number.POSITIVE_INFINITY, margin: -1 };
  for (let at = marginStarts[row] ?? 0; at < (marginStarts[row + 1] ?? 0); at += 1) {
    const margin = marginsOf[at] ?? 0;
    if (margin === via) continue;
    const found = limitIn(amounts, row, margin, depth);
    if (found.most < limit.most) limit = found;
  }
  return limit;
}

function limitIn(amounts: Amounts, row: number, margin: number, depth: number): Limit {
  const { layout, withheld } = amounts;
  const total = layout.totals[margin] ?? 0;
  if (total === row) return depth === 0 ? free : limitOfParts(amounts, margin, depth);
  const others = othersIn(amounts, margin, row);
  if (withheld[total] !== 1) return { most: (amounts.of[total] ?? 0) - others, margin };
  if (depth === 0) return free;
  const wider = limitOf(amounts, total, depth - 1, margin);
  return { most: wider.most - others, margin: wider.margin };
}

const free: Limit = { most: Number.POSITIVE_INFINITY, margin: -1 };

/** A wider cell is no more than its parts can be together; the part that can be most is in the way. */
function limitOfParts(amounts: Amounts, margin: number, depth: number): Limit {
  let most = 0;
  let widest: Limit = { most: -1, margin: -1 };
  for (const part of partsOf(amounts.layout, margin)) {
    if (amounts.withheld[part] !== 1) most += amounts.of[part] ?? 0;
    else {
      const limit = limitOf(amounts, part, depth - 1, margin);
      most += limit.most;
      if (limit.most > widest.most) widest = limit;
    }
  }
  return { most, margin: widest.margin };
}

/** What the other parts of a margin hold at least. */
function othersIn(amounts: Amounts, margin: number, row: number): number {
  let sum = 0;
  for (const part of partsOf(amounts.layout, margin)) {
    if (part === row) continue;
    sum += amounts.withheld[part] === 1 ? leastOf(amounts, part) : (amounts.of[part] ?? 0);
  }
  return sum;
}

/** A wider cell holds at least what its shown parts hold, and the least of the others. */
function leastOf({ layout, of, withheld, least }: Amounts, row: number): number {
  const { marginStarts, marginsOf, totals } = layout;
  let most = least;
  for (let at = marginStarts[row] ?? 0; at < (marginStarts[row + 1] ?? 0); at += 1) {
    const margin = marginsOf[at] ?? 0;
    if (totals[margin] !== row) continue;
    let sum = 0;
    for (const part of partsOf(layout, margin)) {
      sum += withheld[part] === 1 ? least : (of[part] ?? 0);
    }
    most = Math.max(most, sum);
  }
  return most;
}

function partsOf({ starts, parts }: Layout, margin: number): Int32Array {
  return parts.subarray(starts[margin], starts[margin + 1]);
}
