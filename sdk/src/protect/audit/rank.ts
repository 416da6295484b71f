import type { Equations } from "../equations.ts";
import type { Component } from "./component.ts";
import { eliminated } from "./elimination.ts";
import type { Pivot } from "./elimination.ts";
import { addTimes, centred, prime } from "./modular.ts";

/** Which equations, how often each, give an unknown. */
export interface Combination {
  /** Equation → how often it is added; whole numbers. */
  readonly times: ReadonlyMap<number, number>;
  /** Together they give this often the unknown. */
  readonly often: number;
}

/** An unknown that sums and differences of equations determine. */
export interface Determined {
  readonly unknown: number;
  readonly value: number;
}

/**
 * Unknowns of some parts that sums and differences of published equations determine, with their
 * values. A random change that keeps every equation, modulo a prime, leaves determined unknowns as
 * they are; each of those is then shown to be a sum of equations in exact arithmetic, so that chance
 * cannot make one of an unknown that is not.
 */
export function determinedBy(components: readonly Component[]): readonly Determined[] {
  return components.flatMap((component) =>
    [...combinationsOf(component, component.implied)].flatMap(([unknown, combination]) => {
      const value = valueOf(component, combination);
      return value === null ? [] : [{ unknown: component.members[unknown] ?? 0, value }];
    }),
  );
}

/** Unknown → a sum of the first `count` equations that gives it and nothing else. */
export function combinationsOf(
  equations: Equations,
  count: number,
): ReadonlyMap<number, Combination> {
  const pivots = eliminated(equations, count);
  const found = new Map<number, Combination>();
  if (pivots === null) return found;
  for (const unknown of unmoved(pivots)) {
    const combination = combinationFor(unknown, pivots, equations);
    if (combination !== null) found.set(unknown, combination);
  }
  return found;
}

/** What a combination adds up to; null when it is too large for exact arithmetic. */
export function valueOf({ totals }: Equations, { times, often }: Combination): number | null {
  let sum = 0;
  for (const [equation, own] of times) sum += own * (totals[equation] ?? 0);
  return Number.isSafeInteger(sum) ? sum / often + 0 : null;
}

/** Unknowns that are 0 in a random solution of the equations without their totals. */
function unmoved(pivots: readonly Pivot[]): readonly number[] {
  const solution = new Map<number, number>();
  const valueAt = (unknown: number): number => {
    const value = solution.get(unknown) ?? 1 + (scrambled(unknown) >>> 7);
    solution.set(unknown, value);
    return value;
  };
  const found: number[] = [];
  for (let at = pivots.length - 1; at >= 0; at -= 1) {
    const pivot = pivots[at];
    if (pivot === undefined) continue;
    let sum = 0;
    for (const [unknown, factor] of pivot.row) {
      if (unknown !== pivot.unknown) sum = addTimes(sum, factor, valueAt(unknown));
    }
    const value = ((prime - sum) * pivot.inverse) % prime;
    solution.set(pivot.unknown, value);
    if (value === 0) found.push(pivot.unknown);
  }
  return found;
}

function scrambled(unknown: number): number {
  const first = Math.imul(unknown + 1, 0x9e3779b1);
  const second = Math.imul(first ^ (first >>> 15), 0x85ebca6b);
  return second ^ (second >>> 13);
}

/** Least multiples that are tried to make whole numbers of remainders. */
const oftenMax = 12;
/** Combinations that need an equation more often than this are left to a solver. */
const timesMax = 10_000;

function combinationFor(
  unknown: number,
  pivots: readonly Pivot[],
  equations: Equations,
): Combination | null {
  const weights = weightsFor(unknown, pivots);
  if (weights === null) return null;
  const remainders = remaindersOf(weights, pivots);
  for (let often = 1; often <= oftenMax; often += 1) {
    const times = new Map<number, number>();
    for (const [equation, own] of remainders) times.set(equation, centred((own * often) % prime));
    const combination = { times, often };
    if ([...times.values()].some((own) => Math.abs(own) > timesMax)) continue;
    if (gives(combination, unknown, equations)) return combination;
  }
  return null;
}

/** How often each equation itself is added, when what is left of pivots' equations is added so often. */
function remaindersOf(
  weights: Map<number, number>,
  pivots: readonly Pivot[],
): ReadonlyMap<number, number> {
  const remainders = new Map<number, number>();
  for (let at = pivots.length - 1; at >= 0; at -= 1) {
    const [pivot, weight] = [pivots[at], weights.get(at) ?? 0];
    if (pivot === undefined || weight === 0) continue;
    remainders.set(pivot.equation, weight);
    for (const { pivot: earlier, times } of pivot.taken) {
      weights.set(earlier, addTimes(weights.get(earlier) ?? 0, prime - weight, times));
    }
  }
  return remainders;
}

/** How often what is left of each pivot's equation is added to give the unknown. */
function weightsFor(unknown: number, pivots: readonly Pivot[]): Map<number, number> | null {
  const open = new Map([[unknown, 1]]);
  const weights = new Map<number, number>();
  for (let at = 0; at < pivots.length && open.size > 0; at += 1) {
    const pivot = pivots[at];
    const own = open.get(pivot?.unknown ?? -1);
    if (pivot === undefined || own === undefined) continue;
    const weight = (own * pivot.inverse) % prime;
    weights.set(at, weight);
    takeOff(open, pivot.row, weight);
  }
  return open.size === 0 ? weights : null;
}

/** Takes a row off what is open, so many times. */
function takeOff(open: Map<number, number>, row: ReadonlyMap<number, number>, times: number): void {
  for (const [other, factor] of row) {
    const value = addTimes(open.get(other) ?? 0, prime - times, factor);
    if (value === 0) open.delete(other);
    else open.set(other, value);
  }
}

/** Exact: whether the equations of a combination add up to the unknown alone. */
function gives(
  { times, often }: Combination,
  unknown: number,
  { starts, unknowns, factors }: Equations,
): boolean {
  const sums = new Map([[unknown, -often]]);
  for (const [equation, own] of times) {
    for (let at = starts[equation] ?? 0; at < (starts[equation + 1] ?? 0); at += 1) {
      const other = unknowns[at] ?? 0;
      const sum = (sums.get(other) ?? 0) + own * (factors[at] ?? 0);
      if (!Number.isSafeInteger(sum)) return false;
      sums.set(other, sum);
    }
  }
  return [...sums.values()].every((sum) => sum === 0);
}
