import { limitOf } from "./suppress/bottleneck.ts";
import type { Opening } from "./suppress/opening.ts";
import { Secrets } from "./suppress/secrets.ts";
import type { CoverOptions } from "./suppress/secrets.ts";

/** A choice of withheld cells that grows until every margin keeps its secrets. */
export interface Cover {
  /** Row → 1 where readers get no number. */
  readonly withheld: Uint8Array;
  /** Withholds more cells until no margin alone gives one away. False when nothing is left to withhold. */
  readonly close: () => boolean;
  /**
   * Withholds the best neighbours of cells that were not proven wide. Says how many cells that was.
   * `areUnproven`: a search for exchanges left them, not a few margins alone.
   */
  readonly widen: (rows: readonly number[], areUnproven?: boolean) => number;
  /** Withheld cells that a few margins together limit too much. */
  readonly limited: () => readonly number[];
  /** Chosen cells that could be shown as far as single margins go, the dearest first. */
  readonly spare: () => readonly number[];
  /** Shows chosen cells that single margins do not need, the dearest first. */
  readonly thin: () => void;
  /** Whether the margins of a row keep their secrets, alone and a few of them together. */
  readonly keeps: (row: number) => boolean;
  /** Some rows and all that share a margin with them. */
  readonly near: (rows: readonly number[]) => ReadonlySet<number>;
  readonly withhold: (row: number) => void;
  readonly show: (row: number) => void;
}

/** How much dearer a choice gets with every margin that it opens, and cheaper with one that it closes. */
const marginPrice = 3;
/** Rows above which small cells that widening withheld are shown again when they are too narrow. */
const takenBackRowsMin = 10_000;
/** How often a row may get neighbours before it gets a wider cell. */
const patience = 3;

/**
 * Greedy cover of the margins: the cheapest cell first, ties by the order of the table.
 * Deterministic, and linear in the cells that it chooses times the length of their margins.
 */
export function openCover(options: CoverOptions, opening: Opening | null = null): Cover {
  const cover = new Greedy(options, opening);
  return {
    withheld: cover.secrets.withheld,
    close: () => cover.close(),
    widen: (rows, areUnproven = false) => cover.widen(rows, areUnproven),
    limited: () => cover.limited(),
    spare: () => cover.spare(),
    thin: () => cover.thin(),
    keeps: (row) => cover.keeps(row),
    near: (rows) => cover.near(rows),
    withhold: (row) => cover.secrets.set(row, 1),
    show: (row) => cover.secrets.set(row, 0),
  };
}

class Greedy {
  readonly secrets: Secrets;
  readonly #o: CoverOptions;
  /** Row → how often it was found too narrow. */
  readonly #asked = new Map<number, number>();
  readonly #opening: Opening | null;
  /** Rows that were withheld to widen others. */
  readonly #added = new Set<number>();
  /** Rows that cannot be withheld, or that did harm when they were. */
  readonly #fixed: Uint8Array;

  constructor(options: CoverOptions, opening: Opening | null) {
    this.#fixed = options.fixed.slice();
    this.#o = { ...options, fixed: this.#fixed };
    this.#opening = opening;
    this.secrets = new Secrets(this.#o);
  }

  close(): boolean {
    const { secrets } = this;
    const queue: number[] = [];
    for (let margin = this.#o.layout.totals.length - 1; margin >= 0; margin -= 1) {
      if (secrets.isOpen(margin)) queue.push(margin);
    }
    let complete = true;
    for (let margin = queue.pop(); margin !== undefined; margin = queue.pop()) {
      if (!secrets.isOpen(margin)) continue;
      const row = this.#closing(margin);
      if (row < 0) complete = false;
      else {
        secrets.set(row, 1);
        for (const near of secrets.marginsOf(row)) if (secrets.isOpen(near)) queue.push(near);
      }
    }
    return complete;
  }

  widen(rows: readonly number[], areUnproven: boolean): number {
    const touched = new Set<number>();
    let added = 0;
    this.#opening?.begin(rows.length, areUnproven);
    for (const row of rows) {
      if (areUnproven && this.#takesBack(row)) {
        added += 1;
        continue;
      }
      if (this.secrets.marginsOf(row).some((margin) => touched.has(margin))) continue;
      for (const best of this.#widening(row)) {
        this.secrets.set(best, 1);
        this.#added.add(best);
        added += 1;
        for (const margin of this.secrets.marginsOf(best)) touched.add(margin);
      }
    }
    return added;
  }

  /**
   * Shows a cell again that was withheld to widen others and needs others itself: one of so few is
   * seldom able to be as different as it must be. It stays shown, so that this ends.
   */
  #takesBack(row: number): boolean {
    const { amounts, hidden, layout } = this.#o;
    if (layout.rowCount <= takenBackRowsMin || hidden[row] === 1) return false;
    if (!this.#added.has(row)) return false;
    if (amounts.every(({ of, base, each }) => (of[row] ?? 0) >= base + each)) return false;
    this.#added.delete(row);
    this.#fixed[row] = 1;
    this.secrets.set(row, 0);
    return true;
  }

  keeps(row: number): boolean {
    const { secrets } = this;
    if (!secrets.keeps(row)) return false;
    for (const margin of secrets.marginsOf(row)) {
      for (const near of secrets.rowsOf(margin)) {
        if (secrets.withheld[near] === 1 && this.#limiting(near) >= 0) return false;
      }
    }
    return true;
  }

  limited(): readonly number[] {
    const rows: number[] = [];
    for (let row = 0; row < this.#o.layout.ownRows; row += 1) {
      if (this.secrets.withheld[row] === 1 && this.#limiting(row) >= 0) rows.push(row);
    }
    return rows;
  }

  spare(): readonly number[] {
    const { hidden, cost, layout } = this.#o;
    const found: number[] = [];
    for (let row = 0; row < layout.ownRows; row += 1) {
      if (this.secrets.withheld[row] === 0 || hidden[row] === 1) continue;
      this.secrets.set(row, 0);
      if (this.secrets.keeps(row)) found.push(row);
      this.secrets.set(row, 1);
    }
    return found.toSorted((a, b) => (cost[b] ?? 0) - (cost[a] ?? 0) || a - b);
  }

  near(rows: readonly number[]): ReadonlySet<number> {
    const { secrets } = this;
    const margins = new Set(rows.flatMap((row) => [...secrets.marginsOf(row)]));
    return new Set([...rows, ...[...margins].flatMap((margin) => secrets.rowsOf(margin))]);
  }

  thin(): void {
    for (const row of this.spare()) {
      this.secrets.set(row, 0);
      if (!this.secrets.keeps(row)) this.secrets.set(row, 1);
    }
  }

  /**
   * What to withhold to close a margin, −1 for nothing: parts when they can be enough; the total
   * itself when all of it would still be too little.
   */
  #closing(margin: number): number {
    const { secrets } = this;
    const total = this.#o.layout.totals[margin] ?? 0;
    const price = (row: number): number => this.#price(row) / secrets.progress(row, margin);
    if (secrets.withheld[total] === 1) return this.#cheapest(secrets.partsOf(margin), price);
    return this.#cheapest(secrets.isEnough(margin) ? secrets.rowsOf(margin) : [total], price);
  }

  /**
   * What to withhold for a row that is too narrow: a cell of the margin that limits it where one is
   * found, and else a neighbour, or a neighbour of what is withheld near it, each by what it adds. A
   * row that comes back again and again gets a wider cell.
   */
  #widening(row: number): readonly number[] {
    const before = this.#asked.get(row) ?? 0;
    this.#asked.set(row, before + 1);
    const found =
      before < patience
        ? this.#opening?.rowsFor(this.secrets.withheld, row, { again: before, fixed: this.#fixed })
        : null;
    if (found !== null && found !== undefined && found.length > 0) return found;
    const best = this.#neighbour(row, before);
    return best < 0 ? [] : [best];
  }

  #neighbour(row: number, before: number): number {
    const { secrets } = this;
    const margins = [...secrets.marginsOf(row)];
    const limited = before < patience ? this.#limiting(row) : -1;
    const price = (one: number): number => this.#price(one) / secrets.freedom(one);
    const groups: (() => Iterable<number>)[] = [
      () => (limited < 0 ? [] : secrets.rowsOf(limited)),
      () => (before < patience ? [] : margins.map((margin) => this.#o.layout.totals[margin] ?? 0)),
      () => margins.flatMap((margin) => secrets.rowsOf(margin)),
      () => new Set(margins.flatMap((margin) => this.#beyond(margin))),
    ];
    for (const group of groups) {
      const best = this.#cheapest(group(), price);
      if (best >= 0) return best;
    }
    return -1;
  }

  /** The margin that keeps an amount of a row from being as great as it must be able to be, −1 for none. */
  #limiting(row: number): number {
    const { layout, amounts } = this.#o;
    if (!this.secrets.isSecret(row)) return -1;
    for (const { of, base, each } of amounts) {
      const limit = limitOf({ layout, of, withheld: this.secrets.withheld, least: each }, row);
      if (limit.most < base + each) return limit.margin;
    }
    return -1;
  }

  /** The neighbours of what is withheld in a margin. */
  #beyond(margin: number): readonly number[] {
    const { secrets } = this;
    return secrets
      .rowsOf(margin)
      .filter((one) => secrets.withheld[one] === 1)
      .flatMap((one) => [...secrets.marginsOf(one)].flatMap((near) => secrets.rowsOf(near)));
  }

  /** The row of the least price, −1 when none can be withheld. */
  #cheapest(rows: Iterable<number>, price: (row: number) => number): number {
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (const row of rows) {
      if (!this.secrets.isFree(row)) continue;
      const own = price(row);
      if (own < least || (own === least && row < best)) [best, least] = [row, own];
    }
    return best;
  }

  #price(row: number): number {
    return (this.#o.cost[row] ?? 1) * marginPrice ** this.secrets.opened(row);
  }
}
