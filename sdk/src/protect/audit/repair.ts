import type { Equations } from "../equations.ts";
import { incidenceOf } from "./incidence.ts";
import type { Incidence } from "./incidence.ts";
import { numberAt } from "./number-at.ts";

/** Makes whole-number points of real ones. */
export interface Repair {
  /** A whole-number point near a real one, or null when none was found; witness.ts judges it. */
  readonly near: (values: Float64Array) => Float64Array | null;
}

/** Steps for every unknown before a point is given up, and a few for small systems. */
const stepsPerUnknown = 30;
const stepsAtLeast = 400;

/**
 * Rounds a real solution and mends the equations that the rounding broke: one unknown of a broken
 * equation after the other goes a step up or down, the one that mends most. A fixed scramble decides
 * between equals and sometimes against the best, so that it does not go in circles; the same input
 * gives the same output.
 */
export function repairOf(equations: Equations): Repair {
  const incidence = incidenceOf(equations);
  return { near: (values) => new Walk(equations, incidence, values).run() };
}

class Walk {
  readonly #equations: Equations;
  readonly #incidence: Incidence;
  readonly #values: Float64Array;
  /** Equation → its total less what its terms add up to. */
  readonly #missing: Float64Array;
  readonly #broken: number[] = [];
  /** Equation → its place among the broken, −1 when it holds. */
  readonly #brokenAt: Int32Array;
  #state = 0x2545f491;
  #lastUnknown = -1;

  constructor(equations: Equations, incidence: Incidence, near: Float64Array) {
    const { least, most, starts, unknowns, factors, totals } = equations;
    this.#equations = equations;
    this.#incidence = incidence;
    this.#values = near.map((value, at) =>
      Math.max(numberAt(least, at), Math.min(numberAt(most, at), Math.round(value) + 0)),
    );
    this.#missing = totals.slice();
    this.#brokenAt = new Int32Array(totals.length).fill(-1);
    for (let row = 0; row < totals.length; row += 1) {
      let sum = 0;
      for (let at = numberAt(starts, row); at < numberAt(starts, row + 1); at += 1) {
        sum += numberAt(factors, at) * numberAt(this.#values, numberAt(unknowns, at));
      }
      this.#setMissing(row, numberAt(totals, row) - sum);
    }
  }

  run(): Float64Array | null {
    const steps =
      stepsAtLeast + stepsPerUnknown * Math.min(this.#values.length, 10 * this.#broken.length);
    for (let step = 0; step < steps; step += 1) {
      if (this.#broken.length === 0) return this.#values;
      const row = numberAt(this.#broken, this.#draw(this.#broken.length));
      if (!this.#mend(row)) return null;
    }
    return this.#broken.length === 0 ? this.#values : null;
  }

  /** Takes one step in a broken equation; false when none of its unknowns can move. */
  #mend(row: number): boolean {
    const { starts, unknowns, factors, least, most } = this.#equations;
    const missing = numberAt(this.#missing, row);
    const isWild = this.#draw(16) === 0;
    let [best, bestStep, bestScore] = [-1, 0, Number.POSITIVE_INFINITY];
    for (let at = numberAt(starts, row); at < numberAt(starts, row + 1); at += 1) {
      const [unknown, factor] = [numberAt(unknowns, at), numberAt(factors, at)];
      const step = factor > 0 === missing > 0 ? 1 : -1;
      const value = numberAt(this.#values, unknown) + step;
      if (value < numberAt(least, unknown) || value > numberAt(most, unknown)) continue;
      const tie = this.#draw(1024) / 1024;
      const again = unknown === this.#lastUnknown ? 2 : 0;
      const score = isWild ? tie + again : this.#harm(unknown, step) + tie + again;
      if (score < bestScore) [best, bestStep, bestScore] = [unknown, step, score];
    }
    if (best < 0) return false;
    this.#step(best, bestStep);
    this.#lastUnknown = best;
    return true;
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

  #step(unknown: number, step: number): void {
    const { starts, equations, factors } = this.#incidence;
    this.#values[unknown] = numberAt(this.#values, unknown) + step;
    for (let at = numberAt(starts, unknown); at < numberAt(starts, unknown + 1); at += 1) {
      const row = numberAt(equations, at);
      this.#setMissing(row, numberAt(this.#missing, row) - step * numberAt(factors, at));
    }
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
