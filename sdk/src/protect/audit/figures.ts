import { familiesOf } from "./axis.ts";
import type { Axis } from "./axis.ts";
import { changedOf, isCertain } from "./changed.ts";
import type { Changed, Ends } from "./changed.ts";
import { layoutOf } from "./layout.ts";
import type { Layout } from "./layout.ts";
import type { Shown } from "./shown.ts";
import { TupleIndex } from "./tuple-index.ts";

/** Which of the two numbers of a cell a figure is. */
export type Part = "num" | "den";

/** One publication laid out, its numbers as figures. */
export interface LaidOut {
  readonly shown: Shown;
  readonly layout: Layout;
  /** What its numbers tell, where they were changed. */
  readonly changed: Changed;
  /** Place → figure that is its numerator, and its denominator. */
  readonly figures: Readonly<Record<Part, Int32Array>>;
}

/**
 * A figure is one quantity of one period in one place. Whatever publications name it, it is one
 * figure: the same number in all of them.
 */
export interface Figures {
  readonly tables: readonly LaidOut[];
  /** Figure → its number, `NaN` where readers have none. */
  readonly values: Float64Array;
  /** Figure → the quantity and period it is of. */
  readonly groupOf: Int32Array;
  /** Group → quantity and period, in words that sort by time. */
  readonly groups: readonly { readonly hash: string; readonly when: string }[];
  /** Figure → its place without quantity and period, equal in all groups. */
  readonly placeOf: Int32Array;
  /** Figure → where readers find its number: table, row, 0 for NUM and 1 for DEN; −1 where there is none. */
  readonly seen: Readonly<Record<"table" | "row" | "part", Int32Array>>;
  /** Two publications show different numbers for one figure. */
  readonly contradictory: boolean;
}

/** Finds the figures of some publications, and the true numbers that readers have. */
export function figuresOf(shown: readonly Shown[]): Figures {
  const families = familiesOf(shown.map(({ description }) => description));
  const layouts = shown.map((table) => {
    const observations = isCertain(table) ? table.observations : [];
    return layoutOf(table.description.dimensions, observations, families);
  });
  const collector = new Collector(layouts);
  const tables = shown.map((table, at): LaidOut => collector.layOut(table, layouts[at]));
  tables.forEach((table, at) => collector.publish(table, at));
  return { tables, ...collector.result() };
}

/** Family → where its codes stand in the name of a place, and how many of them a table can cross. */
type Slots = ReadonlyMap<string, { readonly start: number; readonly count: number }>;

function slotsOf(tables: readonly (readonly Axis[])[]): Slots {
  const counts = new Map<string, number>();
  for (const axes of tables) {
    for (const { family } of axes) {
      const own = axes.filter((axis) => axis.family === family).length;
      counts.set(family, Math.max(own, counts.get(family) ?? 0));
    }
  }
  let start = 0;
  return new Map(
    [...counts].map(([family, count]) => {
      start += count;
      return [family, { start: start - count, count }];
    }),
  );
}

class Collector {
  readonly #slots: Slots;
  /** Family → code → what it is called in all tables, from 1 up. */
  readonly #codes = new Map<string, Map<string, number>>();
  readonly #groups: { hash: string; when: string }[] = [];
  readonly #groupAt = new Map<string, number>();
  readonly #places: TupleIndex;
  /** Group → place → figure, −1 where there is none. */
  readonly #figureAt: Int32Array[] = [];
  readonly #groupOf: number[] = [];
  readonly #placeOf: number[] = [];
  readonly #values: number[] = [];
  readonly #seen: Record<"table" | "row" | "part", number[]> = { table: [], row: [], part: [] };
  #contradictory = false;

  constructor(layouts: readonly Layout[]) {
    const axes = layouts.flatMap((layout) => layout.axes);
    this.#slots = slotsOf(layouts.map((layout) => layout.axes));
    for (const axis of axes) this.#digitsOf(axis);
    const sizes = [...this.#slots].flatMap(([family, { count }]) =>
      Array.from({ length: count }, () => 1 + (this.#codes.get(family)?.size ?? 0)),
    );
    const expected = Math.max(0, ...layouts.map(({ places }) => places.size));
    this.#places = new TupleIndex(sizes, expected);
  }

  layOut(shown: Shown, layout: Layout | undefined): LaidOut {
    if (layout === undefined) throw new Error("A publication has no layout.");
    const digits = layout.axes.map((axis) => this.#digitsOf(axis));
    const slots = layout.axes.map(
      ({ family }) => this.#slots.get(family) ?? { start: 0, count: 1 },
    );
    const groups = { num: this.#groupFor(shown, "num"), den: this.#groupFor(shown, "den") };
    const size = layout.places.size;
    const figures = { num: new Int32Array(size), den: new Int32Array(size) };
    const tuple = new Int32Array(this.#places.width);
    for (let place = 0; place < size; place += 1) {
      tuple.fill(0);
      for (let at = 0; at < digits.length; at += 1) {
        const digit = digits[at]?.[layout.places.digit(place, at)] ?? 0;
        if (digit > 0) insert(tuple, digit, slots[at] ?? { start: 0, count: 1 });
      }
      const where = this.#places.add(tuple);
      for (const part of ["num", "den"] as const) {
        figures[part][place] = this.#figure(groups[part], where);
      }
    }
    return { shown, layout, changed: changedOf(shown, layout), figures };
  }

  /** Takes the true numbers of a publication; readers look a figure up where its number is. */
  publish(laidOut: LaidOut, table: number): void {
    const { shown, layout, figures } = laidOut;
    if (!isCertain(shown)) return;
    shown.observations.forEach((_, row) => {
      const place = layout.placeOf[row] ?? 0;
      const { num, den } = trueNumbers(laidOut, row);
      if (num !== null) this.#show(figures.num[place] ?? 0, num, { table, row, part: 0 });
      if (den !== null) this.#show(figures.den[place] ?? 0, den, { table, row, part: 1 });
    });
  }

  result(): Omit<Figures, "tables"> {
    return {
      values: Float64Array.from(this.#values),
      groupOf: Int32Array.from(this.#groupOf),
      placeOf: Int32Array.from(this.#placeOf),
      groups: this.#groups,
      seen: {
        table: Int32Array.from(this.#seen.table),
        row: Int32Array.from(this.#seen.row),
        part: Int32Array.from(this.#seen.part),
      },
      contradictory: this.#contradictory,
    };
  }

  #show(
    figure: number,
    value: number,
    seen: { readonly table: number; readonly row: number; readonly part: number },
  ): void {
    const before = this.#values[figure] ?? Number.NaN;
    if (!Number.isNaN(before)) {
      if (before !== value) this.#contradictory = true;
      return;
    }
    this.#values[figure] = value;
    this.#seen.table[figure] = seen.table;
    this.#seen.row[figure] = seen.row;
    this.#seen.part[figure] = seen.part;
  }

  #figure(group: number, where: number): number {
    let own = this.#figureAt[group] ?? new Int32Array(0);
    if (where >= own.length) {
      const grown = new Int32Array(Math.max(1024, 2 * where)).fill(-1);
      grown.set(own);
      own = grown;
      this.#figureAt[group] = own;
    }
    const found = own[where] ?? -1;
    if (found >= 0) return found;
    const figure = this.#values.push(Number.NaN) - 1;
    own[where] = figure;
    this.#groupOf.push(group);
    this.#placeOf.push(where);
    this.#seen.table.push(-1);
    this.#seen.row.push(-1);
    this.#seen.part.push(-1);
    return figure;
  }

  #groupFor({ description: { quantity, period, asOf = "" } }: Shown, part: Part): number {
    const when = JSON.stringify([period, asOf]);
    const key = JSON.stringify([quantity[part], when]);
    const group = this.#groupAt.get(key) ?? this.#groups.length;
    if (group === this.#groups.length) {
      this.#groups.push({ hash: quantity[part], when });
      this.#groupAt.set(key, group);
    }
    return group;
  }

  /** Code → what it is called in all tables; 0 for the total, which says nothing. */
  #digitsOf({ codes, total, family }: Axis): readonly number[] {
    const own = this.#codes.get(family) ?? new Map<string, number>();
    this.#codes.set(family, own);
    return codes.map((code, place) => {
      if (place === total) return 0;
      const digit = own.get(code) ?? own.size + 1;
      own.set(code, digit);
      return digit;
    });
  }
}

/** The numbers of a row that are as they were counted; null where readers do not have them. */
function trueNumbers(
  { shown: { altered, observations }, changed }: LaidOut,
  row: number,
): { readonly num: number | null; readonly den: number | null } {
  const none = { num: null, den: null };
  if (altered !== undefined) {
    const opened = changed.rows[row] ?? null;
    return opened === null ? none : { num: onlyOne(opened.num), den: onlyOne(opened.den) };
  }
  const { num, den } = observations[row] ?? none;
  return num === null || den === null ? none : { num, den };
}

function onlyOne({ least, most }: Ends): number | null {
  return least === most ? least : null;
}

/** Codes of one family stand in falling order, so that the order of a table's dimensions says nothing. */
function insert(
  tuple: Int32Array,
  digit: number,
  { start, count }: { readonly start: number; readonly count: number },
): void {
  let own = digit;
  for (let at = start; at < start + count; at += 1) {
    const before = tuple[at] ?? 0;
    if (own <= before) continue;
    tuple[at] = own;
    own = before;
  }
}
