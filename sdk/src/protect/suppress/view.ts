import type { Demand, Equations } from "../equations.ts";
import { demandsIn } from "./demands.ts";
import { slotsOf, sourcesOf } from "./quantities.ts";
import type { Sides, Slots, Source } from "./quantities.ts";
import { Sheet } from "./sheet.ts";

/** What readers can know of the rows of one publication. */
export interface Readable extends Pick<Source, "shown" | "layout"> {
  /** Row → true numerator and denominator, NaN where the member does not have them. */
  readonly num: Float64Array;
  readonly den: Float64Array;
  /** Row → 0: shown, 1: withheld, 2: too little collected, so that it may be empty, too. */
  readonly hidden: Uint8Array;
}

/** Everything that publications leave open, as the member knows it. Confidential. */
export interface View {
  readonly equations: Equations;
  /** Unknown → its true value, NaN where the member does not have it. */
  readonly truth: Float64Array;
  /** Unknown → what it is: the same number in every view of the same publications. */
  readonly slots: Int32Array;
  readonly demands: readonly Demand[];
  /** Demand → publication and row that it protects. */
  readonly cells: readonly Place[];
  /** Cells that must stay open and of which everyone knows a number. */
  readonly exposed: readonly Place[];
  /** Whether two published numbers contradict each other. */
  readonly isContradictory: boolean;
}

export interface Place {
  readonly table: number;
  readonly row: number;
  /** The cell was too little collected: that nobody was seen in it is no secret. */
  readonly mayBeZero: boolean;
}

/** A publication with its numbered places and quantities. */
export interface Part extends Readable, Source {
  readonly sides: Sides;
}

/** The equations of some publications, written again whenever other cells are withheld. */
export interface Views {
  /** `hidden`: what is withheld of each publication, in their order. */
  readonly view: (hidden: readonly Uint8Array[]) => View;
}

/** Numbers everything that the publications speak about once. The member's own table comes first. */
export function openViews(parts: readonly Readable[]): Views {
  const { sources, places } = sourcesOf(parts);
  const slots = slotsOf(sources, places);
  return {
    view: (hidden) => {
      const written = parts.map((part, at): Part => {
        const [source, sides] = [sources[at], slots.sides[at]];
        if (source === undefined || sides === undefined)
          throw new Error("A publication has no places.");
        return { ...part, places: source.places, sides, hidden: hidden[at] ?? part.hidden };
      });
      return new Writer(written, slots).view();
    },
  };
}

class Writer {
  readonly #parts: readonly Part[];
  readonly #slots: Slots;
  readonly #sheet: Sheet;

  constructor(parts: readonly Part[], slots: Slots) {
    this.#parts = parts;
    this.#slots = slots;
    this.#sheet = new Sheet(slots.quantities * slots.places, parts.length > 1);
  }

  view(): View {
    const sheet = this.#sheet;
    for (const part of this.#parts) this.#learn(part);
    for (const part of this.#parts) this.#open(part);
    for (const part of this.#parts) {
      const { num, den, rest } = part.sides;
      sheet.margins(part, this.#base(num));
      if (num === den) continue;
      sheet.margins(part, this.#base(this.#isLoose(part) && rest !== null ? rest.quantity : den));
    }
    const demands = demandsIn(this.#parts, this.#slots, sheet);
    return { ...sheet.finish(), ...demands, isContradictory: sheet.isContradictory };
  }

  /** Publishes what is shown, and notes what the member knows of the rest. */
  #learn(part: Part): void {
    const { layout, places, sides } = part;
    const [num, den] = [this.#base(sides.num), this.#base(sides.den)];
    const rest = this.#isLoose(part) && sides.rest !== null ? this.#base(sides.rest.quantity) : -1;
    for (let row = 0; row < layout.ownRows; row += 1) {
      const place = places[row] ?? 0;
      const isShown = part.hidden[row] === 0;
      const [a, b] = [part.num[row] ?? Number.NaN, part.den[row] ?? Number.NaN];
      this.#sheet.learn(num + place, a, isShown);
      this.#sheet.learn(den + place, b, isShown);
      if (rest >= 0) this.#sheet.learn(rest + place, b - a, isShown);
    }
  }

  /** Opens the unknowns of the rows that readers have no number for, and ties them to each other. */
  #open(part: Part): void {
    const { layout, places, sides } = part;
    for (let row = 0; row < layout.rowCount; row += 1) {
      if (row < layout.ownRows && part.hidden[row] === 0) continue;
      const place = places[row] ?? 0;
      const [num, den] = [this.#base(sides.num) + place, this.#base(sides.den) + place];
      this.#sheet.open(num);
      this.#sheet.open(den);
      if (sides.low !== null) {
        const parts = [
          { slot: num, factor: 1 },
          { slot: den, factor: -sides.low.factor },
        ] as const;
        this.#sheet.slack(this.#base(sides.low.quantity) + place, parts, 0);
      }
      if (sides.rest !== null) {
        const parts = [
          { slot: den, factor: sides.rest.factor },
          { slot: num, factor: -1 },
        ] as const;
        this.#sheet.slack(this.#base(sides.rest.quantity) + place, parts, 0);
      }
      const isWithheld = row < layout.ownRows && part.hidden[row] === 1;
      if (isWithheld && part.shown.limits.zeros === "published") this.#holdSomebody(sides, place);
    }
  }

  /** Where zeros are shown, what is withheld is not empty. */
  #holdSomebody({ num, den, some }: Sides, place: number): void {
    if (some === null) {
      this.#sheet.atLeast(this.#base(den) + place, 1);
      return;
    }
    const parts = [
      { slot: this.#base(num) + place, factor: 1 },
      { slot: this.#base(den) + place, factor: 1 },
    ] as const;
    this.#sheet.slack(this.#base(some) + place, parts, -1);
  }

  /**
   * Whether nothing else speaks about the denominator of a share: then what is missing to everyone
   * adds up by equations of its own, and the denominator is no more than the sum of both.
   */
  #isLoose({ sides: { den, rest }, shown }: Part): boolean {
    if (rest === null || shown.description.kind !== "share") return false;
    return this.#slots.sides.filter((other) => other.den === den || other.num === den).length === 1;
  }

  #base(quantity: number): number {
    return quantity * this.#slots.places;
  }
}
