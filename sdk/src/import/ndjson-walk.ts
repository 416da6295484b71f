import {
  addedFrom,
  kindOfByte,
  kinds,
  other,
  stateBits,
  stateFrom,
  stateIn,
  states,
  stepFrom,
} from "./ndjson-states.ts";

/** Counts of what bytes added. */
export interface Added {
  names: number;
  texts: number;
  items: number;
}

/** A stretch of bytes, and the state before them. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly state: number;
}

/** Stretches that follow each other. */
export type FourStretches = readonly [Stretch, Stretch, Stretch, Stretch];

/** Goes through a stretch byte by byte and gives the state after it. */
export function walk(piece: Uint8Array, { from, to, state }: Stretch, sums: Added): number {
  const { stepsOfByte } = tables();
  let now = state;
  for (let at = from; at < to; at += 1) {
    const step = stepAt(stepsOfByte, now * kinds + kindAt(kindOfByte, piece[at] ?? 0));
    now = stateIn(step);
    const added = step >> addedFrom;
    if (added !== 0) add(added, sums);
  }
  return now;
}

/** Pairs of bytes that are counted together: four times as many bytes stay below the 256 that a count holds. */
const pairsTogether = 31;

/**
 * Goes through four stretches side by side, two bytes of each at a time: while the processor waits
 * for where a pair leads, it looks at the others. Gives what is left of each stretch.
 */
export function walkSideBySide(
  piece: Uint8Array,
  stretches: FourStretches,
  sums: Added,
): FourStretches {
  // Two bytes are one number only where it may start in memory.
  const shift = piece.byteOffset % 2;
  const pairs = new Uint16Array(
    piece.buffer,
    piece.byteOffset + shift,
    (piece.length - shift) >> 1,
  );
  const [one, two, three, four] = onPairs(piece, stretches, sums);
  const walked = Math.min(...[one, two, three, four].map(({ from, to }) => (to - from) >> 1));
  const [fromA, fromB, fromC, fromD] = [
    one.from >> 1,
    two.from >> 1,
    three.from >> 1,
    four.from >> 1,
  ];
  // In locals, where they are fast.
  const { stepsOfPair: steps, kindsOfPair: kindsOf } = tables();
  let a = one.state << stateFrom;
  let b = two.state << stateFrom;
  let c = three.state << stateFrom;
  let d = four.state << stateFrom;
  for (let at = 0; at < walked;) {
    const end = Math.min(walked, at + pairsTogether);
    let added = 0;
    for (; at < end; at += 1) {
      a = stepAt(steps, (a & stateBits) | kindAt(kindsOf, pairAt(pairs, fromA + at)));
      b = stepAt(steps, (b & stateBits) | kindAt(kindsOf, pairAt(pairs, fromB + at)));
      c = stepAt(steps, (c & stateBits) | kindAt(kindsOf, pairAt(pairs, fromC + at)));
      d = stepAt(steps, (d & stateBits) | kindAt(kindsOf, pairAt(pairs, fromD + at)));
      added += (a >> addedFrom) + (b >> addedFrom) + (c >> addedFrom) + (d >> addedFrom);
    }
    add(added, sums);
  }
  const rest = ({ from, to }: Stretch, step: number): Stretch => ({
    from: from + walked * 2,
    to,
    state: stateIn(step),
  });
  return [rest(one, a), rest(two, b), rest(three, c), rest(four, d)];
}

/** The stretches from the first byte on that starts a pair; the byte before it is walked. */
function onPairs(
  piece: Uint8Array,
  [one, two, three, four]: FourStretches,
  sums: Added,
): FourStretches {
  const onPair = (stretch: Stretch): Stretch => {
    const { from, to } = stretch;
    if (from === to || (piece.byteOffset + from) % 2 === 0) return stretch;
    return { from: from + 1, to, state: walk(piece, { ...stretch, to: from + 1 }, sums) };
  };
  return [onPair(one), onPair(two), onPair(three), onPair(four)];
}

function add(added: number, sums: Added): void {
  sums.names += added & 0xff;
  sums.texts += (added >> 8) & 0xff;
  sums.items += added >> 16;
}

/** Steps in tables, so that two bytes cost two looks, whatever they are. */
interface Tables {
  /** State and kind of a byte → step. */
  readonly stepsOfByte: Int32Array;
  /** State and kinds of two bytes, the first in the upper half → step. */
  readonly stepsOfPair: Int32Array;
  /** Two bytes as the machine reads them in one number → their kinds, the first in the upper half. */
  readonly kindsOfPair: Uint8Array;
}

let made: Tables | undefined;

/** Made when the first file is looked at: most commands look at none. */
function tables(): Tables {
  if (made === undefined) {
    const stepsOfByte = makeStepsOfByte();
    made = { stepsOfByte, stepsOfPair: makeStepsOfPair(stepsOfByte), kindsOfPair: makeKinds() };
  }
  return made;
}

function makeStepsOfByte(): Int32Array {
  return Int32Array.from({ length: states * kinds }, (_, at) =>
    stepFrom(Math.floor(at / kinds), at % kinds),
  );
}

function makeStepsOfPair(stepsOfByte: Int32Array): Int32Array {
  return Int32Array.from({ length: states * kinds * kinds }, (_, at) => {
    const first = stepAt(stepsOfByte, Math.floor(at / kinds));
    const second = stepAt(stepsOfByte, stateIn(first) * kinds + (at % kinds));
    // The state is that after both, what they add comes together.
    return second + (first & ~stateBits);
  });
}

function makeKinds(): Uint8Array {
  const kindsOfPair = new Uint8Array(1 << 16);
  const pair = new Uint8Array(2);
  const asNumber = new Uint16Array(pair.buffer);
  for (let first = 0; first < kindOfByte.length; first += 1) {
    pair[0] = first;
    const upper = kindAt(kindOfByte, first) * kinds;
    for (let second = 0; second < kindOfByte.length; second += 1) {
      pair[1] = second;
      kindsOfPair[pairAt(asNumber, 0)] = upper + kindAt(kindOfByte, second);
    }
  }
  return kindsOfPair;
}

// One function for each kind of array, which the compiler then knows.

function stepAt(table: Int32Array, at: number): number {
  return table[at] ?? 0;
}

function kindAt(table: Uint8Array, at: number): number {
  return table[at] ?? other;
}

function pairAt(pairs: Uint16Array, at: number): number {
  return pairs[at] ?? 0;
}
