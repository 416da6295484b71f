/**
 * Where a reader of NDJSON stands between two bytes: outside or inside of a text, and how deep in
 * brackets; where each kind of byte leads from there, and what it adds to the counts.
 */

/** What a byte means: most mean nothing outside of a text. */
export const other = 0;
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
export const kinds = 16;

/** Byte → kind. */
export const kindOfByte: Uint8Array = new Uint8Array(256).fill(other);
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
/** States are numbers below this; not all are in use. */
export const states = 64;

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
export const stateFrom = 8;
/** The bits of a step that hold the state. */
export const stateBits: number = (states - 1) << stateFrom;
/** The bit from which on a step holds what is added. */
export const addedFrom = 14;

/** The step that a kind of byte makes from a state. */
export function stepFrom(state: number, kind: number): number {
  const before = state & ~odd;
  // Numbers between the states at the greatest depth and this one are no states.
  if (before > stateAt(depthMax, inEscape)) return broken << stateFrom;
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
  if (isInText(state)) return stateAfterTextByte(depth, placeOf(state), kind);
  switch (kind) {
    case space:
      return state;
    case lineEnd:
      return stateAfterLine(depth, state);
    case open:
      return depth === depthMax ? broken : stateAt(depth + 1, afterValue);
    case close:
      return stateAfterClosing(depth, placeOf(state));
    case word:
      return stateAt(depth, afterValue) | odd;
    default:
      return stateAt(depth, placeAfter(kind));
  }
}

function stateAfterLine(depth: number, state: number): number {
  return depth === 0 && state !== lineStart ? lineStart : broken;
}

function stateAfterClosing(depth: number, place: number): number {
  if (depth === 0) return broken;
  return stateAt(depth - 1, afterValue) | (place === afterComma ? odd : 0);
}

function placeAfter(kind: number): number {
  if (kind === quote) return inText;
  return kind === comma ? afterComma : afterValue;
}

function stateAfterTextByte(depth: number, place: number, kind: number): number {
  if (kind === lineEnd) return broken;
  if (place === inEscape) return stateAt(depth, inText);
  if (kind === quote) return stateAt(depth, afterValue);
  return stateAt(depth, kind === backslash ? inEscape : inText);
}

/** The state that a step leads to. */
export function stateIn(step: number): number {
  return (step & stateBits) >> stateFrom;
}

/** Whether no comma was one too many, and no word was there but true and false. */
export function isPlainState(state: number): boolean {
  return (state & odd) === 0;
}

/** Whether the bytes are no lines of JSON, or nest too deep. */
export function isBrokenState(state: number): boolean {
  return state === broken;
}
