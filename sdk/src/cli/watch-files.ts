/** Files of records that grow: what is new in each of them since it was last read. */
import { statSync, watch } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Registry } from "@edufed/schemas";
import { type FileMark, growthOf } from "../import/growing-file.ts";
import { compressionOf } from "../import/compression.ts";
import { type Located, locate } from "../import/locate.ts";
import { whileUnfinished } from "../workspace/unfinished.ts";

/** Where a watch finds files. */
export interface WatchedFiles {
  readonly folder: string;
  readonly registry: Registry;
  /** Entities whose records come in. */
  readonly growing: ReadonlySet<string>;
  /** A private folder for lines on their way into the engine; made when it is needed, and gone again. */
  readonly scratch: string;
  /**
   * What files that are written whole were like at the last look: one that somebody may be writing is
   * read when it is the same again. Absent: all are read at once.
   */
  readonly lying?: Map<string, string>;
}

/** What is known of a file: how far it was read, or of one that is written whole, what it was like. */
export type FileKept = { readonly lines: FileMark } | { readonly whole: string };

/** New records of one file, as a file that an importer reads. */
export interface FileBatch {
  readonly entity: string;
  /** The file that grows. */
  readonly source: string;
  /** Where the new records are: a file of their own, or the file itself. */
  readonly path: string;
  readonly mark: FileKept;
  /** Whether the file was read before and is another one now. */
  readonly isAnew: boolean;
}

/** What a look at all files came to. */
export interface Look {
  /** Files that end in the middle of a line. */
  readonly halfLines: number;
}

/** Bytes that are taken in at a time: some ten thousands of records. */
const bytesMax = 8 << 20;

/**
 * Hands out what is new, file by file, each as often as it has more. A mark that has not been noted
 * when the next look comes is asked for again.
 */
export async function takeNew(
  files: WatchedFiles,
  markOf: (source: string) => FileKept | undefined,
  take: (batch: FileBatch) => Promise<void>,
): Promise<Look> {
  let halfLines = 0;
  for (const located of growingFiles(files)) {
    for (const source of located.files) {
      if (growsByLines(located, source)) {
        halfLines += await takeLines(files, located, source, { markOf, take });
      } else await takeWhole(files, located.entity, source, { markOf, take });
    }
  }
  return { halfLines };
}

/** What the files of the entities that do not grow are like; changes when one of them does. */
export function likenessOf(files: WatchedFiles, still: ReadonlySet<string>): string {
  const located = locatedIn(files).filter(({ entity }) => still.has(entity));
  return located
    .flatMap((each) => each.files.map((path) => `${path} ${likeness(path)}`))
    .join("\n");
}

function locatedIn({ folder, registry }: WatchedFiles): readonly Located[] {
  return locate([folder], registry).located;
}

function growingFiles(files: WatchedFiles): readonly Located[] {
  return locatedIn(files).filter(({ entity }) => files.growing.has(entity));
}

function growsByLines({ format }: Located, path: string): boolean {
  return (format === "csv" || format === "ndjson") && compressionOf(path) === "none";
}

interface Taking {
  readonly markOf: (source: string) => FileKept | undefined;
  readonly take: (batch: FileBatch) => Promise<void>;
}

async function takeLines(
  { scratch }: WatchedFiles,
  { entity, format }: Located,
  source: string,
  { markOf, take }: Taking,
): Promise<number> {
  if (format !== "csv" && format !== "ndjson") return 0;
  for (;;) {
    const known = markOf(source);
    const mark = known !== undefined && "lines" in known ? known.lines : undefined;
    const growth = growthOf({ path: source, format, bytesMax }, mark);
    if (growth.text.length > 0) {
      await inPrivateFile(scratch, `${entity}.${format}`, growth.text, (path) =>
        take({ entity, source, path, mark: { lines: growth.mark }, isAnew: growth.isAnew }),
      );
    }
    if (!growth.hasMore) return growth.hasHalfLine ? 1 : 0;
  }
}

async function takeWhole(
  { lying }: WatchedFiles,
  entity: string,
  source: string,
  { markOf, take }: Taking,
): Promise<void> {
  const whole = likeness(source);
  const known = markOf(source);
  if (known !== undefined && "whole" in known && known.whole === whole) return;
  if (lying !== undefined && lying.get(source) !== whole) {
    lying.set(source, whole);
    return;
  }
  await take({ entity, source, path: source, mark: { whole }, isAnew: known !== undefined });
}

function likeness(path: string): string {
  const { size, mtimeMs, ino } = statSync(path);
  return `${size} ${mtimeMs} ${ino}`;
}

/** Lines on their way into the engine, in a file that only this user may read and that goes again. */
async function inPrivateFile(
  folder: string,
  name: string,
  text: Buffer,
  work: (path: string) => Promise<void>,
): Promise<void> {
  await whileUnfinished(folder, async () => {
    try {
      await mkdir(folder, { mode: 0o700, recursive: true });
      const path = join(folder, name);
      await writeFile(path, text, { mode: 0o600 });
      await work(path);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
}

/** Waits some time, or until something in the folder changes, or somebody interrupts. */
export async function untilChange(
  folder: string,
  waitMs: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, waitMs);
  // Lines come one by one: those of the next moment come along.
  const wake = (): void => void setTimeout(resolve, gatherMs).unref();
  const watcher = watched(folder, wake);
  const stop = (): void => resolve();
  signal?.addEventListener("abort", stop);
  try {
    if (signal?.aborted !== true) await promise;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
    watcher?.close();
  }
}

const gatherMs = 250;

/** Not every file system tells of changes; then time alone does. */
function watched(folder: string, wake: () => void): ReturnType<typeof watch> | undefined {
  try {
    const watcher = watch(folder, { recursive: true, persistent: false }, wake);
    watcher.on("error", () => watcher.close());
    return watcher;
  } catch {
    return undefined;
  }
}
