import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import type { Io } from "../../src/cli/io.ts";
import { run } from "../../src/cli/program.ts";
import { root } from "../own-folder.ts";

export { root };

/** The adopted use case that comes with the repository. */
export const useCase: string = fileURLToPath(
  new URL("../../../use-cases/virtual-school-monitoring", import.meta.url),
);

/** A value that stands for somebody's data; no message may ever hold it. */
export const marker = "ZZMARKERZZ";

/** What a person at a terminal would have seen of one command line. */
export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs one command line in this process, in a folder. */
export async function edufed(cwd: string, ...argv: readonly string[]): Promise<Said> {
  return edufedWith({ cwd }, ...argv);
}

/** The same with some of the streams replaced. */
export async function edufedWith(
  io: Pick<Io, "cwd"> & Partial<Io>,
  ...argv: readonly string[]
): Promise<Said> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await run(argv, {
    out: (text) => void out.push(text),
    err: (text) => void err.push(unbroken(text)),
    progress: () => undefined,
    style: (_format, text) => text,
    ...io,
  });
  return { code, out: out.join("\n"), err: err.join("\n") };
}

/** An error or its remedy in one line: for people it is broken at the width of a terminal. */
function unbroken(text: string): string {
  const [, start = "", indent] = /^(?:(error: )|( {2})(?=\S))/.exec(text) ?? [];
  if (start === "" && indent === undefined) return text;
  return text.replaceAll(start === "" ? /\n {4}(?=\S)/g : /\n {7}(?=\S)/g, " ");
}

/** Runs a command line that must succeed and returns its results. */
export async function done(cwd: string, ...argv: readonly string[]): Promise<string> {
  const { code, out, err } = await edufed(cwd, ...argv);
  expect(code, `edufed ${argv.join(" ")}\n${err}`).toBe(0);
  return out;
}

/** A folder of its own for one test. */
export function folder(name: string): string {
  const path = join(root, name);
  mkdirSync(path, { recursive: true });
  return path;
}

/** Every file below a folder with a digest of its bytes, and every folder: equal means untouched. */
export function listing(path: string): Readonly<Record<string, string>> {
  const entries = readdirSync(path, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    entries
      .map((entry) => {
        const place = join(entry.parentPath, entry.name);
        return [place.slice(path.length + 1), entry.isFile() ? digestOf(place) : "folder"] as const;
      })
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function digestOf(file: string): string {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}

/** One error and its remedy, two lines, nothing else: no stack trace, no noise, nobody's data. */
export function expectOneError({ out, err }: Said): void {
  const [first = "", second = "", ...more] = err.split("\n");
  expect(first).toMatch(/^error: \S.*[.?!]$/);
  expect(second).toMatch(/^ {2}\S.*[.?!)]$/);
  expect(more).toEqual([]);
  expect(first, "a path stands as it was written").not.toContain(root);
  expect(out).toBe("");
  expect(err).not.toContain(marker);
}
