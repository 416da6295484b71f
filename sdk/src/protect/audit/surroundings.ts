import type { Equations } from "../equations.ts";
import type { Incidence } from "./incidence.ts";
import { visitMargin } from "./knowledge.ts";
import type { Knowledge } from "./knowledge.ts";
import { nearest } from "./nearest.ts";
import type { Seen } from "./nearest.ts";
import { numberAt } from "./number-at.ts";

/** Equations around one unknown, with published numbers as unknowns of their own. */
export interface Surroundings extends Equations {
  readonly implied: number;
  /** The unknown that somebody would like to know. */
  readonly target: number;
  /** Unknowns here that are published numbers: here → figure. Nearest to the target first. */
  readonly published: ReadonlyMap<number, number>;
  /** Nothing connected to the target is left out. */
  readonly isAll: boolean;
}

/** Sizes that are worked with. */
const unknownsMax = 4000;

/** Everything within some equations of an unknown; null when it is too much. */
export function surroundingsOf(
  { equations, implied, origins, figures, unknownOf, figureOf, gaps }: Knowledge,
  incidence: Incidence,
  unknown: number,
  distance: number,
): Surroundings | null {
  const { near, isAll } = nearTo(equations, implied, incidence, { unknown, distance });
  const draft = new Draft();
  const figureAt = (figure: number): number => {
    const value = figures.values[figure] ?? Number.NaN;
    if (!Number.isNaN(value))
      return draft.column(figure, { least: 0, most: Number.POSITIVE_INFINITY, published: figure });
    const own = unknownOf[figure] ?? -1;
    return draft.column(figure, {
      least: numberAt(equations.least, own),
      most: numberAt(equations.most, own),
    });
  };
  const gapStart = equations.least.length - gaps.length;
  const gapAt = (gap: number): number =>
    draft.column(-1 - gap, {
      least: numberAt(equations.least, gapStart + gap),
      most: numberAt(equations.most, gapStart + gap),
    });
  const target =
    unknown >= gapStart ? gapAt(unknown - gapStart) : figureAt(numberAt(figureOf, unknown));
  for (const row of near) {
    const [table, at, side] = [
      origins.table[row] ?? -1,
      origins.at[row] ?? 0,
      origins.side[row] ?? 0,
    ];
    const own = figures.tables[table];
    draft.begin();
    if (own === undefined) {
      const gap = gaps[at];
      if (gap === undefined) continue;
      draft.term(figureAt(gap.first.figure), gap.first.factor);
      draft.term(figureAt(gap.second.figure), gap.second.factor);
      draft.term(gapAt(at), -1);
      draft.end(-gap.constant);
    } else {
      const part = own.figures[side === 0 ? "num" : "den"];
      visitMargin(own, at, (place, factor) => draft.term(figureAt(numberAt(part, place)), factor));
      draft.end(0);
    }
    if (draft.size > unknownsMax) return null;
  }
  return draft.done(target, isAll);
}

/** Equations by how many others are between them and the unknown, nearest first. */
function nearTo(
  equations: Equations,
  implied: number,
  incidence: Incidence,
  { unknown, distance }: { readonly unknown: number; readonly distance: number },
): { readonly near: readonly number[]; readonly isAll: boolean } {
  const near: number[] = [];
  const seen: Seen = new Map();
  let isAll = true;
  for (const own of nearest({ ...equations, implied }, incidence, unknown, seen)) {
    isAll = own.distance <= distance && seen.size <= unknownsMax;
    if (!isAll) break;
    near.push(own.equation);
  }
  return { near, isAll };
}

class Draft {
  readonly #columns = new Map<number, number>();
  readonly #least: number[] = [];
  readonly #most: number[] = [];
  readonly #published = new Map<number, number>();
  readonly #starts: number[] = [0];
  readonly #unknowns: number[] = [];
  readonly #factors: number[] = [];
  readonly #totals: number[] = [];
  #own = new Map<number, number>();

  get size(): number {
    return this.#least.length;
  }

  column(
    key: number,
    own: { readonly least: number; readonly most: number; readonly published?: number },
  ): number {
    const found = this.#columns.get(key);
    if (found !== undefined) return found;
    const column = this.#least.push(own.least) - 1;
    this.#most.push(own.most);
    this.#columns.set(key, column);
    if (own.published !== undefined) this.#published.set(column, own.published);
    return column;
  }

  begin(): void {
    this.#own = new Map();
  }

  term(column: number, factor: number): void {
    this.#own.set(column, (this.#own.get(column) ?? 0) + factor);
  }

  end(total: number): void {
    for (const [column, factor] of this.#own) {
      if (factor === 0) continue;
      this.#unknowns.push(column);
      this.#factors.push(factor);
    }
    this.#starts.push(this.#unknowns.length);
    this.#totals.push(total);
  }

  done(target: number, isAll: boolean): Surroundings {
    return {
      least: Float64Array.from(this.#least),
      most: Float64Array.from(this.#most),
      starts: Int32Array.from(this.#starts),
      unknowns: Int32Array.from(this.#unknowns),
      factors: Int32Array.from(this.#factors),
      totals: Float64Array.from(this.#totals),
      implied: this.#totals.length,
      target,
      published: this.#published,
      isAll,
    };
  }
}
