import type { TableDimension } from "../../cells.ts";
import { RefusedError } from "../../errors.ts";

/** Where every cell of a table stands: by arithmetic over the numbers of its codes, for a million cells. */
export interface Layout {
  /** Row → levels below it, over all dimensions: 0 for an inner cell, greater the more it sums up. */
  readonly heights: Uint8Array;
  /** The rows that an inner cell is part of, its own first; valid until the next call. */
  readonly widerOf: (row: number) => Int32Array;
  /**
   * Row → its rank where the dimension with most codes runs fastest, along its tree: then the parts of
   * an area stand next to each other, for each combination of the other codes.
   */
  readonly ranks: () => Float64Array;
}

type Codes = Readonly<Record<string, string>>;

/** @throws RefusedError when a code is not declared, a place is there twice or a wider cell is missing. */
export function layoutOf(
  dimensions: readonly TableDimension[],
  cells: readonly { readonly codes: Codes }[],
): Layout {
  const axes = axesOf(dimensions);
  const heights = new Uint8Array(cells.length);
  const keys = new Float64Array(cells.length);
  cells.forEach(({ codes }, row) => {
    let [key, height] = [0, 0];
    for (const axis of axes) {
      const code = axis.numbers.get(codes[axis.id] ?? "");
      if (code === undefined) refuse(`a cell has a code of ${axis.id} that it does not declare`);
      key += code * axis.stride;
      height += axis.heights[code] ?? 0;
    }
    keys[row] = key;
    heights[row] = height;
  });
  const rowAt = indexOf(keys, axes);
  const most = axes.reduce((product, { chains }) => product * longest(chains), 1);
  const places = new Float64Array(most);
  const rows = new Int32Array(most);
  return {
    heights,
    widerOf: (row) => {
      const found = widen(places, keys[row] ?? 0, axes);
      for (let place = 0; place < found; place += 1) rows[place] = rowAt(places[place] ?? 0);
      const wider = rows.subarray(0, found);
      if (wider.includes(-1)) refuse("it shows parts of a wider cell that it leaves out");
      return wider;
    },
    ranks: () => ranksOf(keys, axes),
  };
}

/** Fills in the keys of all cells that a cell is part of, its own first; says how many they are. */
function widen(places: Float64Array, key: number, axes: readonly Axis[]): number {
  places[0] = key;
  let found = 1;
  for (const { chains, numbers, stride } of axes) {
    const before = found;
    for (const step of chains[Math.floor(key / stride) % numbers.size] ?? []) {
      for (let place = 0; place < before; place += 1) {
        places[found] = (places[place] ?? 0) + step;
        found += 1;
      }
    }
  }
  return found;
}

function ranksOf(keys: Float64Array, axes: readonly Axis[]): Float64Array {
  const [first] = axes;
  if (first === undefined) return new Float64Array(keys.length);
  const longestAxis = axes.reduce((most, axis) =>
    axis.numbers.size > most.numbers.size ? axis : most,
  );
  const { numbers, stride, chains } = longestAxis;
  // From the widest code down, as numbers, so that siblings follow their common parents.
  const paths = chains.map((chain, code) =>
    [0, ...chain].map((step) => code + step / stride).toReversed(),
  );
  const inTree = paths
    .map((_, code) => code)
    .toSorted((one, other) => {
      const [path = [], against = []] = [paths[one], paths[other]];
      const fork = path.findIndex((code, depth) => code !== against[depth]);
      return fork < 0 ? path.length - against.length : (path[fork] ?? 0) - (against[fork] ?? -1);
    });
  const places = new Int32Array(inTree.length);
  inTree.forEach((code, place) => {
    places[code] = place;
  });
  return keys.map((key) => {
    const code = Math.floor(key / stride) % numbers.size;
    const others = (key % stride) + Math.floor(key / (stride * numbers.size)) * stride;
    return others * numbers.size + (places[code] ?? 0);
  });
}

interface Axis {
  readonly id: string;
  /** Code → its number. */
  readonly numbers: ReadonlyMap<string, number>;
  readonly heights: Uint8Array;
  /** Number of a code → what to add to a key for each of its wider codes. */
  readonly chains: readonly (readonly number[])[];
  readonly stride: number;
}

function axesOf(dimensions: readonly TableDimension[]): readonly Axis[] {
  let stride = 1;
  return dimensions.map(({ id, codes }) => {
    const numbers = new Map(codes.map(({ code }, number) => [code, number]));
    const parents = codes.map(({ parent }) => (parent === null ? -1 : (numbers.get(parent) ?? -1)));
    const heights = new Uint8Array(codes.length);
    const own = stride;
    const chains = codes.map((_, number) => {
      const chain: number[] = [];
      for (let wider = parents[number] ?? -1; wider >= 0; wider = parents[wider] ?? -1) {
        chain.push((wider - number) * own);
        if (chain.length > codes.length) refuse(`the codes of ${id} go in a circle`);
        heights[wider] = Math.max(heights[wider] ?? 0, chain.length);
      }
      return chain;
    });
    stride *= numbers.size;
    return { id, numbers, heights, chains, stride: own };
  });
}

function longest(chains: Axis["chains"]): number {
  return chains.reduce((most, chain) => Math.max(most, chain.length + 1), 1);
}

/** Key → row, −1 where there is none: an array where keys are dense, a map where they are sparse. */
function indexOf(keys: Float64Array, axes: readonly Axis[]): (key: number) => number {
  const places = axes.reduce((product, { numbers }) => product * numbers.size, 1);
  if (!Number.isSafeInteger(places)) refuse("it has too many combinations of codes");
  if (places <= 8 * keys.length + 1024) {
    const rows = new Int32Array(places).fill(-1);
    keys.forEach((key, row) => {
      if ((rows[key] ?? -1) >= 0) refuse("a cell is there twice");
      rows[key] = row;
    });
    return (key) => rows[key] ?? -1;
  }
  const rows = new Map<number, number>();
  keys.forEach((key, row) => rows.set(key, row));
  if (rows.size < keys.length) refuse("a cell is there twice");
  return (key) => rows.get(key) ?? -1;
}

function refuse(reason: string): never {
  throw new RefusedError(
    `The table cannot be rounded: ${reason}.`,
    "Compute the table again with all its margins.",
  );
}
