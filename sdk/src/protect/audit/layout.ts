import type { TableDimension } from "../../cells.ts";
import { axisOf } from "./axis.ts";
import type { Axis, Families } from "./axis.ts";
import { TupleIndex } from "./tuple-index.ts";
import { numberAt } from "./number-at.ts";

/** Where the cells of a table lie, and which of them add up to which. */
export interface Layout {
  readonly axes: readonly Axis[];
  /** The codes of every place: those of the table first, then wider ones that it leaves out. */
  readonly places: TupleIndex;
  /** Observation → place. */
  readonly placeOf: Int32Array;
  /** Margin → the place that is the sum. */
  readonly wholes: Int32Array;
  /** Margin → where its parts start in `parts`; one longer than there are margins. */
  readonly starts: Int32Array;
  readonly parts: Int32Array;
}

/**
 * Lays out a table: for every dimension, every wider code and every combination of the other codes,
 * the wider cell is the sum of those right below it. Combinations without a row are zero.
 */
export function layoutOf(
  dimensions: readonly TableDimension[],
  observations: readonly { readonly codes: Readonly<Record<string, string>> }[],
  families: Families,
): Layout {
  const axes = dimensions.map((dimension) =>
    axisOf(
      dimension,
      new Set(observations.map(({ codes }) => codes[dimension.id] ?? "")),
      families,
    ),
  );
  const places = new TupleIndex(
    axes.map(({ codes }) => codes.length),
    observations.length,
  );
  const placeOf = new Int32Array(observations.length);
  const tuple = new Int32Array(axes.length);
  observations.forEach(({ codes }, row) => {
    axes.forEach(({ id, places: numbers }, at) => {
      tuple[at] = numbers.get(codes[id] ?? "") ?? 0;
    });
    placeOf[row] = places.add(tuple);
  });
  return { axes, places, placeOf, ...marginsOf(axes, places) };
}

/** Places grow while they are walked: a wider place that is missing adds up as well. */
function marginsOf(
  axes: readonly Axis[],
  places: TupleIndex,
): Pick<Layout, "wholes" | "starts" | "parts"> {
  const width = axes.length;
  // (Place, dimension) → margin + 1.
  let marginAt = new Int32Array(places.size * width);
  const wholes: number[] = [];
  const owners: number[] = [];
  const members: number[] = [];
  const marginOf = (place: number, at: number): number => {
    const key = place * width + at;
    if (key >= marginAt.length) {
      const grown = new Int32Array(2 * key + 64);
      grown.set(marginAt);
      marginAt = grown;
    }
    if (numberAt(marginAt, key) === 0) marginAt[key] = wholes.push(place);
    return numberAt(marginAt, key) - 1;
  };
  const tuple = new Int32Array(width);
  for (let place = 0; place < places.size; place += 1) {
    places.read(place, tuple);
    for (let at = 0; at < width; at += 1) {
      const code = numberAt(tuple, at);
      const parent = axes[at]?.parents[code] ?? -1;
      if (parent >= 0) {
        tuple[at] = parent;
        owners.push(marginOf(places.add(tuple), at));
        members.push(place);
        tuple[at] = code;
      }
      if ((axes[at]?.heights[code] ?? 0) > 0) marginOf(place, at);
    }
  }
  return { wholes: Int32Array.from(wholes), ...grouped(wholes.length, owners, members) };
}

/** Puts the members of every owner together, in their order. */
export function grouped(
  count: number,
  owners: ArrayLike<number>,
  members: ArrayLike<number>,
): { readonly starts: Int32Array; readonly parts: Int32Array } {
  const starts = new Int32Array(count + 1);
  for (let at = 0; at < owners.length; at += 1) {
    const owner = numberAt(owners, at) + 1;
    starts[owner] = numberAt(starts, owner) + 1;
  }
  for (let at = 0; at < count; at += 1)
    starts[at + 1] = numberAt(starts, at + 1) + numberAt(starts, at);
  const next = starts.slice(0, count);
  const parts = new Int32Array(owners.length);
  for (let at = 0; at < owners.length; at += 1) {
    const owner = numberAt(owners, at);
    const place = numberAt(next, owner);
    parts[place] = numberAt(members, at);
    next[owner] = place + 1;
  }
  return { starts, parts };
}
