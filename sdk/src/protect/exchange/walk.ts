import { draw, generatorOf } from "./generator.ts";
import type { Generator } from "./generator.ts";
import type { Incidence } from "./incidence.ts";
import { large, whole } from "./read.ts";

/**
 * Room for walks over one system, used again and again. Between two walks all steps are 0 and no
 * equation is violated.
 */
export interface Walker {
  readonly incidence: Incidence;
  readonly truth: Float64Array;
  readonly generator: Generator;
  /** Unknown → how far it is from the truth. */
  readonly steps: Float64Array;
  /** Equation → how far the steps take it from its total. */
  readonly excess: Float64Array;
  /** The unknowns that were stepped, the first `changedCount`; some may be back at 0. */
  readonly changed: Int32Array;
  changedCount: number;
  readonly isChanged: Uint8Array;
  /** The violated equations, the first `violatedCount`, and the place of each or -1. */
  readonly violated: Int32Array;
  violatedCount: number;
  readonly violatedPlaces: Int32Array;
  /** Unknown → time of its last step; time runs through all walks. */
  readonly steppedAt: Int32Array;
  time: number;
  /** Unknown → direction in which a hint would like to see it; 0 for none. */
  readonly leanings: Int8Array;
  /** The repair that was chosen last. */
  chosen: number;
  chosenStep: number;
}

/** What a walk looks for: `unknown` at least `amount` away from the truth, upwards or downwards. */
export interface Aim {
  readonly unknown: number;
  readonly direction: 1 | -1;
  readonly amount: number;
}

export function openWalker(incidence: Incidence, truth: Float64Array, seed: number): Walker {
  const unknowns = incidence.least.length;
  const equations = incidence.totals.length;
  return {
    incidence,
    truth,
    generator: generatorOf(seed),
    steps: new Float64Array(unknowns),
    excess: new Float64Array(equations),
    changed: new Int32Array(unknowns),
    changedCount: 0,
    isChanged: new Uint8Array(unknowns),
    violated: new Int32Array(equations),
    violatedCount: 0,
    violatedPlaces: new Int32Array(equations).fill(-1),
    steppedAt: new Int32Array(unknowns).fill(-tenureMax),
    time: 0,
    leanings: new Int8Array(unknowns),
    chosen: -1,
    chosenStep: 0,
  };
}

/** An unknown that was just stepped is left alone for so many steps, or one less. */
const tenureMax = 3;
/** One repair in so many is any that is possible, and not the best. */
const whimsyOneIn = 100;
/** Of so many violated equations, the shortest is repaired: it leaves the fewest choices. */
const equationDraws = 4;
/** What going back towards the truth costs: it undoes what was repaired before. */
const undoingPrice = 1;

/**
 * Steps the aim, then repairs one violated equation after the other by the step that repairs most and
 * breaks least, until none is violated. True: the steps of the walker are an exchange. False: nothing
 * was found within the limit, which says nothing.
 */
export function walk(walker: Walker, aim: Aim, stepsMax: number): boolean {
  const away = aim.direction * aim.amount - large(walker.steps, aim.unknown);
  if (away * aim.direction > 0) {
    if (!isWithin(walker, aim.unknown, away)) return false;
    step(walker, aim.unknown, away);
  }
  for (let count = 0; count < stepsMax && walker.violatedCount > 0; count += 1) {
    if (!choose(walker, shortestViolated(walker), aim)) return false;
    step(walker, walker.chosen, walker.chosenStep);
  }
  return walker.violatedCount === 0;
}

/** Takes an unknown a step further, whatever its bounds. */
export function step(walker: Walker, unknown: number, by: number): void {
  const { steps, excess, violatedPlaces } = walker;
  const { touches, owners, weights } = walker.incidence;
  steps[unknown] = large(steps, unknown) + by;
  walker.time += 1;
  walker.steppedAt[unknown] = walker.time;
  noteChange(walker, unknown);
  const end = whole(touches, unknown + 1);
  for (let place = whole(touches, unknown); place < end; place += 1) {
    const equation = whole(owners, place);
    const now = large(excess, equation) + whole(weights, place) * by;
    excess[equation] = now;
    const isListed = whole(violatedPlaces, equation) >= 0;
    if (now !== 0 && !isListed) list(walker, equation);
    if (now === 0 && isListed) unlist(walker, equation);
  }
}

/** Puts the walker back to the truth. */
export function clear(walker: Walker): void {
  const { steps, changed, isChanged, excess, violated, violatedPlaces } = walker;
  const { touches, owners } = walker.incidence;
  for (let at = 0; at < walker.changedCount; at += 1) {
    const unknown = whole(changed, at);
    steps[unknown] = 0;
    isChanged[unknown] = 0;
    const end = whole(touches, unknown + 1);
    for (let place = whole(touches, unknown); place < end; place += 1) {
      excess[whole(owners, place)] = 0;
    }
  }
  walker.changedCount = 0;
  for (let at = 0; at < walker.violatedCount; at += 1) violatedPlaces[whole(violated, at)] = -1;
  walker.violatedCount = 0;
}

function noteChange(walker: Walker, unknown: number): void {
  if (walker.isChanged[unknown] !== 0) return;
  walker.isChanged[unknown] = 1;
  walker.changed[walker.changedCount] = unknown;
  walker.changedCount += 1;
}

function list(walker: Walker, equation: number): void {
  walker.violated[walker.violatedCount] = equation;
  walker.violatedPlaces[equation] = walker.violatedCount;
  walker.violatedCount += 1;
}

function unlist(walker: Walker, equation: number): void {
  const place = whole(walker.violatedPlaces, equation);
  const last = whole(walker.violated, walker.violatedCount - 1);
  walker.violated[place] = last;
  walker.violatedPlaces[last] = place;
  walker.violatedPlaces[equation] = -1;
  walker.violatedCount -= 1;
}

function isWithin(walker: Walker, unknown: number, by: number): boolean {
  const { least, most } = walker.incidence;
  const value = large(walker.truth, unknown) + large(walker.steps, unknown) + by;
  return value >= large(least, unknown) && value <= large(most, unknown);
}

function shortestViolated(walker: Walker): number {
  const { starts } = walker.incidence;
  if (walker.violatedCount === 1) return whole(walker.violated, 0);
  let shortest = -1;
  let length = Number.POSITIVE_INFINITY;
  for (let count = 0; count < equationDraws; count += 1) {
    const equation = whole(walker.violated, draw(walker.generator, walker.violatedCount));
    const own = whole(starts, equation + 1) - whole(starts, equation);
    if (own >= length) continue;
    length = own;
    shortest = equation;
  }
  return shortest;
}

/** Chooses a step that repairs a violated equation, in part at least. False when there is none. */
function choose(walker: Walker, equation: number, aim: Aim): boolean {
  const { starts, unknowns, factors } = walker.incidence;
  const { generator } = walker;
  const excess = large(walker.excess, equation);
  const luck = draw(generator, 2 * whimsyOneIn);
  const tenure = tenureMax - (luck & 1);
  const isWhimsical = luck < 2;
  let best = Number.POSITIVE_INFINITY;
  let ties = 0;
  const end = whole(starts, equation + 1);
  for (let term = whole(starts, equation); term < end; term += 1) {
    const unknown = whole(unknowns, term);
    const by = repair(walker, unknown, -excess / whole(factors, term), aim);
    if (by === 0) continue;
    const age = walker.time - whole(walker.steppedAt, unknown);
    // One that was stepped just now comes only when there is nothing else.
    const waiting = age < tenure ? 1000 * (tenure - age) : 0;
    const price = waiting + (isWhimsical ? 0 : priceOf(walker, unknown, by));
    if (price > best) continue;
    ties = price === best ? ties + 1 : 1;
    if (ties > 1 && draw(generator, ties) > 0) continue;
    best = price;
    walker.chosen = unknown;
    walker.chosenStep = by;
  }
  return ties > 0;
}

/** A whole-number step that is about what would repair all, within bounds; 0 when none repairs anything. */
function repair(walker: Walker, unknown: number, wanted: number, aim: Aim): number {
  const { least, most } = walker.incidence;
  const away = large(walker.steps, unknown);
  const value = large(walker.truth, unknown) + away;
  let lowest = large(least, unknown) - value;
  let highest = large(most, unknown) - value;
  if (unknown === aim.unknown) {
    if (aim.direction === 1) lowest = Math.max(lowest, aim.amount - away);
    else highest = Math.min(highest, -aim.amount - away);
  }
  let by = Math.trunc(wanted);
  // What does not divide is overstepped as often as not, and always when nothing else is left.
  if (by !== wanted && (by === 0 || draw(walker.generator, 2) === 1)) by += Math.sign(wanted);
  if (by < lowest) by = lowest;
  if (by > highest) by = highest;
  return by * wanted > 0 ? by : 0;
}

/** How much a step breaks less what it repairs, per unit; large steps first among equals. */
function priceOf(walker: Walker, unknown: number, by: number): number {
  const { touches, owners, weights } = walker.incidence;
  const { excess } = walker;
  let price = 0;
  // The innermost loop of all: read directly, because so many calls are not inlined.
  const end = touches[unknown + 1] ?? 0;
  for (let place = touches[unknown] ?? 0; place < end; place += 1) {
    const before = excess[owners[place] ?? 0] ?? 0;
    price += Math.abs(before + (weights[place] ?? 0) * by) - Math.abs(before);
  }
  const size = Math.abs(by);
  const away = large(walker.steps, unknown);
  const undoing = Math.abs(away + by) < Math.abs(away) ? undoingPrice : 0;
  const lean = (walker.leanings[unknown] ?? 0) * by > 0 ? 1 : 0;
  return price / size - lean + undoing - (size - 1) / size / 2;
}
