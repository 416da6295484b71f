import { closeSync, openSync, readSync } from "node:fs";
import { basename } from "node:path";
import { InputError } from "../errors.ts";
import { compressionOf, linesOf, unpackedBytes } from "./compression.ts";
import { refuseIrregular } from "./regular-file.ts";

/** The first bytes of a text file; a header line of a real export is far shorter. */
const headBytes = 1 << 16;
/** What a core keeps near it, so that several looks at a piece cost little more than one. */
const chunkBytes = 1 << 20;

/**
 * The beginning of a text file as UTF-8, without a byte order mark. Refuses what is empty, encoded
 * otherwise, not text, or not an ordinary file.
 */
export async function readHead(path: string, bytesMax: number = headBytes): Promise<string> {
  const bytes = await textBytes(path, bytesMax);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(wholeCharacters(bytes, bytesMax));
  } catch {
    throw wrongEncoding(basename(path), "Windows-1252 or Latin-1", lineOfInvalidByte(bytes));
  }
}

/** The same, with U+FFFD in place of bytes that are no UTF-8: single rows may be encoded otherwise. */
export async function readHeadLoosely(path: string, bytesMax: number = headBytes): Promise<string> {
  const bytes = await textBytes(path, bytesMax);
  return new TextDecoder("utf-8").decode(wholeCharacters(bytes, bytesMax));
}

async function textBytes(path: string, bytesMax: number): Promise<Buffer> {
  refuseIrregular(path);
  const bytes = await firstBytes(path, bytesMax);
  const name = basename(path);
  if (bytes.length === 0) {
    throw new InputError(`${name} is empty.`, "Export it again, or leave the file out.");
  }
  refuseBinary(bytes, name);
  if (isUtf16(bytes)) throw wrongEncoding(name, "UTF-16");
  const nul = bytes.indexOf(0);
  if (nul >= 0) throw nulCharacter(name, countLines(bytes.toString("latin1", 0, nul)) + 1);
  return bytes;
}

/** Whether a text file begins with a byte order mark. */
export async function hasByteOrderMark(path: string): Promise<boolean> {
  const bytes = await firstBytes(path, 3);
  return bytes.toString("hex") === "efbbbf";
}

/** The error for a text file that is not UTF-8. */
export function wrongEncoding(name: string, found: string, line?: number): InputError {
  const place = line === undefined ? name : `${name}, line ${line}`;
  return new InputError(
    `${place}: not UTF-8 text; it looks like ${found}.`,
    "Save it again as UTF-8 (in Excel: “CSV UTF-8”).",
  );
}

/** What tells lines of a text file apart that must not be there. */
export interface LineRules {
  /** Bytes without which no line is empty, a line end before them included. */
  readonly suspicious: readonly string[];
}

/** More empty lines than this at the end are not looked through. */
const emptyLinesMax = 1000;

/**
 * The first empty line that other lines follow; row numbers after it would be wrong. Reads the whole
 * file, and refuses one with a NUL in it or one that cannot be unpacked.
 */
export async function firstEmptyLine(path: string, rules: LineRules): Promise<number | undefined> {
  const { isSuspicious, hasNul } = await looked(path, rules.suspicious);
  if (hasNul) throw nulCharacter(basename(path), await lineOfNul(path));
  return isSuspicious ? emptyLineAmong(path) : undefined;
}

/** What was seen in a text file that lines are told apart in. */
export interface LinesSeen {
  /** Line ends of the kinds that the head shows follow each other: an empty line, or one in quotes. */
  readonly mayHaveEmptyLines: boolean;
  /** For long there was no line end. */
  readonly hasLongLines: boolean;
}

/** Looks at all of a file, and refuses one with a NUL in it or one that cannot be unpacked. */
export async function lookAtLines(path: string, head: string): Promise<LinesSeen> {
  const { isSuspicious, hasNul, hasLongLines } = await looked(path, twoLineEnds(head));
  if (hasNul) throw nulCharacter(basename(path), await lineOfNul(path));
  return { mayHaveEmptyLines: isSuspicious, hasLongLines };
}

/**
 * An ordinary file has one kind of line end, so that one look at its bytes is enough: where there is
 * no return in its head, none is expected further on.
 */
function twoLineEnds(head: string): readonly string[] {
  if (!head.includes("\r")) return ["\n\n", "\r"];
  if (!head.includes("\n")) return ["\r\r", "\n"];
  return /\r(?!\n)|(?<!\r)\n/.test(head) ? ["\n\n", "\n\r", "\r\r"] : ["\n\r", "\n\n"];
}

async function emptyLineAmong(path: string): Promise<number | undefined> {
  let line = 0;
  let empty: number | undefined;
  for await (const text of linesOf(path)) {
    line += 1;
    const isEmpty = text.trim() === "";
    if (empty !== undefined && (!isEmpty || line - empty > emptyLinesMax)) return empty;
    if (isEmpty) empty ??= line;
  }
  return undefined;
}

/** A line is long when this many bytes hold no line end. */
const longLineBytes = 1 << 20;

/** A quick look at the bytes, so that ordinary files are not taken apart line by line. */
async function looked(
  path: string,
  suspicious: readonly string[],
): Promise<{
  readonly isSuspicious: boolean;
  readonly hasNul: boolean;
  readonly hasLongLines: boolean;
}> {
  let isSuspicious = false;
  let hasLongLines = false;
  let withoutEnd = 0;
  let overlap = "\n";
  for await (const chunk of chunksOf(path)) {
    if (chunk.includes(0)) return { isSuspicious, hasNul: true, hasLongLines };
    const seam = overlap + chunk.toString("latin1", 0, 2);
    isSuspicious ||= suspicious.some((bytes) => seam.includes(bytes) || chunk.includes(bytes));
    overlap = (overlap + chunk.toString("latin1", Math.max(0, chunk.length - 2))).slice(-2);
    withoutEnd = hasLineEnd(chunk) ? 0 : withoutEnd + chunk.length;
    hasLongLines ||= withoutEnd >= longLineBytes;
  }
  return { isSuspicious, hasNul: false, hasLongLines };
}

function hasLineEnd(bytes: Buffer): boolean {
  return bytes.includes("\n") || bytes.includes("\r");
}

/** The unpacked bytes in large pieces, each good until the next. */
async function* chunksOf(path: string): AsyncGenerator<Buffer> {
  if (compressionOf(path) !== "none") return yield* unpackedBytes(path);
  const file = openSync(path, "r");
  try {
    const chunk = Buffer.alloc(chunkBytes);
    for (;;) {
      const length = readSync(file, chunk, 0, chunkBytes, null);
      if (length === 0) return;
      yield chunk.subarray(0, length);
    }
  } finally {
    closeSync(file);
  }
}

async function lineOfNul(path: string): Promise<number> {
  let line = 0;
  for await (const text of linesOf(path)) {
    line += 1;
    if (text.includes("\0")) break;
  }
  return line;
}

function nulCharacter(name: string, line: number): InputError {
  return new InputError(
    `${name}, line ${line}: a NUL character, which text does not have.`,
    "The file may be damaged; export it again as UTF-8 text.",
  );
}

function countLines(text: string): number {
  return text.split("\n").length - 1;
}

async function firstBytes(path: string, bytesMax: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of unpackedBytes(path)) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= bytesMax) break;
  }
  return Buffer.concat(chunks).subarray(0, bytesMax);
}

/** First bytes, in hexadecimal, of files that are often given the wrong ending. */
const signatures: Readonly<Record<string, string>> = {
  "1f8b": "packed with gzip; its name must end in .gz",
  "28b52ffd": "packed with zstd; its name must end in .zst",
  "504b0304": "a ZIP archive or a spreadsheet",
  "50415231": "a Parquet file; its name must end in .parquet",
};

function refuseBinary(bytes: Buffer, name: string): void {
  const start = bytes.toString("hex", 0, 4);
  const [, kind] = Object.entries(signatures).find(([first]) => start.startsWith(first)) ?? [];
  if (kind === undefined) return;
  throw new InputError(`${name} is not text but ${kind}.`, "Rename the file, or export it as CSV.");
}

/** Marked as such, or with so many NULs among its first bytes as only two bytes a character have. */
function isUtf16(bytes: Buffer): boolean {
  const mark = bytes.toString("hex", 0, 2);
  const start = bytes.subarray(0, 64);
  const nuls = start.filter((byte) => byte === 0).length;
  return mark === "fffe" || mark === "feff" || nuls * 4 >= start.length;
}

/** A character may be cut where the head ends; it is left out. */
function wholeCharacters(bytes: Buffer, bytesMax: number): Buffer {
  if (bytes.length < bytesMax) return bytes;
  let end = bytes.length - 1;
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return bytes.subarray(0, end);
}

function lineOfInvalidByte(bytes: Buffer): number {
  const decoded = new TextDecoder("utf-8").decode(bytes);
  return countLines(decoded.slice(0, decoded.indexOf("\uFFFD"))) + 1;
}
