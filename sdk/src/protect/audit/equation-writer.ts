import type { Equations } from "../equations.ts";

/** Where an equation comes from: a margin of a table, or a gap between two figures. */
export interface Origin {
  /** The table whose margin it is; −1 for a gap. */
  readonly table: number;
  /** The margin in the table's layout, or the gap. */
  readonly at: number;
  /** 0: of numerators, 1: of denominators, 2 and more: of gaps. */
  readonly side: number;
}

/** Collects equations, each once: publications repeat each other's margins. */
export class EquationWriter {
  readonly starts: number[] = [0];
  readonly totals: number[] = [];
  readonly origins: { readonly table: number[]; readonly at: number[]; readonly side: number[] } = {
    table: [],
    at: [],
    side: [],
  };
  /** Published numbers break an equation by themselves. */
  contradictory = false;
  readonly #unknowns: number[] = [];
  readonly #factors: number[] = [];
  #slots = new Int32Array(1024).fill(-1);
  readonly #own: { unknown: number; factor: number }[] = [];
  #total = 0;

  /** Begins an equation. */
  begin(): void {
    this.#own.length = 0;
    this.#total = 0;
  }

  /** factor × unknown. */
  term(unknown: number, factor: number): void {
    this.#own.push({ unknown, factor });
  }

  /** A number that readers have, on the side of the terms. */
  constant(value: number): void {
    this.#total -= value;
  }

  /** Ends an equation: its terms and constants add up to 0. */
  end(origin: Origin): void {
    const terms = merged(this.#own);
    if (terms.length === 0) {
      if (this.#total !== 0) this.contradictory = true;
      return;
    }
    const start = this.#unknowns.length;
    for (const { unknown, factor } of terms) {
      this.#unknowns.push(unknown);
      this.#factors.push(factor);
    }
    const slot = this.#slotOf(start);
    if ((this.#slots[slot] ?? -1) >= 0) {
      this.#unknowns.length = start;
      this.#factors.length = start;
      return;
    }
    this.#slots[slot] = this.totals.length;
    this.totals.push(this.#total);
    this.starts.push(this.#unknowns.length);
    this.origins.table.push(origin.table);
    this.origins.at.push(origin.at);
    this.origins.side.push(origin.side);
    if (this.totals.length * 2 > this.#slots.length) this.#rehash();
  }

  /** Everything written, with the bounds of the unknowns. */
  equations(least: readonly number[], most: readonly number[]): Equations {
    return {
      least: Float64Array.from(least),
      most: Float64Array.from(most),
      starts: Int32Array.from(this.starts),
      unknowns: Int32Array.from(this.#unknowns),
      factors: Int32Array.from(this.#factors),
      totals: Float64Array.from(this.totals),
    };
  }

  #rehash(): void {
    this.#slots = new Int32Array(this.#slots.length * 2).fill(-1);
    const kept = this.#total;
    this.totals.forEach((total, at) => {
      this.#total = total;
      this.#slots[this.#slotOf(this.starts[at] ?? 0, this.starts[at + 1])] = at;
    });
    this.#total = kept;
  }

  /** The slot of the equation whose terms begin at `start`: its own, or the first empty one. */
  #slotOf(start: number, end = this.#unknowns.length): number {
    const mask = this.#slots.length - 1;
    let hash = (this.#total % 0x7fffffff) | 0;
    for (let at = start; at < end; at += 1) {
      hash = Math.imul(hash ^ (this.#unknowns[at] ?? 0), 0x85ebca6b) ^ (this.#factors[at] ?? 0);
      hash ^= hash >>> 15;
    }
    let slot = (hash ^ (hash >>> 13)) & mask;
    for (;;) {
      const other = this.#slots[slot] ?? -1;
      if (other < 0 || this.#isSame(other, start, end)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #isSame(other: number, start: number, end: number): boolean {
    const from = this.starts[other] ?? 0;
    if (this.totals[other] !== this.#total) return false;
    if ((this.starts[other + 1] ?? 0) - from !== end - start) return false;
    for (let at = 0; at < end - start; at += 1) {
      if (this.#unknowns[from + at] !== this.#unknowns[start + at]) return false;
      if (this.#factors[from + at] !== this.#factors[start + at]) return false;
    }
    return true;
  }
}

/** Each unknown once, in rising order. */
function merged(
  terms: { unknown: number; factor: number }[],
): readonly { readonly unknown: number; readonly factor: number }[] {
  terms.sort((a, b) => a.unknown - b.unknown);
  const sums: { unknown: number; factor: number }[] = [];
  for (const { unknown, factor } of terms) {
    const last = sums.at(-1);
    if (last?.unknown === unknown) last.factor += factor;
    else sums.push({ unknown, factor });
  }
  return sums.filter(({ factor }) => factor !== 0);
}
