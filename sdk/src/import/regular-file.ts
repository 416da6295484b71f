import { accessSync, constants, statSync, type Stats } from "node:fs";
import { basename } from "node:path";
import { unreachable } from "../engine/unreachable-file.ts";
import { InputError } from "../errors.ts";

/**
 * What is at a path, links followed. A path that leads nowhere, in a circle or where nobody may look
 * is the operator's to mend; `remedy` is for the first.
 */
export function whatIsAt(path: string, remedy?: string): Stats {
  try {
    return statSync(path);
  } catch (cause) {
    throw unreachable(path, cause, remedy);
  }
}

/**
 * Refuses everything but an ordinary file that may be read: a pipe or a device may never end, and
 * records are read more than once.
 */
export function refuseIrregular(path: string): void {
  const kind = kindNamed(whatIsAt(path));
  if (kind !== undefined) {
    throw new InputError(
      `${basename(path)} is ${kind}, not an ordinary file.`,
      "Write the data to a file first, and give that file.",
    );
  }
  try {
    accessSync(path, constants.R_OK);
  } catch (cause) {
    throw unreachable(path, cause);
  }
}

function kindNamed(stats: Stats): string | undefined {
  if (stats.isFile()) return undefined;
  if (stats.isDirectory()) return "a folder";
  if (stats.isFIFO()) return "a pipe";
  return stats.isSocket() ? "a socket" : "a device";
}
