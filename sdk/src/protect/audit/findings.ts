import type { Demand } from "../equations.ts";
import type { Bounds } from "./bounds.ts";
import type { Component } from "./component.ts";
import type { Repair } from "./repair.ts";
import { isWitness } from "./witness.ts";
import { numberAt } from "./number-at.ts";

/** What must stay possible for one unknown, as long as it may be small. */
export interface Wanted extends Demand {
  /** From this value on it may be known; absent: it may not be known at all. */
  readonly openFrom?: number;
}

/** What is wanted of an unknown; from which value on it may be known is often not said. */
export function wantedOf(
  unknown: number,
  {
    width,
    reach,
    openFrom,
  }: { readonly width: number; readonly reach: number; readonly openFrom: number | undefined },
): Wanted {
  return { unknown, width, reach, ...(openFrom === undefined ? {} : { openFrom }) };
}

/** How far a point that a solver calls a solution may miss an equation and still be looked at. */
const tolerance = 1e-6;

/**
 * What is known of every unknown of a system: values that were seen in possible tables, and limits
 * that nothing possible goes beyond.
 */
export class Findings {
  /** Ends seen in whole-number solutions that were checked. */
  readonly least: Float64Array;
  readonly most: Float64Array;
  /** Ends seen in real solutions, up to the solver's precision. */
  readonly realLeast: Float64Array;
  readonly realMost: Float64Array;
  /** Nothing possible lies outside. */
  readonly limits: Bounds;

  constructor(limits: Bounds) {
    const count = limits.least.length;
    this.limits = { least: limits.least.slice(), most: limits.most.slice() };
    this.least = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
    this.most = new Float64Array(count).fill(Number.NEGATIVE_INFINITY);
    this.realLeast = this.least.slice();
    this.realMost = this.most.slice();
  }

  /** Takes a proposed point of a component; true when it, or a point near it, was a whole-number solution. */
  take(component: Component, values: Float64Array, repair?: Repair): boolean {
    this.#takeReal(component, values);
    // Zero has no sign.
    const rounded = values.map((value) => Math.round(value) + 0);
    if (isWitness(component, rounded)) return this.see(component, rounded);
    const mended = repair?.near(values) ?? null;
    if (mended === null || !isWitness(component, mended)) return false;
    return this.see(component, mended);
  }

  /** Takes a whole-number solution that was checked. */
  see({ members }: Component, values: Float64Array): true {
    for (let at = 0; at < members.length; at += 1) {
      this.#seeOne(numberAt(members, at), numberAt(values, at));
    }
    return true;
  }

  /**
   * Takes a whole-number solution that was checked and differs by some steps from one that was taken
   * before; the same steps the other way give a third, where no bound is in their way.
   */
  seeSteps(
    { members, least, most }: Component,
    values: Float64Array,
    steps: ReadonlyMap<number, number>,
  ): void {
    let goesBack = true;
    for (const [at, step] of steps) {
      this.#seeOne(numberAt(members, at), numberAt(values, at));
      const back = numberAt(values, at) - 2 * step;
      if (back < numberAt(least, at) || back > numberAt(most, at)) goesBack = false;
    }
    if (!goesBack) return;
    for (const [at, step] of steps) {
      this.#seeOne(numberAt(members, at), numberAt(values, at) - 2 * step);
    }
  }

  /** What a settled unknown is, it is. */
  settle(unknown: number, value: number): void {
    this.least[unknown] = value;
    this.most[unknown] = value;
    this.limits.least[unknown] = value;
    this.limits.most[unknown] = value;
  }

  isMet({ unknown, width, reach, openFrom }: Wanted): boolean {
    const [least, most] = [numberAt(this.least, unknown), numberAt(this.most, unknown)];
    if (most - least >= width && most >= reach) return true;
    return openFrom !== undefined && numberAt(this.limits.least, unknown) >= openFrom;
  }

  /** Whether nothing can meet a demand any more. */
  isHopeless({ unknown, width, reach, openFrom }: Wanted): boolean {
    const [least, most] = [
      numberAt(this.limits.least, unknown),
      numberAt(this.limits.most, unknown),
    ];
    if (most - least >= width && most >= reach) return false;
    // A number that is too closely known may still turn out to be large enough.
    return openFrom === undefined || numberAt(this.least, unknown) < openFrom;
  }

  /** Whether real solutions meet a demand, though no whole-number ones may. */
  isMetByReals({ unknown, width, reach }: Wanted): boolean {
    const [least, most] = [numberAt(this.realLeast, unknown), numberAt(this.realMost, unknown)];
    return most - least >= width - tolerance && most >= reach - tolerance;
  }

  isAtEnd(unknown: number, direction: 1 | -1): boolean {
    return direction === 1
      ? numberAt(this.most, unknown) >= numberAt(this.limits.most, unknown)
      : numberAt(this.least, unknown) <= numberAt(this.limits.least, unknown);
  }

  /** A solver claims that direction · unknown does not go beyond a bound. */
  limit(unknown: number, direction: 1 | -1, bound: number): void {
    const slack = tolerance * Math.max(1, Math.abs(bound));
    const { least, most } = this.limits;
    if (direction === 1) {
      most[unknown] = Math.min(numberAt(most, unknown), Math.floor(bound + slack));
    } else {
      least[unknown] = Math.max(numberAt(least, unknown), Math.ceil(-bound - slack));
    }
  }

  #seeOne(unknown: number, value: number): void {
    if (value < numberAt(this.least, unknown)) this.least[unknown] = value;
    if (value > numberAt(this.most, unknown)) this.most[unknown] = value;
  }

  #takeReal(component: Component, values: Float64Array): void {
    if (!nearlyHolds(component, values)) return;
    const { members } = component;
    for (let at = 0; at < members.length; at += 1) {
      const [unknown, value] = [numberAt(members, at), numberAt(values, at)];
      if (value < numberAt(this.realLeast, unknown)) this.realLeast[unknown] = value;
      if (value > numberAt(this.realMost, unknown)) this.realMost[unknown] = value;
    }
  }
}

function nearlyHolds(component: Component, values: Float64Array): boolean {
  const { least, most, starts, unknowns, factors, totals } = component;
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] ?? Number.NaN;
    if (!(value >= numberAt(least, at) - tolerance && value <= numberAt(most, at) + tolerance))
      return false;
  }
  for (let row = 0; row < totals.length; row += 1) {
    let missing = numberAt(totals, row);
    for (let at = numberAt(starts, row); at < numberAt(starts, row + 1); at += 1) {
      missing -= numberAt(factors, at) * numberAt(values, numberAt(unknowns, at));
    }
    if (Math.abs(missing) > tolerance * Math.max(1, Math.abs(numberAt(totals, row)))) return false;
  }
  return true;
}
