import type { Equations } from "../equations.ts";
import type { Incidence } from "./incidence.ts";
import { numberAt } from "./number-at.ts";

/** Unknowns of one equation that are looked at before one of them goes a step. */
const looksMax = 32;

/**
 * A table of whole numbers, between their ends, and the equations that it breaks. One unknown of a
 * broken equation after the other goes as far as mends it, the one that harms least elsewhere. A
 * fixed scramble decides between equals and sometimes against the best, so that it does not go in
 * circles; the same input gives the same output.
 */
export class Mender {
  readonly values: Float64Array;
  readonly #equations: Equations;
  readonly #incidence: Incidence;
  /** Equation → its total less what its terms add up to. */
  readonly #missing: Float64Array;
  readonly #broken: number[] = [];
  /** Equation → its place among the broken, −1 when it holds. */
  readonly #brokenAt: Int32Array;
  /** Equation → place of its whole + 1, 0 where that was not looked for. */
  readonly #wholes: Int32Array;
  /** Unknown → what it was when changes were last kept. */
  readonly #before = new Map<number, number>();
  #state = 0x2545f491;
  #lastUnknown = -1;

  constructor(equations: Equations, incidence: Incidence, near: Float64Array) {
    const { least, most, starts, unknowns, factors, totals } = equations;
    this.#equations = equations;
    this.#incidence = incidence;
    this.values = near.map((value, at) =>
      Math.max(numberAt(least, at), Math.min(numberAt(most, at), Math.round(value) + 0)),
    );
    this.#missing = totals.slice();
    this.#brokenAt = new Int32Array(totals.length).fill(-1);
    this.#wholes = new Int32Array(totals.length);
    for (let row = 0; row < totals.length; row += 1) {
      let sum = 0;
      for (let at = numberAt(starts, row); at < numberAt(starts, row + 1); at += 1) {
        sum += numberAt(factors, at) * numberAt(this.values, numberAt(unknowns, at));
      }
      this.#setMissing(row, numberAt(totals, row) - sum);
    }
  }

  /** Equations that do not hold. */
  get broken(): number {
    return this.#broken.length;
  }

  /** Unknowns that are not what they were when changes were last kept, and by how much. */
  changes(): ReadonlyMap<number, number> {
    const steps = new Map<number, number>();
    for (const [unknown, before] of this.#before) {
      const step = numberAt(this.values, unknown) - before;
      if (step !== 0) steps.set(unknown, step);
    }
    return steps;
  }

  keep(): void {
    this.#before.clear();
  }

  undo(): void {
    for (const [unknown, before] of this.#before) {
      const step = before - numberAt(this.values, unknown);
      if (step !== 0) this.move(unknown, step);
    }
    this.#before.clear();
  }

  /** Takes so many steps at most; true when every equation holds. The pinned unknown stays. */
  mend(steps: number, pinned = -1): boolean {
    for (let step = 0; step < steps && this.#broken.length > 0; step += 1) {
      const row = numberAt(this.#broken, this.#draw(this.#broken.length));
      if (!this.#mend(row, pinned)) return false;
    }
    return this.#broken.length === 0;
  }

  move(unknown: number, step: number): void {
    const { starts, equations, factors } = this.#incidence;
    const before = numberAt(this.values, unknown);
    if (!this.#before.has(unknown)) this.#before.set(unknown, before);
    this.values[unknown] = before + step;
    for (let at = numberAt(starts, unknown); at < numberAt(starts, unknown + 1); at += 1) {
      const row = numberAt(equations, at);
      this.#setMissing(row, numberAt(this.#missing, row) - step * numberAt(factors, at));
    }
  }

  /** Takes one step in a broken equation; false when none of its unknowns can move. */
  #mend(row: number, pinned: number): boolean {
    const { starts, unknowns } = this.#equations;
    const missing = numberAt(this.#missing, row);
    const isWild = this.#draw(16) === 0;
    let [best, bestStep, bestScore] = [-1, 0, Number.POSITIVE_INFINITY];
    const looks = Math.min(looksMax, numberAt(starts, row + 1) - numberAt(starts, row));
    for (let look = 0; look < looks; look += 1) {
      const at = this.#termFor(row, look);
      const unknown = numberAt(unknowns, at);
      const step = unknown === pinned ? 0 : this.#stepFor(at, missing);
      if (step === 0) continue;
      const tie = this.#draw(1024) / 1024 + (unknown === this.#lastUnknown ? 2 : 0);
      const score = isWild ? tie : this.#harm(unknown, step) / Math.abs(step) + tie;
      if (score < bestScore) [best, bestStep, bestScore] = [unknown, step, score];
    }
    if (best < 0) return false;
    this.move(best, bestStep);
    this.#lastUnknown = best;
    return true;
  }

  /** How far the unknown of a term can go towards what is missing; 0 when it cannot. */
  #stepFor(at: number, missing: number): number {
    const { unknowns, factors, least, most } = this.#equations;
    const [unknown, factor] = [numberAt(unknowns, at), numberAt(factors, at)];
    const value = numberAt(this.values, unknown);
    const isUp = factor > 0 === missing > 0;
    const room = isUp ? numberAt(most, unknown) - value : value - numberAt(least, unknown);
    const size = Math.min(room, Math.max(1, Math.floor(Math.abs(missing / factor))));
    return isUp ? size : -size;
  }

  /** Terms in turn where they are few; of many, the whole first and then any. */
  #termFor(row: number, look: number): number {
    const { starts } = this.#equations;
    const from = numberAt(starts, row);
    const length = numberAt(starts, row + 1) - from;
    if (length <= looksMax) return from + look;
    return look === 0 ? this.#wholeOf(row) : from + this.#draw(length);
  }

  /** The term of an equation that the others add up to; its first where there is none. */
  #wholeOf(row: number): number {
    const { starts, factors } = this.#equations;
    const known = numberAt(this.#wholes, row);
    if (known > 0) return known - 1;
    let whole = numberAt(starts, row);
    while (whole < numberAt(starts, row + 1) && numberAt(factors, whole) > 0) whole += 1;
    if (whole === numberAt(starts, row + 1)) whole = numberAt(starts, row);
    this.#wholes[row] = whole + 1;
    return whole;
  }

  /** How much more would be missing after a step, over all equations of the unknown. */
  #harm(unknown: number, step: number): number {
    const { starts, equations, factors } = this.#incidence;
    let harm = 0;
    for (let at = numberAt(starts, unknown); at < numberAt(starts, unknown + 1); at += 1) {
      const missing = numberAt(this.#missing, numberAt(equations, at));
      harm += Math.abs(missing - step * numberAt(factors, at)) - Math.abs(missing);
    }
    return harm;
  }

  #setMissing(row: number, missing: number): void {
    this.#missing[row] = missing;
    const at = this.#brokenAt[row] ?? -1;
    if (missing !== 0 && at < 0) this.#brokenAt[row] = this.#broken.push(row) - 1;
    if (missing !== 0 || at < 0) return;
    const last = this.#broken.pop() ?? row;
    this.#brokenAt[row] = -1;
    if (last === row) return;
    this.#broken[at] = last;
    this.#brokenAt[last] = at;
  }

  /** A whole number below `end`, from a fixed sequence. */
  #draw(end: number): number {
    this.#state ^= this.#state << 13;
    this.#state ^= this.#state >>> 17;
    this.#state ^= this.#state << 5;
    return (this.#state >>> 0) % end;
  }
}
