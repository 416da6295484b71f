import { closeSync, openSync, readSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { compressionOf, unpackedBytes } from "./compression.ts";
import { recordBytesMax } from "./ndjson-lines.ts";

/** What the bytes of an NDJSON file say of its records, if each line is one; counted without parsing. */
export interface NdjsonBytes {
  /** Names of properties of the records themselves. */
  readonly names: number;
  /** Texts in the records themselves, names included. */
  readonly texts: number;
  /** Whether each line may be a record: none is empty or too long, and no byte order mark is there. */
  readonly hasLines: boolean;
  /** Whether no comma is one too many, and no word is there but true and false. */
  readonly isPlain: boolean;
}

const pieceBytes = 1 << 20;

/** Looks at every byte of a file once. */
export async function lookAtNdjson(path: string): Promise<NdjsonBytes> {
  const seen = start();
  if (compressionOf(path) !== "none") {
    for await (const piece of unpackedBytes(path)) look(piece, seen);
    return seen;
  }
  // Node reads a file faster into one buffer than as a stream.
  const file = openSync(path, "r");
  try {
    const piece = Buffer.alloc(pieceBytes);
    for (;;) {
      const length = readSync(file, piece, 0, pieceBytes, null);
      if (length === 0) return seen;
      look(piece.subarray(0, length), seen);
      // Others have their turn: the engine is given its work, progress is shown.
      await setImmediate();
    }
  } finally {
    closeSync(file);
  }
}

/** How far the look has come. */
interface Seen {
  names: number;
  texts: number;
  hasLines: boolean;
  isPlain: boolean;
  isFirst: boolean;
  /** How many brackets are open. */
  depth: number;
  isInText: boolean;
  /** Bytes at the start of the next piece that belong to an escape. */
  skipped: number;
  /** Kind of the byte before, spaces left out. */
  before: number;
  /** Where the line starts, counted from the start of the piece. */
  lineStart: number;
  /** Bytes of the piece. */
  length: number;
}

function start(): Seen {
  return {
    names: 0,
    texts: 0,
    hasLines: true,
    isPlain: true,
    isFirst: true,
    depth: 0,
    isInText: false,
    skipped: 0,
    before: lineEnd,
    lineStart: 0,
    length: 0,
  };
}

/** What a byte outside of texts means. */
const other = 0;
const quote = 1;
const colon = 2;
const comma = 3;
const open = 4;
const close = 5;
const space = 6;
const lineEnd = 7;
/** The start of null, and of numbers that are none. */
const odd = 8;

const kinds = kindsOfBytes([
  ['"', quote],
  [":", colon],
  [",", comma],
  ["{[", open],
  ["}]", close],
  [" \t\r", space],
  ["\n", lineEnd],
  ["nNiI", odd],
]);

function kindsOfBytes(table: readonly (readonly [string, number])[]): Uint8Array {
  const bytes = new Uint8Array(256);
  for (const [text, kind] of table) for (const byte of Buffer.from(text)) bytes[byte] = kind;
  return bytes;
}

const byteOrderMark = Buffer.from("\uFEFF");
const quoteByte = 0x22;
const backslash = 0x5c;

/** Goes through a piece of the file. */
function look(piece: Buffer, seen: Seen): void {
  const { length } = piece;
  if (seen.isFirst) {
    seen.hasLines = !piece.subarray(0, byteOrderMark.length).equals(byteOrderMark);
    seen.isFirst = false;
  }
  // What changes with every byte is held in locals, where it is fast.
  let { isInText, before } = seen;
  let at = seen.skipped;
  seen.lineStart -= seen.length;
  for (; at < length; at += 1) {
    if (isInText) {
      at = endOfText(piece, at);
      if (at >= length) break;
      isInText = false;
      continue;
    }
    const kind = kinds[piece[at] ?? 0] ?? other;
    if (kind === space) continue;
    isInText = kind === quote;
    if (kind !== other) takeMark(seen, kind, before, at);
    before = kind;
  }
  seen.isInText = isInText;
  seen.before = before;
  seen.skipped = at - length;
  seen.length = length;
  if (length - seen.lineStart > recordBytesMax) seen.hasLines = false;
}

function takeMark(seen: Seen, kind: number, before: number, at: number): void {
  switch (kind) {
    case quote:
      seen.texts += seen.depth === 1 ? 1 : 0;
      return;
    case colon:
      seen.names += seen.depth === 1 ? 1 : 0;
      return;
    default:
      takeBracketOrEnd(seen, kind, before, at);
  }
}

function takeBracketOrEnd(seen: Seen, kind: number, before: number, at: number): void {
  switch (kind) {
    case open:
      seen.depth += 1;
      return;
    case close:
      seen.depth -= 1;
      if (before === comma) seen.isPlain = false;
      return;
    case lineEnd:
      if (before === lineEnd || at - seen.lineStart > recordBytesMax) seen.hasLines = false;
      seen.lineStart = at + 1;
      return;
    case odd:
      seen.isPlain = false;
      return;
    default:
  }
}

/** Where the text ends that the place is in; past the end of the piece where it goes on. */
function endOfText(piece: Buffer, from: number): number {
  let at = from;
  while (at < piece.length) {
    const byte = piece[at];
    if (byte === quoteByte) return at;
    at += byte === backslash ? 2 : 1;
  }
  return at;
}
