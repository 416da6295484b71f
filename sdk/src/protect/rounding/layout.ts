import type { TableDimension } from "../../cells.ts";
import { RefusedError } from "../../errors.ts";
import { placesOf } from "../suppress/layout.ts";
import type { Axis, Places } from "../suppress/layout.ts";

/** Where every cell of a table stands, as rounding looks at it. */
export interface Layout {
  /** Row → levels below it, over all dimensions: 0 for an inner cell, greater the more it sums up. */
  readonly heights: Int32Array;
  /** The rows that an inner cell is part of, its own first; valid until the next call. */
  readonly widerOf: (row: number) => Int32Array;
  /**
   * Row → its rank where the dimension with most codes runs fastest, along its tree: then the parts of
   * an area stand next to each other, for each combination of the other codes.
   */
  readonly ranks: () => Float64Array;
}

/** @throws RefusedError when a code is not declared, a place is there twice or a wider cell is missing. */
export function layoutOf(
  dimensions: readonly TableDimension[],
  cells: readonly { readonly codes: Readonly<Record<string, string>> }[],
): Layout {
  const places = placesOf(dimensions, cells);
  const { axes, heights, repeated } = places;
  dimensions.forEach(({ id, codes }, at) => {
    if ((axes[at]?.codes.length ?? 0) > new Set(codes.map(({ code }) => code)).size) {
      refuse(`a cell has a code of ${id} that it does not declare`);
    }
  });
  if (repeated >= 0) refuse("a cell is there twice");
  const chains = axes.map(chainsOf);
  const most = chains.reduce((product, own) => product * longest(own), 1);
  const room = { addresses: new Float64Array(most), rows: new Int32Array(most) };
  return {
    heights,
    widerOf: (row) => {
      const wider = widen(room, places, chains, row);
      if (wider.includes(-1)) refuse("it shows parts of a wider cell that it leaves out");
      return wider;
    },
    ranks: () => ranksOf(places, chains),
  };
}

/** Code → its wider codes, the nearest first. */
type Chains = readonly (readonly number[])[];

function chainsOf({ parents }: Axis): Chains {
  return Array.from(parents, (parent) => {
    const chain: number[] = [];
    for (let wider = parent; wider >= 0; wider = parents[wider] ?? -1) chain.push(wider);
    return chain;
  });
}

function longest(chains: Chains): number {
  return chains.reduce((most, chain) => Math.max(most, chain.length + 1), 1);
}

/** Fills in the rows of all cells that a cell is part of, its own first. */
function widen(
  { addresses, rows }: { readonly addresses: Float64Array; readonly rows: Int32Array },
  { axes, codes, addressOf, rowAt }: Places,
  chains: readonly Chains[],
  row: number,
): Int32Array {
  addresses[0] = addressOf(row);
  rows[0] = row;
  let found = 1;
  for (let at = 0; at < axes.length; at += 1) {
    const code = codes[row * axes.length + at] ?? 0;
    const stride = axes[at]?.stride ?? 0;
    const before = found;
    for (const wider of chains[at]?.[code] ?? []) {
      const step = (wider - code) * stride;
      for (let place = 0; place < before; place += 1) {
        const address = (addresses[place] ?? 0) + step;
        addresses[found] = address;
        rows[found] = rowAt(address);
        found += 1;
      }
    }
  }
  return rows.subarray(0, found);
}

function ranksOf(
  { axes, codes, ownRows, addressOf }: Places,
  chains: readonly Chains[],
): Float64Array {
  const ranks = new Float64Array(ownRows);
  const at = axes.reduce(
    (most, axis, own) => (axis.codes.length > (axes[most]?.codes.length ?? 0) ? own : most),
    0,
  );
  const axis = axes[at];
  if (axis === undefined) return ranks;
  const size = axis.codes.length;
  const places = placesInTree(chains[at] ?? []);
  return ranks.map((_, row) => {
    const address = addressOf(row);
    const code = codes[row * axes.length + at] ?? 0;
    const others =
      (address % axis.stride) + Math.floor(address / (axis.stride * size)) * axis.stride;
    return others * size + (places[code] ?? 0);
  });
}

/** Code → its place when siblings follow their common parents. */
function placesInTree(chains: Chains): Int32Array {
  const paths = chains.map((chain, code) => [code, ...chain].toReversed());
  const inTree = [...paths.keys()].toSorted((one, other) => {
    const [path = [], against = []] = [paths[one], paths[other]];
    const fork = path.findIndex((code, depth) => code !== against[depth]);
    return fork < 0 ? path.length - against.length : (path[fork] ?? 0) - (against[fork] ?? -1);
  });
  const places = new Int32Array(inTree.length);
  inTree.forEach((code, place) => {
    places[code] = place;
  });
  return places;
}

function refuse(reason: string): never {
  throw new RefusedError(
    `The table cannot be rounded: ${reason}.`,
    "Compute the table again with all its margins.",
  );
}
