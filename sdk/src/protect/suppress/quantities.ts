import type { Shown } from "../audit/shown.ts";
import { familiesOf, placeOf } from "../margins.ts";
import { codesAt } from "./layout.ts";
import type { Layout } from "./layout.ts";

/** A publication with its layout: the member's own table first. */
export interface Source {
  readonly shown: Omit<Shown, "observations">;
  readonly layout: Layout;
  /** Row → place; the same place in two publications has the same number. */
  readonly places: Int32Array;
}

/** The quantities of one publication. */
export interface Sides {
  readonly num: number;
  readonly den: number;
  /** num = min · den + low; null where that says nothing. */
  readonly low: Slack | null;
  /** num + rest = max · den; null where nothing bounds it. */
  readonly rest: Slack | null;
  /** num + den = 1 + some, where a row says that something is there; null where den alone says it. */
  readonly some: number | null;
}

export interface Slack {
  readonly quantity: number;
  readonly factor: number;
}

/** Numbers for the quantities and places of some publications: slot = quantity × places + place. */
export interface Slots {
  readonly places: number;
  readonly quantities: number;
  readonly sides: readonly Sides[];
}

/** Numbers the places of publications. Alone, a table's rows are its places. */
export function sourcesOf(
  parts: readonly { readonly shown: Omit<Shown, "observations">; readonly layout: Layout }[],
): { readonly sources: readonly Source[]; readonly places: number } {
  const [own] = parts;
  if (own !== undefined && parts.every(({ layout }) => layout === own.layout)) {
    const places = Int32Array.from({ length: own.layout.rowCount }, (_, row) => row);
    return { sources: parts.map((part) => ({ ...part, places })), places: places.length };
  }
  const families = familiesOf(parts.map(({ shown }) => shown.description));
  const known = new Map<string, number>();
  const byLayout = new Map<Layout, Int32Array>();
  const sources = parts.map((part): Source => {
    const { layout, shown } = part;
    const places = byLayout.get(layout) ?? new Int32Array(layout.rowCount);
    if (!byLayout.has(layout)) {
      byLayout.set(layout, places);
      for (let row = 0; row < layout.rowCount; row += 1) {
        const key = placeOf(shown.description.dimensions, codesAt(layout, row), families);
        const place = known.get(key) ?? known.size;
        known.set(key, place);
        places[row] = place;
      }
    }
    return { ...part, places };
  });
  return { sources, places: known.size };
}

/** Numbers the quantities of publications; the same quantity of two is one. */
export function slotsOf(sources: readonly Source[], places: number): Slots {
  const known = new Map<string, number>();
  const quantity = (key: string): number => {
    const found = known.get(key) ?? known.size;
    known.set(key, found);
    return found;
  };
  const sides = sources.map(({ shown: { description, bounds } }): Sides => {
    const { kind, range } = description;
    const num = quantity(`sum ${description.quantity.num}`);
    const den = quantity(`sum ${description.quantity.den}`);
    if (kind === "ratio") {
      const some = num === den ? null : quantity(`some ${num} ${den}`);
      return { num, den, low: null, rest: null, some };
    }
    const ends = kind === "share" ? { min: 0, max: 1 } : (bounds ?? range);
    const slack = (name: string, factor: number): Slack => ({
      quantity: quantity(`${name} ${factor} ${num} ${den}`),
      factor,
    });
    return {
      num,
      den,
      low: ends !== undefined && ends.min > 0 ? slack("low", ends.min) : null,
      rest: ends === undefined ? null : slack("rest", ends.max),
      some: null,
    };
  });
  return { places, quantities: known.size, sides };
}
