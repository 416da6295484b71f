import { isUtf8 } from "node:buffer";
import type { RowDefect } from "../finding-text/table.ts";

/** The longest row that is read; what is longer lacks line ends or the end of a quote. */
export const rowBytesMax: number = 1 << 24;

/** What every row of a file must look like. */
export interface RowShape {
  readonly delimiter: string;
  /** How many columns the header names. */
  readonly columns: number;
}

/** One row after the header, as it stands in the file and without its line end. */
export interface CsvRow {
  /** As a spreadsheet shows it; the header is row 1. */
  readonly number: number;
  /** Good until the next row is taken. */
  readonly bytes: Buffer;
  readonly defect: RowDefect | undefined;
}

/**
 * Takes a CSV file apart row by row, as RFC 4180 says and as the engine reads what it accepts: a line
 * ends with any kind of line end, spaces around a quoted value are nothing, surplus values that are
 * empty are nothing either. A row whose quotes do not match ends with the line on which they begin
 * to fail, so that the rows after it are rows again. Empty lines at the end are none.
 */
export async function eachCsvRow(
  chunks: AsyncIterable<Buffer>,
  shape: RowShape,
  visit: (row: CsvRow) => void,
  windowBytes: number = ordinaryWindowBytes,
): Promise<void> {
  const splitter = new Splitter(shape, visit, windowBytes);
  for await (const chunk of chunks) splitter.add(chunk);
  splitter.end();
}

/** Bytes that are looked at together, so that many small pieces cost no more than a few large ones. */
const ordinaryWindowBytes = 1 << 20;

/** Keeps what is not yet a whole row between one piece of the file and the next. */
class Splitter {
  readonly #shape: RowShape;
  readonly #visit: (row: CsvRow) => void;
  readonly #windowBytes: number;
  #pieces: Buffer[] = [];
  #length = 0;
  /** No row is whole before this many bytes are there: a long row is not searched at every piece. */
  #wanted: number;
  #number = 0;
  #emptyLines = 0;
  #isSkipping = false;
  #isStart = true;
  /** All bytes at hand are; else each row is looked at, since a character may be cut at their end. */
  #isUtf8 = true;

  constructor(shape: RowShape, visit: (row: CsvRow) => void, windowBytes: number) {
    this.#shape = shape;
    this.#visit = visit;
    this.#windowBytes = Math.max(windowBytes, markBytes);
    this.#wanted = this.#windowBytes;
  }

  add(chunk: Buffer): void {
    // A stream may use the memory of a piece again.
    this.#pieces.push(Buffer.from(chunk));
    this.#length += chunk.length;
    if (this.#length >= this.#wanted) this.#take(false);
  }

  end(): void {
    this.#take(true);
  }

  #take(isEnd: boolean): void {
    const bytes = Buffer.concat(this.#pieces);
    const seen = { bytes, isWhole: isEnd, separator: this.#shape.delimiter.charCodeAt(0) };
    this.#isUtf8 = isUtf8(bytes);
    let at = this.#isStart && startsWithMark(bytes) ? markBytes : 0;
    this.#isStart = false;
    while (at < bytes.length) {
      const next = this.#isSkipping ? this.#skip(bytes, at, isEnd) : this.#row(seen, at);
      if (next === undefined) break;
      at = next;
    }
    this.#pieces = [bytes.subarray(at)];
    this.#length = bytes.length - at;
    this.#wanted = Math.max(this.#windowBytes, 2 * this.#length);
  }

  /** The rest of a line that is too long; its bytes are let go of as they come. */
  #skip(bytes: Buffer, from: number, isEnd: boolean): number | undefined {
    const end = lineEnd(bytes, from);
    if (end === bytes.length) return end;
    const next = afterLineEnd(bytes, end, isEnd);
    this.#isSkipping = next === undefined;
    return next;
  }

  #row(seen: Seen, from: number): number | undefined {
    const row = rowAt(seen, from, this.#shape.columns);
    if (row === undefined) return undefined;
    this.#isSkipping = row.isCut;
    this.#number += 1;
    if (this.#number > 1) this.#tell(seen.bytes.subarray(from, row.end), row.defect);
    return row.next;
  }

  #tell(bytes: Buffer, defect: RowDefect | undefined): void {
    if (bytes.length === 0) {
      this.#emptyLines += 1;
      return;
    }
    for (; this.#emptyLines > 0; this.#emptyLines -= 1) {
      const number = this.#number - this.#emptyLines;
      this.#visit({ number, bytes: nothing, defect: "empty-line" });
    }
    const found = defect ?? (this.#isUtf8 || isUtf8(bytes) ? undefined : "not-utf8");
    this.#visit({ number: this.#number, bytes, defect: found });
  }
}

const nothing = Buffer.alloc(0);
const quote = 0x22;
const space = 0x20;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

interface Row {
  readonly end: number;
  /** Where the next row begins. */
  readonly next: number;
  readonly defect: RowDefect | undefined;
  /** The row goes on after what has been looked at, and the rest of its line is no row. */
  readonly isCut: boolean;
}

/** The row that begins here, or nothing while too few bytes are there to tell. */
function rowAt(window: Seen, from: number, columns: number): Row | undefined {
  const isFull = window.bytes.length > from + rowBytesMax;
  const seen = isFull ? cutAfter(window, from + rowBytesMax) : window;
  let hasSurplus = false;
  for (let cells = 1, at = from; ; cells += 1) {
    const end = cellEnd(seen, at);
    if (end === unfinished) return isFull ? overlongRow(window, seen, at) : undefined;
    if (end === broken) return brokenRow(window, seen, at);
    hasSurplus ||= cells > columns && !isEmptyCell(seen.bytes, at, end);
    if (seen.bytes[end] !== seen.separator) {
      return rowEnding(window, end, defectOf(cells, hasSurplus, columns));
    }
    at = end + 1;
  }
}

function cutAfter({ bytes, separator }: Seen, end: number): Seen {
  return { bytes: bytes.subarray(0, end), isWhole: false, separator };
}

function rowEnding(
  { bytes, isWhole }: Seen,
  end: number,
  defect: RowDefect | undefined,
): Row | undefined {
  const next = afterLineEnd(bytes, end, isWhole);
  return next === undefined ? undefined : { end, next, defect, isCut: false };
}

function defectOf(cells: number, hasSurplus: boolean, columns: number): RowDefect | undefined {
  if (hasSurplus) return "too-many-values";
  return cells < columns ? "too-few-values" : undefined;
}

/** The bytes that a row may be of. */
interface Seen {
  readonly bytes: Buffer;
  /** The file ends with them. */
  readonly isWhole: boolean;
  readonly separator: number;
}

/** Instead of the end of a cell: more bytes must be seen, or its quotes do not match. */
const unfinished = -1;
const broken = -2;

/** Where a cell ends: at a separator, a line end, or the end of the file. */
function cellEnd(seen: Seen, from: number): number {
  const { bytes } = seen;
  const start = afterSpaces(bytes, from);
  if (start === bytes.length && !seen.isWhole) return unfinished;
  if (bytes[start] === quote) return quotedCellEnd(seen, start);
  let at = start;
  while (at < bytes.length && !endsCell(bytes[at], seen.separator)) at += 1;
  return at === bytes.length && !seen.isWhole ? unfinished : at;
}

function quotedCellEnd({ bytes, isWhole, separator }: Seen, opening: number): number {
  const missing = isWhole ? broken : unfinished;
  let closing = bytes.indexOf(quote, opening + 1);
  while (closing >= 0 && bytes[closing + 1] === quote) closing = bytes.indexOf(quote, closing + 2);
  if (closing < 0) return missing;
  const end = afterSpaces(bytes, closing + 1);
  if (end === bytes.length) return isWhole ? end : unfinished;
  return endsCell(bytes[end], separator) ? end : broken;
}

/** A row whose quotes do not match ends with the line on which the cell begins. */
function brokenRow(window: Seen, seen: Seen, cell: number): Row | undefined {
  const end = lineEnd(seen.bytes, cell);
  if (end < seen.bytes.length || seen.isWhole) return rowEnding(window, end, "unclosed-quote");
  return seen === window ? undefined : cutRow(seen.bytes);
}

/** A row of more bytes than one may have, because of a quote that is not closed or for itself. */
function overlongRow(window: Seen, seen: Seen, cell: number): Row | undefined {
  const isQuoted = seen.bytes[afterSpaces(seen.bytes, cell)] === quote;
  return isQuoted ? brokenRow(window, seen, cell) : cutRow(seen.bytes);
}

function cutRow(bytes: Buffer): Row {
  return { end: bytes.length, next: bytes.length, defect: "too-long", isCut: true };
}

function isEmptyCell(bytes: Buffer, from: number, end: number): boolean {
  const start = afterSpaces(bytes, from);
  const isQuoted = bytes[start] === quote && bytes[start + 1] === quote;
  return end === from || (isQuoted && afterSpaces(bytes, start + 2) === end);
}

function endsCell(byte: number | undefined, separator: number): boolean {
  return byte === separator || byte === lineFeed || byte === carriageReturn;
}

function afterSpaces(bytes: Buffer, from: number): number {
  let at = from;
  while (bytes[at] === space) at += 1;
  return at;
}

/** Where the line ends on which a place is. */
function lineEnd(bytes: Buffer, from: number): number {
  let at = from;
  while (at < bytes.length && bytes[at] !== lineFeed && bytes[at] !== carriageReturn) at += 1;
  return at;
}

/** The start of the next line; nothing while it is not known whether a line feed follows. */
function afterLineEnd(bytes: Buffer, end: number, isEnd: boolean): number | undefined {
  if (bytes[end] !== carriageReturn) return Math.min(end + 1, bytes.length);
  if (end + 1 === bytes.length) return isEnd ? end + 1 : undefined;
  return bytes[end + 1] === lineFeed ? end + 2 : end + 1;
}

/** A byte order mark. */
const mark = "efbbbf";
const markBytes = 3;

function startsWithMark(bytes: Buffer): boolean {
  return bytes.toString("hex", 0, markBytes) === mark;
}
