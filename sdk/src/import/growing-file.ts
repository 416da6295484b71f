/**
 * Text files of records that grow by whole lines: what is new since they were last read. A line that
 * has no end yet waits for it; a file that is not the one that was read is read from its beginning.
 */
import { createHash } from "node:crypto";
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { unreachable } from "../engine/unreachable-file.ts";
import { InputError } from "../errors.ts";
import { recordBytesMax } from "./ndjson-lines.ts";

/** How far a file was read, and how to tell that it is still the same. */
export interface FileMark {
  /** Bytes that are read. */
  readonly read: number;
  /** SHA-256 of the first bytes of those, and of the last. */
  readonly head: string;
  readonly tail: string;
}

/** A file, and how much of it is taken at a time. */
export interface GrowingFile {
  readonly path: string;
  readonly format: "csv" | "ndjson";
  readonly bytesMax: number;
}

/** What a file has that was not read. */
export interface Growth {
  /** Whole lines, below a header where the format has one; empty where there are none. */
  readonly text: Buffer;
  readonly mark: FileMark;
  /** Whether it is read from its beginning although it was read before. */
  readonly isAnew: boolean;
  /** Whether there is a line that has no end yet. */
  readonly hasHalfLine: boolean;
  /** Whether there are more whole lines. */
  readonly hasMore: boolean;
}

/** Reads what is new. */
export function growthOf(growing: GrowingFile, known: FileMark | undefined): Growth {
  const file = opened(growing.path);
  try {
    const { size } = fstatSync(file);
    const isSame = known !== undefined && size >= known.read && isKnown(file, known);
    const header = headerOf(file, growing, size);
    const from = Math.max(isSame ? known.read : 0, header.length);
    const { lines, hasHalfLine, hasMore } = wholeLines(file, growing, { from, size });
    return {
      text: lines.length === 0 ? lines : Buffer.concat([header, lines]),
      mark: markAt(file, lines.length === 0 && from === header.length ? 0 : from + lines.length),
      isAnew: known !== undefined && !isSame,
      hasHalfLine,
      hasMore,
    };
  } finally {
    closeSync(file);
  }
}

function opened(path: string): number {
  try {
    return openSync(path, "r");
  } catch (cause) {
    throw unreachable(path, cause);
  }
}

/** Bytes of a file that are looked at to tell whether it is the same. */
const probeBytes = 4096;

function markAt(file: number, read: number): FileMark {
  const probe = Math.min(probeBytes, read);
  return {
    read,
    head: digestOf(bytesOf(file, 0, probe)),
    tail: digestOf(bytesOf(file, read - probe, read)),
  };
}

function isKnown(file: number, known: FileMark): boolean {
  const now = markAt(file, known.read);
  return now.head === known.head && now.tail === known.tail;
}

function digestOf(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function bytesOf(file: number, from: number, to: number): Buffer {
  const bytes = Buffer.alloc(Math.max(0, to - from));
  let at = 0;
  while (at < bytes.length) {
    const got = readSync(file, bytes, at, bytes.length - at, from + at);
    // The file was cut off since its size was asked.
    if (got === 0) return bytes.subarray(0, at);
    at += got;
  }
  return bytes;
}

/** The first line of a file with a header, its end included; empty while it has none. */
function headerOf(file: number, { format, path }: GrowingFile, size: number): Buffer {
  if (format === "ndjson") return Buffer.alloc(0);
  const start = bytesOf(file, 0, Math.min(size, recordBytesMax));
  const end = firstLineEnd(start);
  if (end === undefined && size >= recordBytesMax) throw endless(path);
  return start.subarray(0, end ?? 0);
}

interface Lines {
  readonly lines: Buffer;
  readonly hasHalfLine: boolean;
  readonly hasMore: boolean;
}

/** The whole lines from a place on, many at a time; one alone where a single line is longer. */
function wholeLines(
  file: number,
  { format, path, bytesMax }: GrowingFile,
  { from, size }: { readonly from: number; readonly size: number },
): Lines {
  for (const limit of [bytesMax, Math.max(bytesMax, recordBytesMax)]) {
    const to = Math.min(size, from + limit);
    const bytes = bytesOf(file, from, to);
    const end = lastLineEnd(bytes, format);
    // A header that has no end yet is half a line, too.
    const isHeader = format === "csv" && from === 0;
    if (end > 0 && !isHeader) {
      const rest = bytes.length - end;
      return {
        lines: bytes.subarray(0, end),
        hasMore: to < size,
        hasHalfLine: rest > 0 && to === size,
      };
    }
    if (to === size)
      return { lines: Buffer.alloc(0), hasMore: false, hasHalfLine: bytes.length > 0 };
  }
  throw endless(path);
}

const lineFeed = 10;
const quote = 34;

function firstLineEnd(bytes: Buffer): number | undefined {
  let isQuoted = false;
  for (const [at, byte] of bytes.entries()) {
    if (byte === quote) isQuoted = !isQuoted;
    if (byte === lineFeed && !isQuoted) return at + 1;
  }
  return undefined;
}

/** The end of the last whole line, which in CSV is not inside quotes; 0 where there is none. */
function lastLineEnd(bytes: Buffer, format: "csv" | "ndjson"): number {
  if (format === "ndjson") return bytes.lastIndexOf(lineFeed) + 1;
  let end = 0;
  let isQuoted = false;
  for (const [at, byte] of bytes.entries()) {
    if (byte === quote) isQuoted = !isQuoted;
    if (byte === lineFeed && !isQuoted) end = at + 1;
  }
  return end;
}

function endless(path: string): InputError {
  return new InputError(
    `${path} has a line of more than ${recordBytesMax >> 20} MB.`,
    "Write one record on each line; in CSV, look for a quote that is never closed.",
  );
}
