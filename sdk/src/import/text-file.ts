import { closeSync, createReadStream, openSync, readSync } from "node:fs";
import { basename } from "node:path";
import { createInterface } from "node:readline";
import { InputError } from "../errors.ts";

/** The first bytes of a text file, decoded; a header line of a real export is far shorter. */
const headBytes = 1 << 16;
const chunkBytes = 1 << 22;

/**
 * The beginning of a text file as UTF-8, without a byte order mark. Refuses what is empty or
 * encoded otherwise.
 */
export function readHead(path: string): string {
  const bytes = firstBytes(path);
  const name = basename(path);
  if (bytes.length === 0) {
    throw new InputError(`${name} is empty.`, "Export it again, or leave the file out.");
  }
  if (isUtf16(bytes)) throw wrongEncoding(name, "UTF-16");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(wholeCharacters(bytes));
  } catch {
    throw wrongEncoding(name, "Windows-1252 or Latin-1", lineOfInvalidByte(bytes));
  }
}

/** The error for a text file that is not UTF-8. */
export function wrongEncoding(name: string, found: string, line?: number): InputError {
  const place = line === undefined ? name : `${name}, line ${line}`;
  return new InputError(
    `${place}: not UTF-8 text; it looks like ${found}.`,
    "Save it again as UTF-8 (in Excel: “CSV UTF-8”).",
  );
}

/** The first empty line that other lines follow, outside quotes; row numbers after it would be wrong. */
export async function firstEmptyLine(path: string): Promise<number | undefined> {
  if (!mayHaveEmptyLine(path)) return undefined;
  let line = 0;
  let empty: number | undefined;
  let quotes = 0;
  for await (const text of createInterface({
    input: createReadStream(path),
    crlfDelay: Infinity,
  })) {
    line += 1;
    if (text !== "" && empty !== undefined) return empty;
    if (text === "" && quotes % 2 === 0) empty ??= line;
    quotes += text.split('"').length - 1;
  }
  return undefined;
}

/** A quick look at the bytes, so that ordinary files are not taken apart line by line. */
function mayHaveEmptyLine(path: string): boolean {
  const file = openSync(path, "r");
  const chunk = Buffer.alloc(chunkBytes);
  try {
    let overlap = Buffer.from("\n");
    for (;;) {
      const length = readSync(file, chunk, 0, chunkBytes, null);
      if (length === 0) return false;
      const bytes = Buffer.concat([overlap, chunk.subarray(0, length)]);
      if (bytes.includes("\n\n") || bytes.includes("\n\r\n")) return true;
      overlap = Buffer.from(bytes.subarray(-2));
    }
  } finally {
    closeSync(file);
  }
}

function countLines(text: string): number {
  return text.split("\n").length - 1;
}

function firstBytes(path: string): Buffer {
  const file = openSync(path, "r");
  try {
    const bytes = Buffer.alloc(headBytes);
    return bytes.subarray(0, readSync(file, bytes, 0, headBytes, 0));
  } finally {
    closeSync(file);
  }
}

function isUtf16(bytes: Buffer): boolean {
  const mark = bytes.subarray(0, 2).toString("hex");
  return mark === "fffe" || mark === "feff" || bytes.subarray(0, 64).includes(0);
}

/** A character may be cut where the head ends; it is left out. */
function wholeCharacters(bytes: Buffer): Buffer {
  if (bytes.length < headBytes) return bytes;
  let end = bytes.length - 1;
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return bytes.subarray(0, end);
}

function lineOfInvalidByte(bytes: Buffer): number {
  const decoded = new TextDecoder("utf-8").decode(bytes);
  return countLines(decoded.slice(0, decoded.indexOf("\uFFFD"))) + 1;
}
