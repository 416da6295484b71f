import { resolve } from "node:path";
import type { Io } from "./io.ts";

/** What a command works with: the words of `Io`, and paths as they were written. */
export interface Shell extends Io {
  /** The absolute path of what was written, remembered for `asWritten`. */
  readonly at: (written: string) => string;
  /** A text in which every path stands as it was written, and one below this folder relative to it. */
  readonly asWritten: (text: string) => string;
  /** Tells a person which command comes next on the path. */
  readonly next: (command: string) => void;
}

/** Wraps the words of a process; each command line has a shell of its own. */
export function shellOver(io: Io): Shell {
  const written = new Map<string, string>();
  return {
    ...io,
    at: (path) => {
      const absolute = resolve(io.cwd, path);
      written.set(absolute, path);
      return absolute;
    },
    asWritten: (text) => withPaths(text, written, io.cwd),
    next: (command) => io.err(io.style("dim", `Next: edufed ${command}`)),
  };
}

/** In one pass, the longest path first, so that nothing is replaced twice. */
function withPaths(text: string, written: ReadonlyMap<string, string>, cwd: string): string {
  const below = `${cwd}/`;
  const isHere = [".", undefined].includes(written.get(cwd));
  const paths = [...written.keys(), ...(isHere ? [below] : [])]
    .toSorted((a, b) => b.length - a.length)
    .map((path) => (path === below ? escaped(path) : `${escaped(path)}${end}`));
  if (paths.length === 0) return text;
  const pattern = new RegExp(`${start}(?:${paths.join("|")})`, "g");
  return text.replaceAll(pattern, (path) => written.get(path) ?? "");
}

/** A path does not begin within another one, nor within an address. */
const start = "(?<![\\w./\\\\-])";
/** A path ends where its last name does; a full stop after it ends the sentence. */
const end = "(?![\\w-]|\\.\\w)";

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
