import { closeSync, openSync, readSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { compressionOf, unpackedBytes } from "./compression.ts";
import { recordBytesMax } from "./ndjson-lines.ts";
import { isBrokenState, isPlainState, lineStart } from "./ndjson-states.ts";
import { type FourStretches, walk, walkSideBySide } from "./ndjson-walk.ts";

/** What the bytes of an NDJSON file say of its records, if each line is one; counted without parsing. */
export interface NdjsonBytes {
  /** Names of properties of the records themselves. */
  readonly names: number;
  /** Texts in the records themselves, names included. */
  readonly texts: number;
  /** Texts in the lists and objects of the records, names included; not those deeper. */
  readonly items: number;
  /**
   * Whether each line may be a record: none is empty or too long, ends inside of a bracket or a text,
   * or nests deeper than records do, and no byte order mark is there. Else nothing is counted further.
   */
  readonly hasLines: boolean;
  /** Whether no comma is one too many, and no word is there but true and false. */
  readonly isPlain: boolean;
}

const pieceBytes = 1 << 20;

/** Looks at every byte of a file once. */
export async function lookAtNdjson(path: string): Promise<NdjsonBytes> {
  const seen = start();
  if (compressionOf(path) !== "none") {
    for await (const piece of unpackedBytes(path)) {
      look(piece, seen);
      if (!seen.hasLines) break;
    }
    return seen;
  }
  // Node reads a file faster into one buffer than as a stream.
  const file = openSync(path, "r");
  try {
    const piece = Buffer.alloc(pieceBytes);
    while (seen.hasLines) {
      const length = readSync(file, piece, 0, pieceBytes, null);
      if (length === 0) break;
      look(piece.subarray(0, length), seen);
      // Others have their turn: the engine is given its work, progress is shown.
      await setImmediate();
    }
    return seen;
  } finally {
    closeSync(file);
  }
}

/** How far the look has come. */
interface Seen {
  names: number;
  texts: number;
  items: number;
  hasLines: boolean;
  isPlain: boolean;
  isFirst: boolean;
  state: number;
  /** Bytes of the line that the next piece goes on with. */
  lineBytes: number;
}

function start(): Seen {
  return {
    names: 0,
    texts: 0,
    items: 0,
    hasLines: true,
    isPlain: true,
    isFirst: true,
    state: lineStart,
    lineBytes: 0,
  };
}

const byteOrderMark = Buffer.from("\uFEFF");
const lineFeed = 0x0a;

/** Goes through a piece of the file. */
function look(piece: Buffer, seen: Seen): void {
  if (seen.isFirst && piece.subarray(0, byteOrderMark.length).equals(byteOrderMark)) {
    seen.hasLines = false;
  }
  seen.isFirst = false;
  if (longestLine(piece, seen) > recordBytesMax) seen.hasLines = false;
  const stretches = stretchesOf(piece, seen.state);
  for (const [index, left] of walkSideBySide(piece, stretches, seen).entries()) {
    const state = walk(piece, left, seen);
    if (isBrokenState(state)) seen.hasLines = false;
    if (!isPlainState(state)) seen.isPlain = false;
    const stretch = stretches[index];
    if (stretch !== undefined && stretch.from < stretch.to) seen.state = state;
  }
}

/** Bytes of the longest line that ends in the piece or goes on after it; those inside are shorter than the piece. */
function longestLine(piece: Buffer, seen: Seen): number {
  const end = piece.indexOf(lineFeed);
  if (end < 0) {
    seen.lineBytes += piece.length;
    return seen.lineBytes;
  }
  const longest = seen.lineBytes + end;
  seen.lineBytes = piece.length - 1 - piece.lastIndexOf(lineFeed);
  return longest;
}

/** A piece in four about equal stretches; all but the first start with a line, where nothing is open. */
function stretchesOf(piece: Buffer, state: number): FourStretches {
  const second = lineAfter(piece, piece.length / 4, 0);
  const third = lineAfter(piece, piece.length / 2, second);
  const fourth = lineAfter(piece, (piece.length * 3) / 4, third);
  return [
    { from: 0, to: second, state },
    { from: second, to: third, state: lineStart },
    { from: third, to: fourth, state: lineStart },
    { from: fourth, to: piece.length, state: lineStart },
  ];
}

/** Where the first line starts after a place. */
function lineAfter(piece: Buffer, place: number, from: number): number {
  const end = piece.indexOf(lineFeed, Math.max(Math.floor(place), from));
  return end < 0 ? piece.length : end + 1;
}
