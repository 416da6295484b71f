import type { Amount } from "./amounts.ts";
import { limitOf } from "./suppress/bottleneck.ts";
import type { Layout } from "./suppress/layout.ts";

/** A choice of withheld cells that grows until every margin keeps its secrets. */
export interface Cover {
  /** Row → 1 where readers get no number. */
  readonly withheld: Uint8Array;
  /** Withholds more cells until no margin alone gives one away. False when nothing is left to withhold. */
  readonly close: () => boolean;
  /** Withholds the best neighbours of cells that were not proven wide. Says how many cells that was. */
  readonly widen: (rows: readonly number[]) => number;
  /** Withheld cells that a few margins together limit too much. */
  readonly limited: () => readonly number[];
  /** Chosen cells that could be shown as far as single margins go, the dearest first. */
  readonly spare: () => readonly number[];
  /** Shows chosen cells that single margins do not need, the dearest first. */
  readonly thin: () => void;
  /** Whether every single margin of a row keeps its secrets. */
  readonly keeps: (row: number) => boolean;
  readonly withhold: (row: number) => void;
  readonly show: (row: number) => void;
}

export interface CoverOptions {
  readonly layout: Layout;
  readonly amounts: readonly Amount[];
  /** Rows that have no number for readers from the start. */
  readonly hidden: Uint8Array;
  /** Rows that cannot be withheld: shown by an earlier publication, or empty where the policy shows zeros. */
  readonly fixed: Uint8Array;
  /** Rows that must not be unknown zeros: what is withheld may be empty, and that it is must stay open. */
  readonly zerosWithheld: boolean;
  /** What each row is worth to readers; greater than 0. */
  readonly cost: Float64Array;
}

/** How much dearer a choice gets with every margin that it opens, and cheaper with one that it closes. */
const marginPrice = 3;
/** How often a row may get neighbours before it gets a wider cell. */
const patience = 3;
/** The least part of what a margin lacks that a cell is taken to add, so that a cell without any is a last resort. */
const leastProgress = 0.02;

/**
 * Greedy cover of the margins: the cheapest cell first, ties by the order of the table.
 * Deterministic, and linear in the cells that it chooses times the length of their margins.
 */
export function openCover(options: CoverOptions): Cover {
  const cover = new Greedy(options);
  return {
    withheld: cover.withheld,
    close: () => cover.close(),
    widen: (rows) => cover.widen(rows),
    limited: () => cover.limited(),
    spare: () => cover.spare(),
    thin: () => cover.thin(),
    keeps: (row) => cover.keeps(row),
    withhold: (row) => cover.withhold(row),
    show: (row) => cover.show(row),
  };
}

class Greedy {
  readonly withheld: Uint8Array;
  readonly #o: CoverOptions;
  /** Margin → withheld parts, and what they add up to for each amount. */
  readonly #secrets: Int32Array;
  readonly #sums: readonly Float64Array[];
  /** Margin → parts that are or can be withheld, and what they add up to for each amount. */
  readonly #free: Int32Array;
  readonly #room: readonly Float64Array[];
  /** Row → how often it was found too narrow. */
  readonly #asked = new Map<number, number>();

  constructor(options: CoverOptions) {
    const { layout, amounts, hidden } = options;
    this.#o = options;
    this.withheld = new Uint8Array(layout.rowCount);
    const margins = layout.totals.length;
    this.#secrets = new Int32Array(margins);
    this.#free = new Int32Array(margins);
    this.#sums = amounts.map(() => new Float64Array(margins));
    this.#room = amounts.map(() => new Float64Array(margins));
    for (let margin = 0; margin < margins; margin += 1) this.#measure(margin);
    for (let row = 0; row < layout.ownRows; row += 1) if (hidden[row] === 1) this.withhold(row);
  }

  close(): boolean {
    const queue: number[] = [];
    for (let margin = this.#o.layout.totals.length - 1; margin >= 0; margin -= 1) {
      if (this.#isOpen(margin)) queue.push(margin);
    }
    let complete = true;
    for (let margin = queue.pop(); margin !== undefined; margin = queue.pop()) {
      if (!this.#isOpen(margin)) continue;
      const row = this.#cheapest(this.#choices(margin), (one) => this.#price(one) / this.#progress(one, margin));
      if (row < 0) complete = false;
      else {
        this.withhold(row);
        for (const near of this.#marginsOf(row)) if (this.#isOpen(near)) queue.push(near);
      }
    }
    return complete;
  }

  widen(rows: readonly number[]): number {
    const touched = new Set<number>();
    let added = 0;
    for (const row of rows) {
      const margins = this.#marginsOf(row);
      if (margins.some((margin) => touched.has(margin))) continue;
      const best = this.#best(row, margins);
      if (best < 0) continue;
      this.withhold(best);
      added += 1;
      for (const margin of this.#marginsOf(best)) touched.add(margin);
    }
    return added;
  }

  /**
   * What to withhold for a row that is too narrow: a cell of the margin that limits it where one is
   * found, and else a neighbour, or a neighbour of what is withheld near it, each by what it adds. A
   * row that comes back again and again gets a wider cell.
   */
  #best(row: number, margins: readonly number[]): number {
    const before = this.#asked.get(row) ?? 0;
    this.#asked.set(row, before + 1);
    const useful = (one: number): number => this.#price(one) / this.#freedom(one);
    const limited = before < patience ? this.#limiting(row) : -1;
    const groups: (() => Iterable<number>)[] = [
      () => (limited < 0 ? [] : this.#rowsOf(limited)),
      () => (before < patience ? [] : margins.map((margin) => this.#o.layout.totals[margin] ?? 0)),
      () => margins.flatMap((margin) => this.#rowsOf(margin)),
      () => new Set(margins.flatMap((margin) => this.#beyond(margin))),
    ];
    for (const group of groups) {
      const best = this.#cheapest(group(), useful);
      if (best >= 0) return best;
    }
    return -1;
  }

  /** The margin that keeps an amount of a row from being as great as it must be able to be, −1 for none. */
  #limiting(row: number): number {
    const { layout, amounts } = this.#o;
    for (const { of, base, each } of amounts) {
      const limit = limitOf({ layout, of, withheld: this.withheld, least: each }, row);
      if (limit.most < base + each) return limit.margin;
    }
    return -1;
  }

  /** The neighbours of what is withheld in a margin. */
  #beyond(margin: number): readonly number[] {
    return this.#rowsOf(margin)
      .filter((one) => this.withheld[one] === 1)
      .flatMap((one) => this.#marginsOf(one).flatMap((near) => this.#rowsOf(near)));
  }

  limited(): readonly number[] {
    const rows: number[] = [];
    for (let row = 0; row < this.#o.layout.ownRows; row += 1) {
      if (this.withheld[row] === 1 && this.#limiting(row) >= 0) rows.push(row);
    }
    return rows;
  }

  spare(): readonly number[] {
    const { hidden, cost, layout } = this.#o;
    const found: number[] = [];
    for (let row = 0; row < layout.ownRows; row += 1) {
      if (this.withheld[row] === 0 || hidden[row] === 1) continue;
      this.show(row);
      if (this.keeps(row)) found.push(row);
      this.withhold(row);
    }
    return found.toSorted((a, b) => (cost[b] ?? 0) - (cost[a] ?? 0) || a - b);
  }

  thin(): void {
    for (const row of this.spare()) {
      this.show(row);
      if (!this.keeps(row)) this.withhold(row);
    }
  }

  withhold(row: number): void {
    this.#set(row, 1);
  }

  show(row: number): void {
    this.#set(row, 0);
  }

  keeps(row: number): boolean {
    return !this.#marginsOf(row).some((margin) => this.#isOpen(margin));
  }

  #set(row: number, value: 0 | 1): void {
    if (this.withheld[row] === value) return;
    this.withheld[row] = value;
    const sign = value === 1 ? 1 : -1;
    const { marginStarts, marginsOf, totals } = this.#o.layout;
    for (let at = marginStarts[row] ?? 0; at < (marginStarts[row + 1] ?? 0); at += 1) {
      const margin = marginsOf[at] ?? 0;
      if (totals[margin] === row) continue;
      this.#secrets[margin] = (this.#secrets[margin] ?? 0) + sign;
      this.#o.amounts.forEach(({ of }, index) => {
        add(this.#sums[index], margin, sign * (of[row] ?? 0));
      });
    }
  }

  #measure(margin: number): void {
    const { amounts, fixed, layout } = this.#o;
    const { starts, parts, ownRows } = layout;
    for (let at = starts[margin] ?? 0; at < (starts[margin + 1] ?? 0); at += 1) {
      const part = parts[at] ?? 0;
      if (part >= ownRows || fixed[part] === 1) continue;
      this.#free[margin] = (this.#free[margin] ?? 0) + 1;
      amounts.forEach(({ of }, index) => add(this.#room[index], margin, of[part] ?? 0));
    }
  }

  /** Whether one margin alone tells too much about its withheld cells, were one more row withheld. */
  #isOpen(margin: number, also = -1): boolean {
    const { layout, amounts, zerosWithheld } = this.#o;
    const total = layout.totals[margin] ?? 0;
    const asPart = also >= 0 && also !== total;
    const secrets = (this.#secrets[margin] ?? 0) + (asPart ? 1 : 0);
    if (this.withheld[total] === 1 || also === total) {
      return secrets === 0 && (zerosWithheld || amounts.some(({ of }) => of[total] !== 0));
    }
    if (secrets === 0) return false;
    let isEmpty = true;
    let isShort = false;
    for (let index = 0; index < amounts.length; index += 1) {
      const amount = amounts[index];
      if (amount === undefined) continue;
      const sum = (this.#sums[index]?.[margin] ?? 0) + (asPart ? (amount.of[also] ?? 0) : 0);
      if (sum !== 0) isEmpty = false;
      if (sum < amount.base + amount.each * secrets) isShort = true;
    }
    // That a cell is empty is no secret where zeros are shown.
    if (isEmpty && !zerosWithheld) return false;
    return secrets === 1 || isShort;
  }

  /** Parts when they can be enough; the total itself when all of it would still be too little. */
  #choices(margin: number): readonly number[] {
    const { layout, amounts } = this.#o;
    const total = layout.totals[margin] ?? 0;
    if (this.withheld[total] === 1) return this.#partsOf(margin);
    const count = Math.max(2, this.#secrets[margin] ?? 0);
    const isEnough =
      (this.#free[margin] ?? 0) >= 2 &&
      amounts.every(
        ({ base, each }, index) => (this.#room[index]?.[margin] ?? 0) >= base + each * count,
      );
    return isEnough ? this.#rowsOf(margin) : [total];
  }

  /** The row of the least price, −1 when none can be withheld. */
  #cheapest(rows: Iterable<number>, price: (row: number) => number): number {
    const { layout, fixed } = this.#o;
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (const row of rows) {
      if (row >= layout.ownRows || this.withheld[row] === 1 || fixed[row] === 1) continue;
      const own = price(row);
      if (own < least || (own === least && row < best)) [best, least] = [row, own];
    }
    return best;
  }

  #price(row: number): number {
    let opened = 0;
    const { marginStarts, marginsOf } = this.#o.layout;
    for (let at = marginStarts[row] ?? 0; at < (marginStarts[row + 1] ?? 0); at += 1) {
      const near = marginsOf[at] ?? 0;
      opened += Number(this.#isOpen(near, row)) - Number(this.#isOpen(near));
    }
    return (this.#o.cost[row] ?? 1) * marginPrice ** opened;
  }

  /** How far a row can give way, as a part of what the amounts need. */
  #freedom(row: number): number {
    let part = 1;
    for (const { of, base, each } of this.#o.amounts) {
      if (base > 0) part = Math.min(part, ((of[row] ?? 0) - each) / base);
    }
    return Math.max(leastProgress, part);
  }

  /** The part of what a margin lacks that withholding a row adds. */
  #progress(row: number, margin: number): number {
    if (this.#o.layout.totals[margin] === row) return 1;
    const secrets = (this.#secrets[margin] ?? 0) + 1;
    let part = 1;
    this.#o.amounts.forEach(({ of, base, each }, index) => {
      const missing = base + each * secrets - (this.#sums[index]?.[margin] ?? 0);
      if (missing > 0) part = Math.min(part, (of[row] ?? 0) / missing);
    });
    return Math.max(leastProgress, part);
  }

  #marginsOf(row: number): readonly number[] {
    const { marginStarts, marginsOf } = this.#o.layout;
    return [...marginsOf.subarray(marginStarts[row], marginStarts[row + 1])];
  }

  #partsOf(margin: number): readonly number[] {
    const { starts, parts } = this.#o.layout;
    return [...parts.subarray(starts[margin], starts[margin + 1])];
  }

  #rowsOf(margin: number): readonly number[] {
    return [this.#o.layout.totals[margin] ?? 0, ...this.#partsOf(margin)];
  }
}

function add(sums: Float64Array | undefined, at: number, value: number): void {
  if (sums !== undefined) sums[at] = (sums[at] ?? 0) + value;
}
