import type { Amount } from "../amounts.ts";
import type { Layout } from "./layout.ts";

/** What the choice of withheld cells depends on. */
export interface CoverOptions {
  readonly layout: Layout;
  readonly amounts: readonly Amount[];
  /** Rows that have no number for readers from the start. */
  readonly hidden: Uint8Array;
  /** Rows of which too little was collected: that nobody was seen in one is no secret. Absent: none. */
  readonly uncollected?: Uint8Array;
  /** Rows that cannot be withheld: shown by an earlier publication, or certainly empty. */
  readonly fixed: Uint8Array;
  /** Whether what is withheld may be empty, so that it must stay open that it is. */
  readonly zerosWithheld: boolean;
  /** What each row is worth to readers; greater than 0. */
  readonly cost: Float64Array;
}

/** The least part of what a margin lacks that a cell is taken to add, so that an empty one is a last resort. */
const leastProgress = 0.02;

/** Which rows are withheld, and what each margin keeps secret by that. */
export class Secrets {
  readonly withheld: Uint8Array;
  readonly #o: CoverOptions;
  /** Margin → withheld parts, and what they add up to for each amount. */
  readonly #counts: Int32Array;
  readonly #sums: readonly Float64Array[];
  /** Margin → withheld parts that must stay open even when they are empty. */
  readonly #firm: Int32Array;
  /** Margin → parts that are or can be withheld, and what they add up to for each amount. */
  readonly #free: Int32Array;
  readonly #room: readonly Float64Array[];

  constructor(options: CoverOptions) {
    const { layout, amounts, hidden } = options;
    this.#o = options;
    this.withheld = new Uint8Array(layout.rowCount);
    const margins = layout.totals.length;
    this.#counts = new Int32Array(margins);
    this.#firm = new Int32Array(margins);
    this.#free = new Int32Array(margins);
    this.#sums = amounts.map(() => new Float64Array(margins));
    this.#room = amounts.map(() => new Float64Array(margins));
    for (let margin = 0; margin < margins; margin += 1) this.#measure(margin);
    for (let row = 0; row < layout.ownRows; row += 1) if (hidden[row] === 1) this.set(row, 1);
  }

  set(row: number, value: 0 | 1): void {
    if (this.withheld[row] === value) return;
    this.withheld[row] = value;
    const sign = value === 1 ? 1 : -1;
    const { amounts, layout } = this.#o;
    const firm = this.isSecret(row) ? sign : 0;
    for (const margin of this.marginsOf(row)) {
      if (layout.totals[margin] === row) continue;
      add(this.#counts, margin, sign);
      add(this.#firm, margin, firm);
      for (const [index, { of }] of amounts.entries()) {
        add(this.#sums[index], margin, sign * (of[row] ?? 0));
      }
    }
  }

  /** Whether a row can be withheld and is not. */
  isFree(row: number): boolean {
    const { layout, fixed } = this.#o;
    return row < layout.ownRows && this.withheld[row] === 0 && fixed[row] === 0;
  }

  /** Whether all margins of a row keep their secrets. */
  keeps(row: number): boolean {
    for (const margin of this.marginsOf(row)) if (this.isOpen(margin)) return false;
    return true;
  }

  /** How many more margins of a row would be open, were it withheld. */
  opened(row: number): number {
    let opened = 0;
    for (const margin of this.marginsOf(row)) {
      opened += Number(this.isOpen(margin, row)) - Number(this.isOpen(margin));
    }
    return opened;
  }

  /** Whether one margin alone tells too much about its withheld cells, were one more row withheld. */
  isOpen(margin: number, also = -1): boolean {
    const total = this.#o.layout.totals[margin] ?? 0;
    const part = also === total ? -1 : also;
    const count = (this.#counts[margin] ?? 0) + Number(part >= 0);
    if (also === total || this.withheld[total] === 1) return count === 0 && this.isSecret(total);
    return count > 0 && this.#tells(margin, part, count);
  }

  /** Whether the withheld parts of a shown total, one more perhaps, are too few or add up to too little. */
  #tells(margin: number, part: number, count: number): boolean {
    const lack = this.#lack(margin, part, count);
    if (lack === "empty") return (this.#firm[margin] ?? 0) > 0 || this.isSecret(part);
    return count === 1 || lack === "short";
  }

  /** Whether a withheld row must stay open: an empty one only where the policy lets zeros be withheld. */
  isSecret(row: number): boolean {
    const { amounts, uncollected, zerosWithheld } = this.#o;
    if (row < 0) return false;
    return (zerosWithheld && uncollected?.[row] !== 1) || amounts.some(({ of }) => of[row] !== 0);
  }

  /** Whether withholding parts of a margin can be enough for two withheld cells, or for those that are. */
  isEnough(margin: number): boolean {
    const count = Math.max(2, this.#counts[margin] ?? 0);
    if ((this.#free[margin] ?? 0) < 2) return false;
    return this.#o.amounts.every(
      ({ base, each }, index) => (this.#room[index]?.[margin] ?? 0) >= base + each * count,
    );
  }

  /** The part of what a margin lacks that withholding a row adds. */
  progress(row: number, margin: number): number {
    if (this.#o.layout.totals[margin] === row) return 1;
    const count = (this.#counts[margin] ?? 0) + 1;
    let part = 1;
    for (const [index, { of, base, each }] of this.#o.amounts.entries()) {
      const missing = base + each * count - (this.#sums[index]?.[margin] ?? 0);
      if (missing > 0) part = Math.min(part, (of[row] ?? 0) / missing);
    }
    return Math.max(leastProgress, part);
  }

  /** How far a row can give way, as a part of what the amounts need. */
  freedom(row: number): number {
    let part = 1;
    for (const { of, base, each } of this.#o.amounts) {
      if (base > 0) part = Math.min(part, ((of[row] ?? 0) - each) / base);
    }
    return Math.max(leastProgress, part);
  }

  marginsOf(row: number): Int32Array {
    const { marginStarts, marginsOf } = this.#o.layout;
    return marginsOf.subarray(marginStarts[row], marginStarts[row + 1]);
  }

  partsOf(margin: number): Int32Array {
    const { starts, parts } = this.#o.layout;
    return parts.subarray(starts[margin], starts[margin + 1]);
  }

  rowsOf(margin: number): readonly number[] {
    return [this.#o.layout.totals[margin] ?? 0, ...this.partsOf(margin)];
  }

  /** Whether the withheld parts of a margin, one more perhaps, add up to too little or to nothing. */
  #lack(margin: number, part: number, count: number): "none" | "short" | "empty" {
    let isEmpty = true;
    let isShort = false;
    for (const [index, { of, base, each }] of this.#o.amounts.entries()) {
      const sum = (this.#sums[index]?.[margin] ?? 0) + (of[part] ?? 0);
      isEmpty &&= sum === 0;
      isShort ||= sum < base + each * count;
    }
    if (isEmpty) return "empty";
    return isShort ? "short" : "none";
  }

  #measure(margin: number): void {
    const { amounts, fixed, layout } = this.#o;
    for (const part of this.partsOf(margin)) {
      if (part >= layout.ownRows || fixed[part] === 1) continue;
      add(this.#free, margin, 1);
      for (const [index, { of }] of amounts.entries()) {
        add(this.#room[index], margin, of[part] ?? 0);
      }
    }
  }
}

function add(sums: Float64Array | Int32Array | undefined, at: number, value: number): void {
  if (sums !== undefined) sums[at] = (sums[at] ?? 0) + value;
}
