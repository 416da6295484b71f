import type { Equations } from "../equations.ts";
import type { Source } from "./quantities.ts";

/** Equations over slots while they are written: published numbers are filled in at once. */
export class Sheet {
  /** Whether published numbers break an equation by themselves. */
  isContradictory = false;
  /** Slot → published number, NaN where there is none. */
  readonly known: Float64Array;
  /** Slot → the number that the member has, NaN where it has none. */
  readonly truth: Float64Array;
  /** Slot → unknown, −1 where there is none. */
  readonly unknownOf: Int32Array;
  readonly #slots: number[] = [];
  readonly #least: number[] = [];
  readonly #starts: number[] = [0];
  readonly #unknowns: number[] = [];
  readonly #factors: number[] = [];
  readonly #totals: number[] = [];
  /** Unknown → place of its last term. */
  readonly #placeOf: number[] = [];
  /** What the published terms of the equation add up to. */
  #shown = 0;
  /** Equations that are there already; null when no two publications can repeat each other. */
  readonly #written: Set<string> | null;

  constructor(slots: number, isRepeating: boolean) {
    this.known = new Float64Array(slots).fill(Number.NaN);
    this.truth = new Float64Array(slots).fill(Number.NaN);
    this.unknownOf = new Int32Array(slots).fill(-1);
    this.#written = isRepeating ? new Set() : null;
  }

  /** Notes a number; shown, everybody has it. */
  learn(slot: number, value: number, isShown: boolean): void {
    if (Number.isNaN(value)) return;
    if (isShown) {
      const before = this.known[slot] ?? Number.NaN;
      if (!Number.isNaN(before) && before !== value) this.isContradictory = true;
      this.known[slot] = value;
    }
    this.truth[slot] = value;
  }

  /** Makes a slot an unknown, unless its number is published. */
  open(slot: number): void {
    if (!this.#isNew(slot)) return;
    this.unknownOf[slot] = this.#slots.push(slot) - 1;
    this.#least.push(0);
    this.#placeOf.push(-1);
  }

  atLeast(slot: number, least: number): void {
    const unknown = this.unknownOf[slot] ?? -1;
    if (unknown >= 0) this.#least[unknown] = Math.max(least, this.#least[unknown] ?? 0);
    else if ((this.known[slot] ?? 0) < least) this.isContradictory = true;
  }

  /** slack = Σ factor × slot + constant, which is at least 0. Where everything is published, so is the slack. */
  slack(slack: number, [one, other]: readonly [Part, Part], constant: number): void {
    if (!this.#isNew(slack)) return;
    const value = (from: Float64Array): number =>
      one.factor * (from[one.slot] ?? Number.NaN) +
      other.factor * (from[other.slot] ?? Number.NaN) +
      constant;
    const shown = value(this.known);
    this.truth[slack] = value(this.truth);
    if (!Number.isNaN(shown)) {
      this.known[slack] = shown;
      if (shown < 0) this.isContradictory = true;
      return;
    }
    this.open(slack);
    this.#term(one.slot, one.factor);
    this.#term(other.slot, other.factor);
    this.#term(slack, -1);
    this.#close(-constant);
  }

  /** The margins of one quantity of a publication; `base` is the slot of its first place. */
  margins({ layout, places }: Source, base: number): void {
    const { totals, starts, parts } = layout;
    for (let margin = 0; margin < totals.length; margin += 1) {
      this.#term(base + (places[totals[margin] ?? 0] ?? 0), -1);
      for (let at = starts[margin] ?? 0; at < (starts[margin + 1] ?? 0); at += 1) {
        this.#term(base + (places[parts[at] ?? 0] ?? 0), 1);
      }
      this.#close(0);
    }
  }

  /** What was written, the slots of its unknowns, and their true values. */
  finish(): { equations: Equations; slots: Int32Array; truth: Float64Array } {
    return {
      equations: {
        least: Float64Array.from(this.#least),
        most: new Float64Array(this.#least.length).fill(Number.POSITIVE_INFINITY),
        starts: Int32Array.from(this.#starts),
        unknowns: Int32Array.from(this.#unknowns),
        factors: Int32Array.from(this.#factors),
        totals: Float64Array.from(this.#totals),
      },
      slots: Int32Array.from(this.#slots),
      truth: Float64Array.from(this.#slots, (slot) => this.truth[slot] ?? Number.NaN),
    };
  }

  #isNew(slot: number): boolean {
    return (this.unknownOf[slot] ?? -1) < 0 && Number.isNaN(this.known[slot] ?? Number.NaN);
  }

  #term(slot: number, factor: number): void {
    const unknown = this.unknownOf[slot] ?? -1;
    if (unknown < 0) {
      this.#shown += factor * (this.known[slot] ?? Number.NaN);
      return;
    }
    const place = this.#placeOf[unknown] ?? -1;
    if (place >= (this.#starts.at(-1) ?? 0) && this.#unknowns[place] === unknown) {
      this.#factors[place] = (this.#factors[place] ?? 0) + factor;
      return;
    }
    this.#placeOf[unknown] = this.#unknowns.push(unknown) - 1;
    this.#factors.push(factor);
  }

  #close(total: number): void {
    const start = this.#starts.at(-1) ?? 0;
    const left = total - this.#shown;
    this.#shown = 0;
    if (Number.isNaN(left)) throw new Error("An equation has a term without a number.");
    const end = this.#withoutNothing(start);
    if (end === start && left !== 0) this.isContradictory = true;
    const isNew = end > start && !this.#isWritten(start, end, left);
    this.#unknowns.length = isNew ? end : start;
    this.#factors.length = isNew ? end : start;
    if (!isNew) return;
    this.#starts.push(end);
    this.#totals.push(left);
  }

  /** Drops the terms that cancelled out. Gives the new end. */
  #withoutNothing(start: number): number {
    let end = start;
    for (let at = start; at < this.#unknowns.length; at += 1) {
      const factor = this.#factors[at] ?? 0;
      if (factor === 0) continue;
      this.#factors[end] = factor;
      this.#unknowns[end] = this.#unknowns[at] ?? 0;
      end += 1;
    }
    return end;
  }

  /** Publications repeat each other's margins; an equation twice says no more than once. */
  #isWritten(start: number, end: number, left: number): boolean {
    if (this.#written === null) return false;
    const terms = this.#unknowns
      .slice(start, end)
      .map((unknown, at) => `${unknown}*${this.#factors[start + at]}`);
    const key = `${terms.toSorted().join(" ")} ${left}`;
    if (this.#written.has(key)) return true;
    this.#written.add(key);
    return false;
  }
}

export interface Part {
  readonly slot: number;
  readonly factor: number;
}
