import { randomBytes } from "node:crypto";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
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
    await rm(beside, { force: true });
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
