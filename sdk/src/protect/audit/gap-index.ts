import type { Gap } from "./knowledge.ts";

/** More figures than this are not told apart by one number for two of them. */
const figuresMax = 2 ** 26;

/** Finds gaps by what they are between; a national table has hundreds of thousands. */
export class GapIndex {
  /** Factors and constant → both figures as one number → gap. */
  readonly #forms = new Map<string, Map<number, number>>();

  find(first: Gap["first"], second: Gap["second"], constant: number): number | undefined {
    return this.#form(first, second, constant).get(pairOf(first, second));
  }

  set(gap: number, { first, second, constant }: Gap): void {
    this.#form(first, second, constant).set(pairOf(first, second), gap);
  }

  #form(first: Gap["first"], second: Gap["second"], constant: number): Map<number, number> {
    const key = `${first.factor} ${second.factor} ${constant}`;
    const own = this.#forms.get(key) ?? new Map<number, number>();
    this.#forms.set(key, own);
    return own;
  }
}

function pairOf(first: Gap["first"], second: Gap["second"]): number {
  if (second.figure >= figuresMax) throw new Error("There are too many figures.");
  return first.figure * figuresMax + second.figure;
}
