import type { Axis } from "./layout.ts";
import type { CoverOptions } from "./secrets.ts";

/** Places by which the codes of one dimension are compared. */
const comparedMax = 200;
/** Codes of a dimension that are taken whole where every longer one is left so many. */
const usualMax = 14;
const otherCodes = 6;
/** What a cell at the place of the row itself counts for, beside those around it. */
const ownPlace = 10;
/** What a shown cell counts for, beside a withheld one. */
const shownShare = 0.3;

/**
 * The rows of a block around one: along every dimension its own code, those next to it, its parts and
 * the root, in all combinations, at most so many. In tables of many dimensions an exchange goes
 * around such a block, and the rows that are nearest by single margins do not close one.
 */
export function blockAround(
  options: CoverOptions,
  withheld: Uint8Array,
  row: number,
  size: number,
): readonly number[] {
  const { layout } = options;
  const width = layout.axes.length;
  const own = layout.axes.map((_, at) => layout.codes[row * width + at] ?? 0);
  const chosen: (readonly number[])[] = own.map((code) => [code]);
  let left = size;
  const order = [...own.keys()].toSorted(
    (a, b) => (layout.axes[a]?.codes.length ?? 0) - (layout.axes[b]?.codes.length ?? 0),
  );
  for (const [place, at] of order.entries()) {
    const others = order.length - 1 - place;
    const most = Math.max(
      left ** (1 / (others + 1)),
      Math.min(usualMax, left / otherCodes ** others),
    );
    const axis = layout.axes[at];
    if (axis === undefined) continue;
    const rank = (codes: readonly number[]): readonly number[] =>
      ranked(options, withheld, { row, at, others: chosen }, codes);
    chosen[at] = codesNear(axis, own[at] ?? 0, { most: Math.max(2, Math.floor(most)), rank });
    left = Math.max(1, left / (chosen[at]?.length ?? 1));
  }
  return [...new Set([row, ...rowsIn(options, row, chosen)])];
}

/**
 * A code, what it is a part of and its parts; then those next to it and next to the wider ones, with
 * some of their own parts, the nearest first, about so many.
 */
function codesNear(
  { parents, codes }: Axis,
  own: number,
  {
    most,
    rank,
  }: { readonly most: number; readonly rank: (codes: readonly number[]) => readonly number[] },
): readonly number[] {
  if (codes.length <= most) return [own, ...[...codes.keys()].filter((code) => code !== own)];
  const partsOf = (code: number): number[] =>
    [...parents.keys()].filter((one) => parents[one] === code);
  const near = new Set<number>();
  const withParts = (code: number, count: number): void => {
    near.add(code);
    const parts = partsOf(code);
    if (parts.length > 0) for (const part of rank(parts).slice(0, count)) withParts(part, count);
  };
  withParts(own, Math.max(2, Math.floor(most / 2)));
  let share = Math.max(2, Math.floor((most - near.size) / 2));
  for (let code = own; (parents[code] ?? -1) >= 0; code = parents[code] ?? -1) {
    const parent = parents[code] ?? -1;
    near.add(parent);
    const siblings = rank(partsOf(parent).filter((one) => !near.has(one)));
    for (const sibling of siblings.slice(0, share)) if (near.size < most) withParts(sibling, 2);
    share = 2;
  }
  return [...near];
}

interface Ranked {
  readonly row: number;
  readonly at: number;
  /** Dimension → the codes at which the codes of this one are compared. */
  readonly others: readonly (readonly number[])[];
}

/** Codes of one dimension, those first of which most can give way around a row. */
function ranked(
  options: CoverOptions,
  withheld: Uint8Array,
  { row, at, others }: Ranked,
  codes: readonly number[],
): readonly number[] {
  const { layout, amounts } = options;
  const axis = layout.axes[at];
  const places = rowsIn(options, row, others).slice(0, comparedMax);
  const width = layout.axes.length;
  const scoreAt = (place: number, code: number): number => {
    const shift = (code - (layout.codes[place * width + at] ?? 0)) * (axis?.stride ?? 0);
    const one = layout.rowAt(layout.addressOf(place) + shift);
    if (one < 0 || one >= layout.ownRows) return 0;
    const part = amounts.reduce(
      (least, { of, base }) => Math.min(least, base > 0 ? (of[one] ?? 0) / base : 1),
      1,
    );
    return (withheld[one] === 1 ? 1 : shownShare) * part;
  };
  const scores = new Map(
    codes.map((code) => [
      code,
      places.reduce((sum, place) => sum + scoreAt(place, code) * (place === row ? ownPlace : 1), 0),
    ]),
  );
  return codes.toSorted((a, b) => (scores.get(b) ?? 0) - (scores.get(a) ?? 0) || a - b);
}

/** The rows at all combinations of some codes, those of a row in their place. */
function rowsIn(
  { layout, fixed }: CoverOptions,
  row: number,
  codes: readonly (readonly number[])[],
): readonly number[] {
  const width = layout.axes.length;
  let addresses = [layout.addressOf(row)];
  codes.forEach((own, at) => {
    const stride = layout.axes[at]?.stride ?? 0;
    const code = layout.codes[row * width + at] ?? 0;
    addresses = own.flatMap((one) => addresses.map((address) => address + (one - code) * stride));
  });
  return addresses
    .map((address) => layout.rowAt(address))
    .filter((one) => one >= 0 && (one >= layout.ownRows || fixed[one] !== 1));
}
