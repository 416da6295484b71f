import type { Move } from "../equations.ts";
import type { Bundles } from "./bundles.ts";
import type { Moves } from "./certificate.ts";
import type { Goal } from "./goals.ts";
import { dropMove, endMove, moveAt, openMoves, pushStep } from "./moves.ts";
import type { OpenMoves } from "./moves.ts";
import { large, whole } from "./read.ts";
import { clear, step } from "./walk.ts";
import type { Walker } from "./walk.ts";

/** How far from the truth each unknown was seen, and after which exchange. */
export interface Reached {
  readonly moves: OpenMoves;
  readonly rises: Reach;
  readonly falls: Reach;
  /** How far apart the values of each unknown must be, at most. */
  readonly widths: Float64Array;
}

/** One direction of it, per unknown. */
export interface Reach {
  /** Distance from the truth, 0 or more. */
  readonly distances: Float64Array;
  /** The most that any goal asks for. */
  readonly lifts: Float64Array;
  /** The exchange, -1 for none. */
  readonly moves: Int32Array;
  /** How many times it is made; negative for its opposite. */
  readonly times: Int32Array;
}

export function openReached(unknowns: number, goals: readonly Goal[]): Reached {
  const reach = (): Reach => ({
    distances: new Float64Array(unknowns),
    lifts: new Float64Array(unknowns),
    moves: new Int32Array(unknowns).fill(-1),
    times: new Int32Array(unknowns),
  });
  const [rises, falls] = [reach(), reach()];
  const widths = new Float64Array(unknowns);
  for (const { unknown, direction, lift, width } of goals) {
    const { lifts } = direction === 1 ? rises : falls;
    lifts[unknown] = Math.max(large(lifts, unknown), lift);
    widths[unknown] = Math.max(large(widths, unknown), width);
  }
  return { moves: openMoves(), rises, falls, widths };
}

/** Whether what was seen of an unknown is all that goals ask for. */
function isEnough({ rises, falls, widths }: Reached, unknown: number): boolean {
  const [rise, fall] = [large(rises.distances, unknown), large(falls.distances, unknown)];
  const isFar = rise >= large(rises.lifts, unknown) && fall >= large(falls.lifts, unknown);
  return isFar && rise + fall >= large(widths, unknown);
}

/** Nothing steps further at once: lists of steps have 32 bits, and sums stay exact. */
const distanceMax = 2 ** 30;

/**
 * Takes what the walker has found as an exchange, made as often as bounds allow, forwards and
 * backwards, for every unknown that it steps. Leaves the walker at the truth. True when something that
 * a goal asks for was seen further from the truth than before.
 */
export function record(walker: Walker, reached: Reached): boolean {
  const { moves } = reached;
  const start = moves.length;
  const isSmall = write(walker, moves);
  clear(walker);
  const isNews = isSmall && seeAll(walker, reached, start);
  if (isNews) endMove(moves);
  else dropMove(moves);
  return isNews;
}

/** Writes the steps of the walker. False: one is too long to be made in whole numbers of 32 bits. */
function write(walker: Walker, moves: OpenMoves): boolean {
  const changed = walker.changed.slice(0, walker.changedCount).toSorted();
  for (const unknown of changed) {
    const by = large(walker.steps, unknown);
    if (Math.abs(by) > distanceMax) return false;
    if (by !== 0) pushStep(moves, unknown, by);
  }
  return true;
}

/** Takes in what the exchange that is being written shows. True when something is news. */
function seeAll(walker: Walker, reached: Reached, start: number): boolean {
  const { moves, rises, falls } = reached;
  const forwards = timesOf(walker, moves, start, 1);
  const backwards = timesOf(walker, moves, start, -1);
  let isNews = false;
  for (let at = start; at < moves.length; at += 1) {
    const unknown = whole(moves.unknowns, at);
    // The first exchange that is enough serves as well as any later one.
    if (isEnough(reached, unknown)) continue;
    const by = whole(moves.steps, at);
    const [up, down] = by > 0 ? [forwards, -backwards] : [-backwards, forwards];
    if (see(rises, moves.count, unknown, { times: up, distance: up * by })) isNews = true;
    if (see(falls, moves.count, unknown, { times: down, distance: -down * by })) isNews = true;
  }
  return isNews;
}

/**
 * Takes exchanges that were found for another or an earlier system, in the numbering of the unknowns:
 * each is used as far as it fits the equations and bounds of this one.
 */
export function recordKnown(
  walker: Walker,
  reached: Reached,
  { known, bundles }: { readonly known: Moves; readonly bundles: Bundles },
): void {
  for (let move = 0; move < known.starts.length - 1; move += 1) {
    const isWhole = stepKnown(walker, moveAt(known, move), bundles);
    if (isWhole && walker.violatedCount === 0) record(walker, reached);
    else clear(walker);
  }
}

/** Steps bundles as an exchange steps their members. False: not all of those that it names agree. */
function stepKnown(walker: Walker, { unknowns, steps }: Move, bundles: Bundles): boolean {
  return unknowns.every((unknown, at) => {
    const bundle = bundles.of[unknown];
    if (bundle === undefined) return false;
    const by = (steps[at] ?? 0) * (bundles.signs[unknown] ?? 1);
    // Members ascend: the first of a bundle speaks for it.
    const isFirst = whole(bundles.members, whole(bundles.starts, bundle)) === unknown;
    if (isFirst) step(walker, bundle, by);
    return large(walker.steps, bundle) === by;
  });
}

/** Puts the walker where an unknown was seen furthest from the truth. */
export function load(walker: Walker, reached: Reached, unknown: number, direction: 1 | -1): void {
  const { moves, times } = direction === 1 ? reached.rises : reached.falls;
  const move = moves[unknown] ?? -1;
  if (move < 0) return;
  const { starts, unknowns, steps } = reached.moves;
  const end = starts[move + 1] ?? 0;
  for (let at = starts[move] ?? 0; at < end; at += 1) {
    step(walker, unknowns[at] ?? 0, (steps[at] ?? 0) * (times[unknown] ?? 0));
  }
}

/** How often the exchange that is being written can be made before a bound ends it. */
function timesOf(walker: Walker, moves: OpenMoves, start: number, sign: 1 | -1): number {
  const { least, most } = walker.incidence;
  let times = distanceMax;
  for (let at = start; at < moves.length; at += 1) {
    const unknown = whole(moves.unknowns, at);
    const by = whole(moves.steps, at) * sign;
    const value = large(walker.truth, unknown);
    const room = by > 0 ? large(most, unknown) - value : value - large(least, unknown);
    times = Math.min(
      times,
      Math.floor(room / Math.abs(by)),
      Math.floor(distanceMax / Math.abs(by)),
    );
  }
  return Math.max(0, times);
}

function see(
  reach: Reach,
  move: number,
  unknown: number,
  { times, distance }: { readonly times: number; readonly distance: number },
): boolean {
  if (distance <= large(reach.distances, unknown)) return false;
  reach.distances[unknown] = distance;
  reach.moves[unknown] = move;
  reach.times[unknown] = times;
  return true;
}
