import { isUtf8 } from "node:buffer";
import { closeSync, openSync, writeSync } from "node:fs";
import { OutputError } from "../errors.ts";
import { unpackedBytes } from "./compression.ts";
import { addDefect, type Defects, textDefect } from "./json-defects.ts";

/** A record on a line of its own may have this many bytes. */
export const recordBytesMax: number = 1 << 24;

/** What stands in the copy on a line that is no record; no record looks like it. */
export const noRecord = "0";

/**
 * Copies NDJSON line by line, unpacked, so that an engine can read all of it: what is no record is
 * replaced on its line, and every line keeps its number. Returns what was replaced. Memory holds one
 * piece of the file and one line.
 */
export async function copyRecords(path: string, target: string): Promise<Defects> {
  const defects: Defects = new Map();
  const file = openSync(target, "wx", 0o600);
  let line = 0;
  let empty = 0;
  try {
    for await (const lines of linesOfBytes(path)) {
      const written: (Buffer | string)[] = [];
      for (const bytes of lines) {
        line += 1;
        // Empty lines at the end of a file are nothing; those before another line are malformed.
        if (isBlank(bytes)) {
          empty += 1;
          continue;
        }
        for (; empty > 0; empty -= 1) {
          addDefect(defects, "empty-line", line - empty);
          written.push(noRecord);
        }
        const defect = bytes === "too-long" ? bytes : defectOf(bytes);
        if (defect !== undefined) addDefect(defects, defect, line);
        written.push(defect === undefined && bytes !== "too-long" ? bytes : noRecord);
      }
      write(file, written);
    }
  } finally {
    closeSync(file);
  }
  return defects;
}

type Line = Buffer | "too-long";

function defectOf(line: Buffer): "not-utf8" | "not-json" | "not-object" | undefined {
  return isUtf8(line) ? textDefect(line.toString()) : "not-utf8";
}

const blanks: ReadonlySet<number> = new Set(Buffer.from(" \t\r"));

function isBlank(line: Line): boolean {
  return line !== "too-long" && line.every((byte) => blanks.has(byte));
}

function write(file: number, lines: readonly (Buffer | string)[]): void {
  const end = Buffer.from("\n");
  const bytes = Buffer.concat(lines.flatMap((line) => [Buffer.from(line), end]));
  try {
    for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
  } catch (cause) {
    throw new OutputError(
      "A copy of the records cannot be written to the temporary directory.",
      "Make room there, or choose another temporary directory.",
      { cause },
    );
  }
}

const lineFeed = 10;
const byteOrderMark = Buffer.from("\uFEFF");

/** The lines of a file as bytes, many at a time; of a line that is too long only that it is there. */
async function* linesOfBytes(path: string): AsyncGenerator<readonly Line[]> {
  let held: Buffer[] = [];
  let length = 0;
  let isFirst = true;
  const hold = (piece: Buffer): void => {
    length += piece.length;
    if (length > recordBytesMax) held = [];
    else held.push(piece);
  };
  const takeLine = (): Line => {
    const whole = length > recordBytesMax ? "too-long" : Buffer.concat(held);
    held = [];
    length = 0;
    if (whole === "too-long" || !isFirst) return whole;
    isFirst = false;
    return whole.subarray(0, 3).equals(byteOrderMark) ? whole.subarray(3) : whole;
  };
  for await (const chunk of unpackedBytes(path)) {
    const lines: Line[] = [];
    let start = 0;
    for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, start)) {
      hold(chunk.subarray(start, end));
      lines.push(takeLine());
      start = end + 1;
    }
    hold(chunk.subarray(start));
    yield lines;
  }
  if (length > 0) yield [takeLine()];
}
