import { createReadStream, statSync } from "node:fs";
import { basename, extname } from "node:path";
import { pipeline, type Readable, type Transform } from "node:stream";
import { createGunzip, createZstdDecompress } from "node:zlib";
import { InputError } from "../errors.ts";
import { unreachable } from "../engine/unreachable-file.ts";

/** How a file is packed, as DuckDB calls it. */
export type Compression = "none" | "gzip" | "zstd";

const endings: Readonly<Record<string, Compression>> = { ".gz": "gzip", ".zst": "zstd" };

/** How a file is packed, which its ending says: `student.csv.gz`. */
export function compressionOf(path: string): Compression {
  return endings[extname(path).toLowerCase()] ?? "none";
}

/** The engine's option that reads a file by the way it is packed, to stand after others. */
export function compressionOption(path: string): string {
  const compression = compressionOf(path);
  return compression === "none" ? "" : `, compression = '${compression}'`;
}

/** A path without the ending of its packing: `student.csv.gz` → `student.csv`. */
export function unpackedName(path: string): string {
  return compressionOf(path) === "none" ? path : path.slice(0, -extname(path).length);
}

/**
 * Records written out are some ten times their packed size, and never two hundred times; more than
 * that, in a file that is large when unpacked, is a bomb.
 */
const unpackedRatioMax = 200;
const unpackedBytesFree = 256 * 1024 * 1024;

/** The bytes of a file, unpacked. Damage, and what was made to fill a disk, end them with an InputError. */
export async function* unpackedBytes(path: string): AsyncGenerator<Buffer> {
  let unpacked = 0;
  try {
    const allowed = Math.max(unpackedBytesFree, statSync(path).size * unpackedRatioMax);
    for await (const chunk of source(path)) {
      if (!Buffer.isBuffer(chunk)) continue;
      unpacked += chunk.length;
      if (compressionOf(path) !== "none" && unpacked > allowed) throw bomb(path);
      yield chunk;
    }
  } catch (cause) {
    throw readingError(path, cause);
  }
}

/** Lines longer than this are not taken into memory. */
const lineLengthMax = 256 * 1024 * 1024;

/** The lines of a text file, without their ends, which may be of any kind. */
export async function* linesOf(path: string): AsyncGenerator<string> {
  let pieces: string[] = [];
  let length = 0;
  for await (const text of wholeLineEnds(path)) {
    const [first = "", ...others] = text.split(/\r\n|[\n\r]/);
    pieces.push(first);
    length += first.length;
    if (length > lineLengthMax) throw endless(path);
    const last = others.pop();
    if (last === undefined) continue;
    yield pieces.join("");
    yield* others;
    pieces = [last];
    length = last.length;
  }
  if (length > 0) yield pieces.join("");
}

/** The text in pieces, none of which ends between the two characters of a Windows line end. */
async function* wholeLineEnds(path: string): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let held = "";
  for await (const bytes of unpackedBytes(path)) {
    const text = held + decoder.decode(bytes, { stream: true });
    held = text.endsWith("\r") ? "\r" : "";
    yield held === "" ? text : text.slice(0, -1);
  }
  yield held + decoder.decode();
}

function source(path: string): Readable {
  const file = createReadStream(path, { highWaterMark: 1 << 20 });
  switch (compressionOf(path)) {
    case "none":
      return file;
    case "gzip":
      return through(file, createGunzip());
    case "zstd":
      return through(file, createZstdDecompress());
  }
}

/** The unpacked end of a pipe; an error at either end arrives where it is read. */
function through(file: Readable, unpack: Transform): Readable {
  return pipeline(file, unpack, () => undefined);
}

function readingError(path: string, cause: unknown): unknown {
  if (cause instanceof InputError) return cause;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return /^(Z_|ZSTD_|ERR_)/.test(code) ? damaged(path, cause) : unreachable(path, cause);
}

/** The error for a packed file that is cut off, damaged or packed otherwise. */
function damaged(path: string, cause: unknown): InputError {
  return new InputError(
    `${basename(path)} cannot be unpacked: it is cut off, damaged, or not ${compressionOf(path)}.`,
    "Copy it again from where it came from, or give the file unpacked.",
    { cause },
  );
}

function bomb(path: string): InputError {
  return new InputError(
    `${basename(path)} unpacks to more than ${unpackedRatioMax} times its size, which records never do.`,
    "Check where it comes from; if it is right, unpack it and give the unpacked file.",
  );
}

function endless(path: string): InputError {
  return new InputError(
    `${basename(path)} has a line of more than ${lineLengthMax / 1024 / 1024} MB.`,
    "Write one record on each line.",
  );
}
