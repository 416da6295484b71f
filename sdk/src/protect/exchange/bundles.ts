import type { Equations } from "../equations.ts";
import { large, raise, whole } from "./read.ts";

/**
 * Unknowns that can only step together, because equations of two terms tie them to each other, as one
 * unknown each: a bundle. Where margins keep few secrets, two terms are what most equations have, and
 * a search that steps one after the other runs after its own consequences.
 */
export interface Bundles {
  /** Unknown → its bundle. */
  readonly of: Int32Array;
  /** Unknown → 1 where it steps with its bundle, -1 where it steps the other way. */
  readonly signs: Int8Array;
  /** Bundle → its first place in `members`; one longer than there are bundles. */
  readonly starts: Int32Array;
  /** Ascending within one bundle; the first gives the bundle its value. */
  readonly members: Int32Array;
  /** What is left of the equations: between bundles, and each only once. */
  readonly equations: Equations;
  readonly truth: Float64Array;
}

/** Ties unknowns together; `truth` is a possible point of the equations. */
export function bundlesOf(equations: Equations, truth: Float64Array): Bundles {
  const forest: Forest = {
    parents: Int32Array.from(truth.keys()),
    signs: new Int8Array(truth.length).fill(1),
  };
  const row: Row = {
    sums: new Float64Array(truth.length),
    readAt: new Int32Array(truth.length),
    reads: 0,
    roots: [],
  };
  while (tie(equations, forest, row));
  const numbers = new Int32Array(truth.length);
  let count = 0;
  const of = Int32Array.from(truth.keys(), (unknown) => {
    const root = rootOf(forest, unknown);
    if (root === unknown) {
      numbers[root] = count;
      count += 1;
    }
    return whole(numbers, root);
  });
  const grouped = membersOf(of, count);
  const leaders = grouped.starts.subarray(0, count).map((start) => whole(grouped.members, start));
  const own = Float64Array.from(leaders, (leader) => large(truth, leader));
  const bounds = boundsOf(equations, truth, { of, signs: forest.signs, truth: own });
  const rows = rowsOf(equations, { forest, row, numbers, truth: own });
  return { of, signs: forest.signs, ...grouped, equations: { ...bounds, ...rows }, truth: own };
}

/** Trees of unknowns that are tied to each other; the root is the least of them. */
interface Forest {
  readonly parents: Int32Array;
  /** Whether an unknown steps with its parent (1) or the other way (-1). */
  readonly signs: Int8Array;
}

/** The root of an unknown; from then on the unknown hangs on it directly. */
function rootOf({ parents, signs }: Forest, unknown: number): number {
  let root = unknown;
  let sign = 1;
  while (whole(parents, root) !== root) {
    sign *= signs[root] ?? 1;
    root = whole(parents, root);
  }
  for (let at = unknown; at !== root;) {
    const next = whole(parents, at);
    const own = signs[at] ?? 1;
    parents[at] = root;
    signs[at] = sign;
    sign *= own;
    at = next;
  }
  return root;
}

/** An equation between roots: their factors, and those that have one. */
interface Row {
  readonly sums: Float64Array;
  /** Root → the reading that met it last. */
  readonly readAt: Int32Array;
  reads: number;
  roots: number[];
}

function read(
  { starts, unknowns, factors }: Equations,
  equation: number,
  { forest, row }: { readonly forest: Forest; readonly row: Row },
): void {
  const { sums, readAt } = row;
  const roots: number[] = [];
  row.reads += 1;
  for (let term = whole(starts, equation); term < whole(starts, equation + 1); term += 1) {
    const unknown = whole(unknowns, term);
    const root = rootOf(forest, unknown);
    if (readAt[root] !== row.reads) {
      roots.push(root);
      readAt[root] = row.reads;
      sums[root] = 0;
    }
    sums[root] = large(sums, root) + (forest.signs[unknown] ?? 1) * whole(factors, term);
  }
  row.roots = roots.filter((root) => sums[root] !== 0);
}

/** Ties what equations of two terms tie. False when there was nothing to tie any more. */
function tie(equations: Equations, forest: Forest, row: Row): boolean {
  let isNew = false;
  for (let equation = 0; equation < equations.totals.length; equation += 1) {
    read(equations, equation, { forest, row });
    const [one = 0, other = 0] = row.roots;
    const [left, right] = [large(row.sums, one), large(row.sums, other)];
    if (row.roots.length !== 2 || Math.abs(left) !== Math.abs(right)) continue;
    const least = Math.min(one, other);
    forest.parents[one + other - least] = least;
    forest.signs[one + other - least] = left === right ? -1 : 1;
    isNew = true;
  }
  return isNew;
}

function membersOf(of: Int32Array, count: number): Pick<Bundles, "starts" | "members"> {
  const starts = new Int32Array(count + 1);
  for (const bundle of of) raise(starts, bundle + 1, 1);
  for (let at = 1; at < starts.length; at += 1) raise(starts, at, whole(starts, at - 1));
  const next = starts.slice();
  const members = new Int32Array(of.length);
  of.forEach((bundle, unknown) => {
    members[whole(next, bundle)] = unknown;
    raise(next, bundle, 1);
  });
  return { starts, members };
}

/** A bundle can go as far as the first of its members that meets a bound. */
function boundsOf(
  equations: Equations,
  values: Float64Array,
  { of, signs, truth }: Pick<Bundles, "of" | "signs" | "truth">,
): Pick<Equations, "least" | "most"> {
  const least = truth.map(() => Number.NEGATIVE_INFINITY);
  const most = truth.map(() => Number.POSITIVE_INFINITY);
  of.forEach((bundle, unknown) => {
    const value = large(values, unknown);
    const down = value - large(equations.least, unknown);
    const up = large(equations.most, unknown) - value;
    const [before, after] = signs[unknown] === 1 ? [down, up] : [up, down];
    const own = large(truth, bundle);
    least[bundle] = Math.max(large(least, bundle), own - before);
    most[bundle] = Math.min(large(most, bundle), own + after);
  });
  return { least, most };
}

interface Made {
  readonly forest: Forest;
  readonly row: Row;
  /** Root → bundle. */
  readonly numbers: Int32Array;
  readonly truth: Float64Array;
}

/** The equations between bundles; of those that say the same, the first. */
function rowsOf(
  equations: Equations,
  { forest, row, numbers, truth }: Made,
): Omit<Equations, "least" | "most"> {
  const unknowns = new Int32Array(equations.unknowns.length);
  const factors = new Int32Array(equations.unknowns.length);
  const starts = [0];
  const totals: number[] = [];
  const seen = new Map<number, number[]>();
  let length = 0;
  for (let equation = 0; equation < equations.totals.length; equation += 1) {
    read(equations, equation, { forest, row });
    if (row.roots.length === 0) continue;
    const start = length;
    let turn = 0;
    let total = 0;
    let digest = 0;
    for (const root of row.roots.toSorted((a, b) => a - b)) {
      const factor = large(row.sums, root);
      if (turn === 0) turn = Math.sign(factor);
      unknowns[length] = whole(numbers, root);
      factors[length] = turn * factor;
      total += turn * factor * large(truth, whole(numbers, root));
      digest = Math.imul(digest ^ (root + 1), 0x9e3779b1) ^ (turn * factor);
      length += 1;
    }
    const alike = seen.get(digest) ?? [];
    if (alike.length === 0) seen.set(digest, alike);
    if (alike.some((other) => isSame({ starts, unknowns, factors }, other, [start, length]))) {
      length = start;
      continue;
    }
    alike.push(totals.length);
    starts.push(length);
    totals.push(total);
  }
  return {
    starts: Int32Array.from(starts),
    unknowns: unknowns.slice(0, length),
    factors: factors.slice(0, length),
    totals: Float64Array.from(totals),
  };
}

function isSame(
  {
    starts,
    unknowns,
    factors,
  }: {
    readonly starts: readonly number[];
    readonly unknowns: Int32Array;
    readonly factors: Int32Array;
  },
  row: number,
  [start, end]: readonly [number, number],
): boolean {
  const first = starts[row] ?? 0;
  if ((starts[row + 1] ?? 0) - first !== end - start) return false;
  for (let at = 0; at < end - start; at += 1) {
    if (unknowns[first + at] !== unknowns[start + at]) return false;
    if (factors[first + at] !== factors[start + at]) return false;
  }
  return true;
}
