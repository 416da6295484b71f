import { randomBytes } from "node:crypto";
import { existsSync, renameSync } from "node:fs";
import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { OutputError } from "../errors.ts";
import { whileUnfinished } from "./unfinished.ts";

/** Writes beside and renames: a reader sees the old file or the new one, never half of one. */
export async function writeWhole(
  file: string,
  content: string | Uint8Array,
  mode = 0o644,
): Promise<void> {
  const beside = join(dirname(file), `.${randomBytes(6).toString("hex")}.tmp`);
  const write = async (): Promise<void> => {
    try {
      await writeFile(beside, content, { mode, flush: true });
      await rename(beside, file);
    } catch (cause) {
      await rm(beside, { force: true }).catch(() => undefined);
      throw cause;
    }
  };
  try {
    await inFolder(dirname(file), () => whileUnfinished(beside, write));
  } catch (cause) {
    throw unwritable(file, cause);
  }
}

/**
 * Makes a folder and those above it that are missing, one by one: where a file system refuses, the
 * first refusal is the answer. (Node's own `recursive` asks for ever below `/proc`.)
 */
export async function makeFolder(folder: string): Promise<void> {
  await inFolder(folder, async () => undefined);
}

/** Does some work in a folder; if the work fails, folders made for it that hold no file go again. */
export async function inFolder<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const made: string[] = [];
  try {
    await makeFolders(folder, made).catch((cause: unknown) => {
      throw unwritable(folder, cause);
    });
    return await work();
  } catch (cause) {
    await takeBack(made);
    throw cause;
  }
}

/** Makes what is missing and adds it to the list of what was made, the uppermost first. */
async function makeFolders(folder: string, made: string[]): Promise<void> {
  if (existsSync(folder)) return;
  if (dirname(folder) !== folder) await makeFolders(dirname(folder), made);
  try {
    await mkdir(folder);
    made.push(folder);
  } catch (cause) {
    if (codeOf(cause) !== "EEXIST") throw cause;
  }
}

/** Removes the folders that were made in vain; one that holds a file by now stays. */
async function takeBack(made: readonly string[]): Promise<void> {
  const [uppermost] = made;
  if (uppermost === undefined) return;
  const below = await readdir(uppermost, { recursive: true, withFileTypes: true }).catch(() => []);
  if (!below.every((entry) => entry.isDirectory())) return;
  await rm(uppermost, { recursive: true, force: true }).catch(() => undefined);
}

/**
 * Makes an operator's error of what the file system said. Of an error about a part of the work, such
 * as a file beside, the error names the whole that was asked for.
 */
export function unwritable(file: string, cause: unknown): OutputError {
  if (cause instanceof OutputError) {
    return cause.cause === undefined ? cause : unwritable(file, cause.cause);
  }
  const [reason, remedy] = reasons[codeOf(cause)] ?? [
    "the system refused",
    "Look at the path and the disk, and run the command again.",
  ];
  return new OutputError(`Could not write ${file}: ${reason}. Nothing was half written.`, remedy, {
    cause,
  });
}

const reasons: Readonly<Record<string, readonly [reason: string, remedy: string]>> = {
  ENOSPC: ["the disk is full", "Free some room and run the command again."],
  EDQUOT: ["your share of the disk is used up", "Free some room and run the command again."],
  EACCES: ["this folder may not be written to", "Choose another folder, or ask for permission."],
  EPERM: ["this folder may not be written to", "Choose another folder, or ask for permission."],
  EROFS: ["this disk is read-only", "Choose another folder."],
  ENOENT: ["no folder can be made there", "Choose another folder."],
  ENOTDIR: ["a part of the path is a file", "Choose another folder."],
  EEXIST: ["a part of the path is a file", "Choose another folder."],
  EISDIR: ["it is a folder", "Name a file."],
  ENAMETOOLONG: ["the name is too long", "Choose a shorter name."],
};

/** What a new folder may take the place of. */
export interface Replacing {
  /** Whether a folder that holds something may be replaced at all. */
  readonly replace: boolean;
  /** The names that such a folder holds; one that holds any other is never replaced. */
  readonly ours: RegExp;
}

/**
 * Makes a folder whole or not at all: `fill` writes into a folder beside, which then takes the place
 * of `folder`. A folder that holds something is refused before anything is done, unless it may be
 * replaced.
 */
export async function writeFolder<T>(
  folder: string,
  replacing: Replacing,
  fill: (beside: string) => Promise<T>,
): Promise<T> {
  refuseForeign(folder, await namesIn(folder), replacing);
  const name = `.${basename(folder)}-${randomBytes(6).toString("hex")}.tmp`;
  const beside = join(dirname(folder), name);
  const make = async (): Promise<T> => {
    try {
      const result = await fill(beside);
      await exchange(beside, folder);
      return result;
    } catch (cause) {
      // What stopped the writing is reported, not what may stop the tidying up after it.
      await rm(beside, { recursive: true, force: true }).catch(() => undefined);
      throw cause;
    }
  };
  try {
    return await inFolder(beside, () => whileUnfinished(beside, make));
  } catch (cause) {
    throw aboutFolder(cause, beside, folder);
  }
}

/** The folder beside is nobody's business: an error about it is told of the folder that was asked for. */
function aboutFolder(cause: unknown, beside: string, folder: string): unknown {
  if (!(cause instanceof OutputError) || !cause.message.includes(beside)) return cause;
  return new OutputError(cause.message.replaceAll(beside, folder), cause.remedy, { cause });
}

function refuseForeign(folder: string, names: readonly string[], replacing: Replacing): void {
  if (names.length === 0) return;
  if (!replacing.replace) {
    throw new OutputError(
      `${folder} is there already and was left as it is.`,
      "Choose another --out, or say --force to replace it.",
    );
  }
  const stranger = names.find((name) => !replacing.ours.test(name));
  if (stranger === undefined) return;
  throw new OutputError(
    `${folder} holds ${stranger}, which this command does not write, and was left as it is.`,
    "Choose another --out, or move away what is in this one.",
  );
}

/** Puts the new folder in place of the old, in one go: no signal is heard between the two renames. */
async function exchange(beside: string, folder: string): Promise<void> {
  const aside = `${beside}-old`;
  await whileUnfinished(aside, async () => {
    try {
      if (existsSync(folder)) renameSync(folder, aside);
      renameSync(beside, folder);
    } catch (cause) {
      if (existsSync(aside) && !existsSync(folder)) renameSync(aside, folder);
      throw unwritable(folder, cause);
    }
    await rm(aside, { recursive: true, force: true });
  });
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (cause) {
    if (codeOf(cause) === "ENOENT") return [];
    throw unwritable(folder, cause);
  }
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && "code" in cause ? String(cause.code) : "";
}
