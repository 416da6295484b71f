/**
 * Where a reader of NDJSON stands between two bytes: outside or inside of a text, and how deep in
 * brackets. Tables say where two bytes at a time lead and what they add to the counts, so that they
 * cost two looks, whatever they are.
 */

/** What a byte means. */
const other = 0;
const quote = 1;
const backslash = 2;
const colon = 3;
const comma = 4;
const open = 5;
const close = 6;
const space = 7;
const lineEnd = 8;
/** The start of null, and of numbers that are none. */
const word = 9;
/** Kinds, and room for more, so that two of them make a byte. */
const kinds = 16;

const kindOfByte = new Uint8Array(256).fill(other);
for (const [characters, kind] of [
  ['"', quote],
  ["\\", backslash],
  [":", colon],
  [",", comma],
  ["{[", open],
  ["}]", close],
  [" \t\r", space],
  ["\n", lineEnd],
  ["nNiI", word],
] as const) {
  for (const byte of Buffer.from(characters)) kindOfByte[byte] = kind;
}

/** Where a line starts; nothing but spaces has been on it. */
export const lineStart = 0;

/** What is no line of JSON, or nests deeper than records do. No byte leads out of it. */
const broken = 31;

/** A file whose brackets nest deeper is read the careful way. */
const depthMax = 6;

/** Added to a state once a comma was one too many, or a word was there but true and false. */
const odd = 32;
const states = 64;

/** Places at each depth of brackets. */
const afterValue = 0;
const afterComma = 1;
const inText = 2;
const inEscape = 3;
const places = 4;

function stateAt(depth: number, place: number): number {
  return 1 + depth * places + place;
}

/** What a byte adds: a name of a record, a text in it, or a text one bracket deeper. */
const nothing = 0;
const name = 1;
const text = 1 << 8;
const item = 1 << 16;

/** A step in one number: the state that it leads to from bit 8 on, what it adds from bit 14 on. */
const stateFrom = 8;
const stateBits = (states - 1) << stateFrom;
const addedFrom = 14;

function stepFrom(state: number, kind: number): number {
  const before = state & ~odd;
  if (before === broken) return broken << stateFrom;
  const after = stateAfter(before, kind);
  const kept = after === broken ? broken : after | (state & odd);
  return (kept << stateFrom) | (addedBy(before, kind) << addedFrom);
}

function depthOf(state: number): number {
  return state === lineStart ? 0 : Math.floor((state - 1) / places);
}

function placeOf(state: number): number {
  return state === lineStart ? afterValue : (state - 1) % places;
}

function isInText(state: number): boolean {
  return placeOf(state) === inText || placeOf(state) === inEscape;
}

function addedBy(state: number, kind: number): number {
  const depth = depthOf(state);
  if (isInText(state) || depth > 2) return nothing;
  if (kind === colon) return depth === 1 ? name : nothing;
  if (kind !== quote) return nothing;
  return depth === 0 ? nothing : depth === 1 ? text : item;
}

function stateAfter(state: number, kind: number): number {
  const depth = depthOf(state);
  if (depth > depthMax) return broken;
  if (isInText(state)) return stateAfterTextByte(depth, placeOf(state), kind);
  switch (kind) {
    case space:
      return state;
    case lineEnd:
      return depth === 0 && state !== lineStart ? lineStart : broken;
    case quote:
      return stateAt(depth, inText);
    case comma:
      return stateAt(depth, afterComma);
    case open:
      return stateAt(depth + 1, afterValue);
    case close:
      if (depth === 0) return broken;
      return stateAt(depth - 1, afterValue) | (placeOf(state) === afterComma ? odd : 0);
    case word:
      return stateAt(depth, afterValue) | odd;
    default:
      return stateAt(depth, afterValue);
  }
}

function stateAfterTextByte(depth: number, place: number, kind: number): number {
  if (kind === lineEnd) return broken;
  if (place === inEscape) return stateAt(depth, inText);
  if (kind === quote) return stateAt(depth, afterValue);
  return stateAt(depth, kind === backslash ? inEscape : inText);
}

/** State and kind of a byte → step. */
const stepsOfByte = new Int32Array(states * kinds);
for (let at = 0; at < stepsOfByte.length; at += 1) {
  stepsOfByte[at] = stepFrom(Math.floor(at / kinds), at % kinds);
}

/** State and kinds of two bytes, the first in the upper half → step. */
const stepsOfPair = new Int32Array(states * kinds * kinds);
for (let at = 0; at < stepsOfPair.length; at += 1) {
  const first = stepsOfByte[Math.floor(at / kinds)] ?? 0;
  const second = stepsOfByte[((first & stateBits) >> stateFrom) * kinds + (at % kinds)] ?? 0;
  // The state is that after both, what they add comes together.
  stepsOfPair[at] = second + (first & ~stateBits);
}

/** Two bytes as the machine reads them in one number → their kinds, the first in the upper half. */
const kindsOfPair = new Uint8Array(1 << 16);
const pair = new Uint8Array(2);
const pairAsNumber = new Uint16Array(pair.buffer);
for (let first = 0; first < kindOfByte.length; first += 1) {
  pair[0] = first;
  const upper = (kindOfByte[first] ?? other) * kinds;
  for (let second = 0; second < kindOfByte.length; second += 1) {
    pair[1] = second;
    kindsOfPair[pairAsNumber[0] ?? 0] = upper + (kindOfByte[second] ?? other);
  }
}

/** Whether no comma was one too many, and no word was there but true and false. */
export function isPlainState(state: number): boolean {
  return (state & odd) === 0;
}

/** Whether the bytes are no lines of JSON, or nest too deep. */
export function isBrokenState(state: number): boolean {
  return state === broken;
}

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
  let now = state;
  for (let at = from; at < to; at += 1) {
    const step = stepsOfByte[now * kinds + (kindOfByte[piece[at] ?? 0] ?? other)] ?? 0;
    now = (step & stateBits) >> stateFrom;
    add(step >> addedFrom, sums);
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
  const [table, kindsOf] = [stepsOfPair, kindsOfPair];
  let a = one.state << stateFrom;
  let b = two.state << stateFrom;
  let c = three.state << stateFrom;
  let d = four.state << stateFrom;
  for (let at = 0; at < walked;) {
    const end = Math.min(walked, at + pairsTogether);
    let added = 0;
    for (; at < end; at += 1) {
      a = table[(a & stateBits) | (kindsOf[pairs[fromA + at] ?? 0] ?? 0)] ?? 0;
      b = table[(b & stateBits) | (kindsOf[pairs[fromB + at] ?? 0] ?? 0)] ?? 0;
      c = table[(c & stateBits) | (kindsOf[pairs[fromC + at] ?? 0] ?? 0)] ?? 0;
      d = table[(d & stateBits) | (kindsOf[pairs[fromD + at] ?? 0] ?? 0)] ?? 0;
      added += (a >> addedFrom) + (b >> addedFrom) + (c >> addedFrom) + (d >> addedFrom);
    }
    add(added, sums);
  }
  const rest = ({ from, to }: Stretch, step: number): Stretch => ({
    from: from + walked * 2,
    to,
    state: (step & stateBits) >> stateFrom,
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
