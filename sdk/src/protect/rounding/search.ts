import { partnersOf } from "./partners.ts";
import { seededDraws } from "./seeded.ts";
import type { SmallCounts } from "./small-counts.ts";
import { openTurning } from "./turning.ts";

/** More counts than this are gone through in their order: neighbours share figures that are still at hand. */
const drawnMax = 4096;

/** A way of rounding, and how good it is. */
export interface Found {
  readonly up: Uint8Array;
  /** Squared errors of all figures, added up. */
  readonly squares: number;
  readonly greatest: number;
}

/** A way of rounding that is changed step by step, its errors kept up to date. */
export interface Search {
  /** One count after the other goes where the figures are nearer to the truth, those decided so far included. */
  readonly diffuse: () => void;
  /** Single changes while they help, so many times through all counts at most. */
  readonly settle: (passesMax: number) => void;
  /** Changes and exchanges that make things worse by ever less at most (threshold accepting). */
  readonly wander: (proposals: number) => void;
  readonly found: () => Found;
}

/** Starts with everything down. */
export function openSearch(counts: SmallCounts, seed: number): Search {
  const { rests } = counts;
  const state = openTurning(counts);
  const draw = seededDraws(seed);
  const partnerOf = partnersOf(counts);
  const isShort = rests.length <= drawnMax;
  const propose = (count: number, worseBy: number): void => {
    const change = state.changeOf(count);
    if (change < worseBy) {
      state.turn(count);
      return;
    }
    const partner = partnerOf(count, draw);
    if (partner === count || state.up[partner] === state.up[count]) return;
    state.turn(count);
    state.turn(change + state.changeOf(partner) < worseBy ? partner : count);
  };
  const settleOnce = (): number => {
    let turned = 0;
    for (let count = 0; count < rests.length; count += 1) {
      if (state.changeOf(count) >= 0) continue;
      state.turn(count);
      turned += 1;
    }
    return turned;
  };
  return {
    diffuse: state.diffuse,
    settle: (passesMax) => {
      for (let pass = 0; pass < passesMax; pass += 1) if (settleOnce() === 0) return;
    },
    wander: (proposals) => {
      const start = 2 * counts.base * counts.base;
      for (let done = 0; done < proposals; done += 1) {
        const worseBy = Math.floor((start * (proposals - done)) / proposals);
        propose(isShort ? draw(rests.length) : done % rests.length, worseBy);
      }
    },
    found: () => ({ up: state.up.slice(), ...sizeOf(state.errors) }),
  };
}

function sizeOf(errors: Int32Array): { squares: number; greatest: number } {
  let [squares, greatest] = [0, 0];
  for (const error of errors) {
    squares += error * error;
    greatest = Math.max(greatest, Math.abs(error));
  }
  return { squares, greatest };
}
