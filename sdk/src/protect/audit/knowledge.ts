import type { Equations } from "../equations.ts";
import { isCertain, isOpen } from "./changed.ts";
import type { Ends } from "./changed.ts";
import { EquationWriter } from "./equation-writer.ts";
import type { Figures, LaidOut, Part } from "./figures.ts";
import { figuresOf } from "./figures.ts";
import { GapIndex } from "./gap-index.ts";
import { numberAt } from "./number-at.ts";
import { followingPeriods } from "./periods.ts";
import type { Shown } from "./shown.ts";

/** Something that cannot be negative although it has no number of its own: factor·NUM + factor·DEN + constant. */
export interface Gap {
  readonly first: { readonly figure: number; readonly factor: number };
  readonly second: { readonly figure: number; readonly factor: number };
  readonly constant: number;
}

/** A quantity that readers either have the number of, or know as one of the unknowns. */
export type Quantity =
  | { readonly kind: "unknown"; readonly unknown: number }
  | { readonly kind: "number"; readonly value: number };

/** Everything that some publications say together, as one system of unknowns. */
export interface Knowledge {
  readonly figures: Figures;
  readonly equations: Equations;
  /** Equations from this one on follow from those before; they only make conclusions shorter. */
  readonly implied: number;
  /** Per equation: table, margin and side it comes from; see `Origin`. */
  readonly origins: EquationWriter["origins"];
  /** Figure → unknown, −1 when its number is published. */
  readonly unknownOf: Int32Array;
  /** Unknown → figure, −1 for a gap. */
  readonly figureOf: Int32Array;
  readonly gaps: readonly Gap[];
  /** True when two publications show different numbers for the same quantity. */
  readonly contradictory: boolean;
  /** The quantity a·NUM + b·DEN of one cell; null when nothing says that it is not negative. */
  readonly quantityOf: (table: LaidOut, place: number, factors: Factors) => Quantity | null;
}

/** a·NUM + b·DEN. */
export interface Factors {
  readonly num: number;
  readonly den: number;
}

/**
 * Writes down what an attacker knows. Numbers are whole and not negative; margins add up;
 * combinations without a row are zero; a withheld row has somebody in it unless its policy lets empty
 * rows be withheld; a changed number is as near to the true one as its rule says; between two periods
 * that follow each other a count changes by `changeMax` at most.
 */
export function knowledgeOf(
  tables: readonly Shown[],
  options: { readonly changeMax?: number | undefined } = {},
): Knowledge {
  const figures = figuresOf(tables);
  const author = new Author(figures);
  for (const table of figures.tables) author.writeCells(table);
  author.writeChanges(options.changeMax);
  figures.tables.forEach((table, at) => author.writeMargins(table, at));
  author.writeGaps();
  const implied = author.count;
  figures.tables.forEach((table, at) => author.writeImplied(table, at));
  return author.result(implied);
}

/** What one contributor can have, as forms that cannot be negative. */
export function scalesOf({ description: { kind, range }, bounds }: Shown): readonly Factors[] {
  if (kind === "ratio") return [];
  if (kind === "share") return [{ num: -1, den: 1 }];
  return [bounds, range].flatMap((scale) =>
    scale === undefined
      ? []
      : [{ num: -1, den: scale.max }, ...(scale.min > 0 ? [{ num: 1, den: -scale.min }] : [])],
  );
}

/** The least change that any of the tables' limits assumes to be known. */
export function changeMaxOf(tables: readonly Shown[]): number | undefined {
  const known = tables.flatMap(({ limits }) => limits.changeMax ?? []);
  return known.length === 0 ? undefined : Math.min(...known);
}

class Author {
  readonly #figures: Figures;
  readonly #writer = new EquationWriter();
  readonly #unknownOf: Int32Array;
  readonly #least: number[] = [];
  readonly #most: number[] = [];
  readonly #gaps: Gap[] = [];
  readonly #gapAt = new GapIndex();
  readonly #count: number;

  constructor(figures: Figures) {
    this.#figures = figures;
    this.#unknownOf = new Int32Array(figures.values.length).fill(-1);
    figures.values.forEach((value, figure) => {
      if (Number.isNaN(value)) this.#unknownOf[figure] = this.#unknown(Number.POSITIVE_INFINITY);
    });
    this.#count = this.#least.length;
  }

  get count(): number {
    return this.#writer.totals.length;
  }

  /** What is known of a cell without numbers, whatever it is part of. */
  writeCells(table: LaidOut): void {
    const { shown, layout, figures } = table;
    if (!isCertain(shown)) return;
    const scales = scalesOf(shown);
    const zeros = shown.zeros ?? shown.limits.zeros;
    shown.observations.forEach((observation, row) => {
      if (!isOpen(shown, observation)) return;
      const place = layout.placeOf[row] ?? 0;
      const own = { num: figures.num[place] ?? 0, den: figures.den[place] ?? 0 };
      for (const { num: a, den: b } of scales) {
        this.#gap({ figure: own.num, factor: a }, { figure: own.den, factor: b }, 0);
      }
      if (shown.altered !== undefined) this.#writeChanged(table, row, own);
      else if (observation.status === "Q" && zeros === "published") this.#writeSomebody(table, own);
    });
  }

  /** What changed numbers tell of the true ones. */
  #writeChanged({ shown, changed }: LaidOut, row: number, own: Factors): void {
    const opened = changed.rows[row] ?? null;
    if (opened === null) return;
    this.#between(this.#unknownOf[own.num] ?? -1, opened.num, this.#figures.values[own.num]);
    this.#between(this.#unknownOf[own.den] ?? -1, opened.den, this.#figures.values[own.den]);
    for (const { num: a, den: b } of scalesOf(shown)) {
      const gap = this.#gapAt.find(
        { figure: own.num, factor: a },
        { figure: own.den, factor: b },
        0,
      );
      if (gap !== undefined) this.#between(this.#count + gap, opened.rest);
    }
  }

  #between(unknown: number, { least, most }: Ends, value?: number): void {
    if (unknown >= 0) {
      this.#least[unknown] = Math.max(this.#least[unknown] ?? 0, least);
      this.#most[unknown] = Math.min(this.#most[unknown] ?? 0, most);
      const isEmpty = numberAt(this.#least, unknown) > numberAt(this.#most, unknown);
      if (isEmpty) this.#writer.contradictory = true;
    } else if (value !== undefined && (value < least || value > most)) {
      this.#writer.contradictory = true;
    }
  }

  /** Somebody is in a withheld row. */
  #writeSomebody({ shown }: LaidOut, { num, den }: Factors): void {
    if (shown.description.kind === "ratio") {
      this.#gap({ figure: num, factor: 1 }, { figure: den, factor: 1 }, -1);
    } else this.#raise(den);
  }

  /** Equal places of a counted quantity in periods that follow each other. */
  writeChanges(changeMax: number | undefined): void {
    if (changeMax === undefined) return;
    for (const { now, before } of followingPeriods(this.#figures)) {
      // A change that both show is a fact, however great, and no assumption.
      if (this.#unknownOf[now] === -1 && this.#unknownOf[before] === -1) continue;
      const change = { figure: before, factor: -1 };
      this.#gap({ figure: now, factor: 1 }, change, changeMax, 2 * changeMax);
    }
  }

  writeMargins(table: LaidOut, at: number): void {
    const parts: readonly Part[] = ["num", "den"];
    const { wholes } = table.layout;
    parts.forEach((part, side) => {
      for (let margin = 0; margin < wholes.length; margin += 1) {
        this.#writer.begin();
        visitMargin(table, margin, (place, factor) => {
          this.#add(table.figures[part][place] ?? 0, factor);
        });
        this.#writer.end({ table: at, at: margin, side });
      }
    });
  }

  writeGaps(): void {
    this.#gaps.forEach(({ first, second, constant }, at) => {
      this.#writer.begin();
      this.#add(first.figure, first.factor);
      this.#add(second.figure, second.factor);
      this.#writer.constant(constant);
      this.#writer.term(this.#count + at, -1);
      this.#writer.end({ table: -1, at, side: 0 });
    });
  }

  /** What scales leave open adds up over margins as well. */
  writeImplied(table: LaidOut, at: number): void {
    scalesOf(table.shown).forEach((factors, scale) => {
      for (let margin = 0; margin < table.layout.wholes.length; margin += 1) {
        let isComplete = true;
        this.#writer.begin();
        visitMargin(table, margin, (place, factor) => {
          const quantity = this.#quantity(table, place, factors);
          if (quantity === null) isComplete = false;
          else if (quantity.kind === "number") this.#writer.constant(factor * quantity.value);
          else this.#writer.term(quantity.unknown, factor);
        });
        if (isComplete) this.#writer.end({ table: at, at: margin, side: 2 + scale });
      }
    });
  }

  result(implied: number): Knowledge {
    const figureOf = new Int32Array(this.#least.length).fill(-1);
    this.#unknownOf.forEach((unknown, figure) => {
      if (unknown >= 0) figureOf[unknown] = figure;
    });
    return {
      figures: this.#figures,
      equations: this.#writer.equations(this.#least, this.#most),
      implied,
      origins: this.#writer.origins,
      unknownOf: this.#unknownOf,
      figureOf,
      gaps: this.#gaps,
      contradictory: this.#figures.contradictory || this.#writer.contradictory,
      quantityOf: (table, place, factors) => this.#quantity(table, place, factors),
    };
  }

  #unknown(most: number): number {
    this.#most.push(most);
    return this.#least.push(0) - 1;
  }

  #add(figure: number, factor: number): void {
    const unknown = this.#unknownOf[figure] ?? -1;
    if (unknown >= 0) this.#writer.term(unknown, factor);
    else this.#writer.constant(factor * (this.#figures.values[figure] ?? 0));
  }

  #raise(figure: number): void {
    const unknown = this.#unknownOf[figure] ?? -1;
    if (unknown >= 0) this.#least[unknown] = Math.max(1, numberAt(this.#least, unknown));
    else if (this.#figures.values[figure] === 0) this.#writer.contradictory = true;
  }

  #gap(
    first: Gap["first"],
    second: Gap["second"],
    constant: number,
    most: number = Number.POSITIVE_INFINITY,
  ): void {
    if (this.#gapAt.find(first, second, constant) !== undefined) return;
    const gap = { first, second, constant };
    this.#gapAt.set(this.#unknown(most) - this.#count, gap);
    this.#gaps.push(gap);
  }

  #quantity({ figures }: LaidOut, place: number, { num, den }: Factors): Quantity | null {
    const first = { figure: numberAt(figures.num, place), factor: num };
    const second = { figure: numberAt(figures.den, place), factor: den };
    const gap = num === 0 || den === 0 ? undefined : this.#gapAt.find(first, second, 0);
    if (gap !== undefined) return { kind: "unknown", unknown: this.#count + gap };
    const used = [first, second].filter(({ factor }) => factor !== 0);
    const hidden = used.find(({ figure }) => numberAt(this.#unknownOf, figure) >= 0);
    if (hidden !== undefined) {
      const unknown = numberAt(this.#unknownOf, hidden.figure);
      return used.length === 1 && hidden.factor === 1 ? { kind: "unknown", unknown } : null;
    }
    const { values } = this.#figures;
    const value = used.reduce((sum, own) => sum + own.factor * numberAt(values, own.figure), 0);
    return { kind: "number", value };
  }
}

/** Visits the parts of a margin, and its whole with the factor −1. */
export function visitMargin(
  { layout: { wholes, starts, parts } }: LaidOut,
  margin: number,
  visit: (place: number, factor: number) => void,
): void {
  for (let at = starts[margin] ?? 0; at < (starts[margin + 1] ?? 0); at += 1) {
    visit(parts[at] ?? 0, 1);
  }
  visit(wholes[margin] ?? 0, -1);
}
