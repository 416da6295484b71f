import { accessSync, constants, statSync, type Stats } from "node:fs";
import { basename } from "node:path";
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

/** What the system said about a file, as an error that says what to do. */
export function unreachable(path: string, cause: unknown, remedy = "Check the path."): InputError {
  const code = codeOf(cause);
  const name = basename(path);
  switch (code) {
    case "EACCES":
    case "EPERM":
      return new InputError(
        `${name} may not be read: permission was denied.`,
        "Ask for permission to read it, or copy it to where you may.",
        { cause },
      );
    case "ELOOP":
      return new InputError(
        `${name} cannot be reached: its links lead in a circle.`,
        "Give the file itself, or mend the links.",
        { cause },
      );
    case "ENOENT":
    case "ENOTDIR":
    case "ENAMETOOLONG":
      return new InputError(`${path} does not exist.`, remedy, { cause });
    default:
      return new InputError(
        `${name} cannot be read${code === "" ? "" : ` (${code})`}.`,
        "Check the file and the disk it is on, or copy it and try again.",
        { cause },
      );
  }
}

/** What the system calls it: ENOENT; empty for what it has no name for. */
function codeOf(cause: unknown): string {
  return cause instanceof Error && "code" in cause && typeof cause.code === "string"
    ? cause.code
    : "";
}
