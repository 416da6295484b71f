/** Publications as folders on disk, written whole or not at all. */
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { lstat, open, readFile, readdir, rename, rm } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { InputError, OutputError } from "../errors.ts";
import { makeFolder, unwritable, writeWhole } from "../workspace/write.ts";
import { limits, paths } from "./files.ts";
import type { PublicationFiles } from "./files.ts";
import { parsePublication } from "./read.ts";
import type { Publication } from "./read.ts";

/** Writes a draft as a new folder: beside it first, then renamed. Refuses to write over anything. */
export async function writeDraft(folder: string, files: PublicationFiles): Promise<void> {
  if (existsSync(folder)) {
    throw new OutputError(
      `${folder} exists already; publications are never overwritten.`,
      "Name a new folder.",
    );
  }
  await writeFolder(folder, files);
}

/** Writes the signatures of a publication beside its other files, whole or not at all. */
export async function writeSignatures(folder: string, files: PublicationFiles): Promise<void> {
  const envelope = files.get(paths.signatures);
  if (envelope === undefined)
    throw new InputError("There is no signature to write.", "Sign the publication first.");
  await writeWhole(join(folder, paths.signatures), envelope);
}

/**
 * Reads the files of a publication. A file with a name that a publication cannot have is not read:
 * it stands there empty, so that verification counts it and nobody signs or passes on a folder that
 * holds more than its publication. Names that begin with a dot are the file system's own.
 */
export async function readFiles(folder: string): Promise<PublicationFiles> {
  const files = new Map<string, Uint8Array>();
  for (const path of await strangersIn(folder)) files.set(path, new Uint8Array());
  for (const path of Object.values(paths)) {
    // One after the other, so that a folder of large files is never held twice.
    const bytes = await readIfThere(join(folder, path));
    if (bytes !== null) files.set(path, bytes);
  }
  if (files.has(paths.manifest)) return files;
  throw new InputError(
    `${folder} is not a publication: it has no ${paths.manifest}.`,
    "Name the folder that `edufed run` wrote.",
  );
}

/** Reads a publication's folder into typed values. What is true of them, verify.ts says. */
export async function readPublication(folder: string): Promise<Publication> {
  return parsePublication(await readFiles(folder));
}

/** Every publication in a folder of publications, oldest first. */
export async function readPublications(folder: string): Promise<readonly Publication[]> {
  const publications: Publication[] = [];
  for (const name of existsSync(folder) ? (await readdir(folder)).toSorted() : []) {
    const place = join(folder, name);
    if (name.startsWith(".") || !existsSync(join(place, paths.manifest))) continue;
    // One after the other: each is small, and the first that cannot be read should be named.
    publications.push(await readPublication(place));
  }
  return publications.toSorted((a, b) => a.manifest.sequence - b.manifest.sequence);
}

/** Writes files into a folder beside the final one and renames it; nothing half written is left. */
export async function writeFolder(folder: string, files: PublicationFiles): Promise<void> {
  const beside = join(dirname(folder), `.${randomBytes(6).toString("hex")}.tmp`);
  try {
    for (const [path, bytes] of files) {
      // In order, so that a full disk is found at the first file that does not fit.
      await writeDurably(join(beside, path), bytes);
    }
    await rename(beside, folder);
  } catch (cause) {
    // What stopped the writing is reported, not what may stop the tidying up after it.
    await rm(beside, { recursive: true, force: true }).catch(() => undefined);
    throw unwritable(folder, cause);
  }
}

async function writeDurably(file: string, bytes: Uint8Array): Promise<void> {
  await makeFolder(dirname(file));
  const handle = await open(file, "wx");
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Files below a folder that are no part of a publication; a folder that cannot be listed has none. */
async function strangersIn(folder: string): Promise<readonly string[]> {
  const known = new Set<string>(Object.values(paths));
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => !entry.isDirectory() && !entry.name.startsWith("."))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((path) => !known.has(path))
    .toSorted();
}

async function readIfThere(file: string): Promise<Uint8Array | null> {
  if (!existsSync(file)) return null;
  try {
    // A link or a device could lead to other files, or to one without an end.
    const found = await lstat(file);
    if (!found.isFile()) throw new TypeError("not a file of its own");
    if (found.size > limits.dataBytesMax)
      throw new RangeError("larger than any file of a publication");
    return new Uint8Array(await readFile(file));
  } catch (cause) {
    throw new InputError(`${file} cannot be read.`, "Look at the file and its permissions.", {
      cause,
    });
  }
}
