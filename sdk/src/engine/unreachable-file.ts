import { basename } from "node:path";
import { InputError } from "../errors.ts";

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
