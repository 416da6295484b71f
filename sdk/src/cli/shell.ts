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
  const written = new Map<string, string>([[io.cwd, io.cwd]]);
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
  const absolutes = [...written.keys()].toSorted((a, b) => b.length - a.length);
  const paths = absolutes.map((path) => `${RegExp.escape(path)}(?![\\w-]|\\.\\w)`);
  const below = `${RegExp.escape(cwd)}[/\\\\]`;
  const pattern = new RegExp(`(?<![\\w./\\\\-])(?:${[...paths, below].join("|")})`, "g");
  return text.replaceAll(pattern, (path, offset: number) => {
    const isBelow = path === cwd && /[/\\]/.test(text[offset + path.length] ?? "");
    return isBelow && written.get(cwd) === cwd ? "" : (written.get(path) ?? "");
  });
}
