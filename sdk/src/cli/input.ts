import { existsSync } from "node:fs";
import { isAbsolute, relative } from "node:path";
import { OutputError, UsageError } from "../errors.ts";
import { isPostgresAddress } from "../engine/postgres-address.ts";
import { whatIsAt } from "../import/regular-file.ts";
import type { Shell } from "./shell.ts";

/** The absolute path of an input that must be there. */
export function existing(shell: Shell, written: string): string {
  refuseAddress(written, "files and folders", "Give the path of a file or a folder.");
  const path = shell.at(written);
  whatIsAt(path, `Check the path; it is looked for from ${shell.cwd}.`);
  return path;
}

/** Records that are there already: the absolute path of files, or the address of a database as it is. */
export function existingRecords(shell: Shell, written: string): string {
  if (isPostgresAddress(written)) return written;
  refuseAddress(
    written,
    "files, folders and postgres:// addresses",
    "Export the records to files, or give an address that begins with postgres://.",
  );
  return existing(shell, written);
}

/** An address of something that is not read would pass for a path; it may hold a password, so only its scheme is told. */
function refuseAddress(written: string, readable: string, remedy: string): void {
  const scheme = /^([a-z][a-z0-9+.-]+):\/\//i.exec(written)?.[1];
  if (scheme === undefined) return;
  throw new UsageError(`Only ${readable} are read here, not ${scheme.toLowerCase()}://.`, remedy);
}

/** The absolute path of a result that must not be there yet, asked before any work is done. */
export function unused(shell: Shell, written: string): string {
  const path = newFolder(shell, written);
  if (!existsSync(path)) return path;
  throw new OutputError(`${path} is there already and was left as it is.`, "Name a new folder.");
}

/** The absolute path of a folder to make; the folder one is in, and those above, cannot be made anew. */
export function newFolder(shell: Shell, written: string): string {
  const path = shell.at(written);
  const wayDown = relative(path, shell.cwd);
  if (wayDown.startsWith("..") || isAbsolute(wayDown)) return path;
  throw new UsageError(
    `${path} is the folder you are in, or one above it.`,
    "Name a new folder for --out.",
  );
}

/** Whether a source or target is an address of the network; a scheme other than http is an error. */
export function isAddress(written: string): boolean {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(written)?.[1]?.toLowerCase();
  if (scheme === undefined) return false;
  if (["http", "https"].includes(scheme) && URL.canParse(written)) return true;
  throw new UsageError(
    `${written} is not an address that can be used.`,
    "Use one that begins with https:// or http://, or the path of a folder.",
  );
}
