import { isPostgresAddress } from "../engine/postgres-address.ts";

/** What is given to a command: paths, and the entity of the files if they do not say. */
interface Given {
  readonly paths: readonly string[];
  readonly entity?: string | undefined;
}

/** The command that applies the safe fixes to files that were checked; only files can be fixed. */
export function fixCommand({ paths, entity }: Given): string | undefined {
  const files = paths.filter((path) => !isPostgresAddress(path));
  if (files.length === 0) return undefined;
  return `fix ${asGiven({ paths: files, entity })} --out fixed`;
}

/** Paths and entity as a shell takes them. */
export function asGiven({ paths, entity }: Given): string {
  const words = entity === undefined ? paths : [...paths, "--entity", entity];
  return words.map(quoted).join(" ");
}

/** A word as a shell takes it. */
export function quoted(word: string): string {
  return /^[\w./@%+=:,-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
