import { randomBytes } from "node:crypto";
import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { OutputError } from "../errors.ts";

/** Writes beside and renames: a reader sees the old file or the new one, never half of one. */
export async function writeWhole(
  file: string,
  content: string | Uint8Array,
  mode = 0o644,
): Promise<void> {
  const beside = join(dirname(file), `.${randomBytes(6).toString("hex")}.tmp`);
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(beside, content, { mode, flush: true });
    await rename(beside, file);
  } catch (cause) {
    await rm(beside, { force: true }).catch(() => undefined);
    throw unwritable(file, cause);
  }
}

/** Makes an operator's error of what the file system said. */
export function unwritable(file: string, cause: unknown): OutputError {
  const reasons: Readonly<Record<string, readonly [string, string]>> = {
    ENOSPC: ["the disk is full", "Free some room and run the command again."],
    EACCES: ["this folder may not be written to", "Choose another folder, or ask for permission."],
    EPERM: ["this folder may not be written to", "Choose another folder, or ask for permission."],
    EROFS: ["this disk is read-only", "Choose another folder."],
    ENOTDIR: ["a part of the path is a file", "Choose another folder."],
    EEXIST: ["a part of the path is a file", "Choose another folder."],
  };
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  const [reason, remedy] = reasons[code] ?? [
    "the system refused",
    "Look at the path and the disk, and run the command again.",
  ];
  return new OutputError(`Could not write ${file}: ${reason}. Nothing was half written.`, remedy, {
    cause,
  });
}

/**
 * Makes a folder whole or not at all: `fill` writes into a folder beside, which then takes the place
 * of `folder`. A folder that holds something is refused unless it may be replaced.
 */
export async function writeFolder<T>(
  folder: string,
  { replace }: { readonly replace: boolean },
  fill: (beside: string) => Promise<T>,
): Promise<T> {
  if (!replace && (await holdsSomething(folder))) {
    throw new OutputError(
      `${folder} is there already and was left as it is.`,
      "Choose another --out, or say --force to replace it.",
    );
  }
  const beside = join(
    dirname(folder),
    `.${basename(folder)}-${randomBytes(6).toString("hex")}.tmp`,
  );
  try {
    await mkdir(beside, { recursive: true });
  } catch (cause) {
    throw unwritable(folder, cause);
  }
  try {
    const result = await fill(beside);
    await exchange(beside, folder);
    return result;
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
}

/** Puts the new folder in place of the old; between the two renames the old one stands aside. */
async function exchange(beside: string, folder: string): Promise<void> {
  const aside = `${beside}-old`;
  try {
    const stood = await stand(folder, aside);
    await rename(beside, folder);
    if (stood) await rm(aside, { recursive: true, force: true });
  } catch (cause) {
    throw unwritable(folder, cause);
  }
}

async function stand(folder: string, aside: string): Promise<boolean> {
  try {
    await rename(folder, aside);
    return true;
  } catch {
    return false;
  }
}

async function holdsSomething(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).length > 0;
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return false;
    throw unwritable(folder, cause);
  }
}
