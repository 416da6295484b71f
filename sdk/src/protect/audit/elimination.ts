import type { Equations } from "../equations.ts";
import { addTimes, inverse, prime, remainder } from "./modular.ts";
import { numberAt } from "./number-at.ts";

/** One step: an equation that is solved for one of its unknowns. */
export interface Pivot {
  readonly equation: number;
  readonly unknown: number;
  /** One through the unknown's factor. */
  readonly inverse: number;
  /** What is left of the equation: unknown → factor. */
  readonly row: ReadonlyMap<number, number>;
  /** Earlier pivots that were taken off the equation, and how often. */
  readonly taken: readonly { readonly pivot: number; readonly times: number }[];
}

/** More terms than this are not worked with: searching single ends is cheaper. */
const termsMax = 3_000_000;

/**
 * Solves equations for one unknown after the other, modulo a prime; unknowns in few equations first,
 * in short equations, so that equations stay short. Null when they do not.
 */
export function eliminated(equations: Equations, count: number): readonly Pivot[] | null {
  const board = new Board(equations, count);
  const pivots: Pivot[] = [];
  for (let next = board.next(); next !== null; next = board.next()) {
    pivots.push(board.pivot(next.equation, next.unknown, pivots.length));
    if (board.terms > termsMax) return null;
  }
  return pivots;
}

class Board {
  terms = 0;
  readonly #rows: Map<number, number>[] = [];
  readonly #taken: { pivot: number; times: number }[][] = [];
  /** Unknown → equations that still wait and have it. */
  readonly #columns: Set<number>[];
  readonly #isDone: Uint8Array;
  /** Unknowns that were in one waiting equation when they were put here. */
  readonly #lone: number[] = [];
  /** Length → equations that were so long when they were put here. */
  readonly #byLength: number[][] = [];

  constructor({ least, starts, unknowns, factors }: Equations, count: number) {
    this.#columns = Array.from({ length: least.length }, () => new Set<number>());
    this.#isDone = new Uint8Array(count);
    for (let equation = 0; equation < count; equation += 1) {
      const row = new Map<number, number>();
      for (let at = numberAt(starts, equation); at < numberAt(starts, equation + 1); at += 1) {
        const factor = remainder(numberAt(factors, at));
        if (factor === 0) continue;
        row.set(numberAt(unknowns, at), factor);
        this.#columns[numberAt(unknowns, at)]?.add(equation);
      }
      this.#rows.push(row);
      this.#taken.push([]);
      this.terms += row.size;
      this.#wait(equation);
    }
    this.#columns.forEach((column, unknown) => {
      if (column.size === 1) this.#lone.push(unknown);
    });
  }

  /** The next equation and the unknown to solve it for. */
  next(): { readonly equation: number; readonly unknown: number } | null {
    const lone = this.#nextLone();
    if (lone !== null) return lone;
    for (let length = 1; length < this.#byLength.length; length += 1) {
      const waiting = this.#byLength[length] ?? [];
      for (let equation = waiting.pop(); equation !== undefined; equation = waiting.pop()) {
        const row = this.#rows[equation];
        if (this.#isDone[equation] === 1 || row?.size !== length) continue;
        return { equation, unknown: this.#rarest(row) };
      }
    }
    return null;
  }

  /** An unknown that is in one waiting equation only: solving for it changes no other. */
  #nextLone(): { readonly equation: number; readonly unknown: number } | null {
    for (let lone = this.#lone.pop(); lone !== undefined; lone = this.#lone.pop()) {
      const column = this.#columns[lone];
      if (column?.size !== 1) continue;
      const [equation] = column;
      if (equation !== undefined) return { equation, unknown: lone };
    }
    return null;
  }

  /** Solves an equation for an unknown and takes it off all others that wait and have it. */
  pivot(equation: number, unknown: number, number: number): Pivot {
    const row = this.#rows[equation] ?? new Map<number, number>();
    const own = inverse(row.get(unknown) ?? 1);
    this.#isDone[equation] = 1;
    for (const other of row.keys()) this.#leave(other, equation);
    for (const other of [...(this.#columns[unknown] ?? [])]) {
      const factor = this.#rows[other]?.get(unknown) ?? 0;
      this.#take(other, row, { pivot: number, times: (factor * own) % prime });
    }
    return { equation, unknown, inverse: own, row, taken: this.#taken[equation] ?? [] };
  }

  #take(
    equation: number,
    from: ReadonlyMap<number, number>,
    step: { readonly pivot: number; readonly times: number },
  ): void {
    const row = this.#rows[equation];
    if (row === undefined) return;
    const before = row.size;
    for (const [unknown, factor] of from) {
      const value = addTimes(row.get(unknown) ?? 0, prime - step.times, factor);
      if (value === 0) {
        if (row.delete(unknown)) this.#leave(unknown, equation);
      } else {
        if (!row.has(unknown)) this.#columns[unknown]?.add(equation);
        row.set(unknown, value);
      }
    }
    this.#taken[equation]?.push(step);
    this.terms += row.size - before;
    this.#wait(equation);
  }

  #leave(unknown: number, equation: number): void {
    const column = this.#columns[unknown];
    column?.delete(equation);
    if (column?.size === 1) this.#lone.push(unknown);
  }

  #wait(equation: number): void {
    const length = this.#rows[equation]?.size ?? 0;
    while (this.#byLength.length <= length) this.#byLength.push([]);
    this.#byLength[length]?.push(equation);
  }

  #rarest(row: ReadonlyMap<number, number>): number {
    let [best, least] = [-1, Number.POSITIVE_INFINITY];
    for (const unknown of row.keys()) {
      const size = this.#columns[unknown]?.size ?? 0;
      if (size < least) [best, least] = [unknown, size];
    }
    return best;
  }
}
