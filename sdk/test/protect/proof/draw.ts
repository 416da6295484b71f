import { randomInt } from "node:crypto";

/** EDUFED_SEED repeats a run. */
export const seed: number = Number(process.env["EDUFED_SEED"] ?? randomInt(2 ** 32));

/** So many cases of a property: a share of EDUFED_CASES, or fewer where nobody asked for more. */
export function casesOf(share: number, ordinary: number): number {
  const asked = process.env["EDUFED_CASES"];
  return asked === undefined ? ordinary : Math.ceil(Number(asked) * share);
}

/** Numbers that look drawn and are the same for the same seed. */
export interface Draw {
  /** A whole number from 0 to `most`. */
  readonly upTo: (most: number) => number;
  readonly one: <T>(list: readonly [T, ...T[]]) => T;
  readonly chance: (share: number) => boolean;
}

/** The draw of one case: each case can be repeated alone. Mulberry32. */
export function drawFor(run: number, index: number): Draw {
  let state = (Math.imul(run ^ 0x9e3779b9, 0x85ebca6b) + Math.imul(index + 1, 0xc2b2ae35)) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const upTo = (most: number): number => Math.floor(next() * (most + 1));
  return {
    upTo,
    one: (list) => list[upTo(list.length - 1)] ?? list[0],
    chance: (share) => next() < share,
  };
}
