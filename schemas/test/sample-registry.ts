import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Registry } from "../src/model.ts";
import { loadRegistry } from "../src/registry.ts";

/** The small registry of the tests: one file of every kind. */
export const sampleFolder: string = join(import.meta.dirname, "sample");

/** One value in one file: JSON Pointer and what stands there instead; undefined takes it away. */
export interface Change {
  readonly file: string;
  readonly pointer: string;
  readonly value: unknown;
}

/** The sample registry with values of its files changed, written to a folder of its own and read from there. */
export function sampleWith(...changes: readonly Change[]): Registry {
  const folder = mkdtempSync(join(tmpdir(), "edufed-schemas-"));
  try {
    cpSync(sampleFolder, folder, { recursive: true });
    for (const { file, pointer, value } of changes) {
      const content: unknown = JSON.parse(readFileSync(join(folder, file), "utf8"));
      set(content, pointer.split("/").slice(1), value);
      writeFileSync(join(folder, file), JSON.stringify(content));
    }
    return loadRegistry(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function set(target: unknown, [name = "", ...rest]: readonly string[], value: unknown): void {
  if (typeof target !== "object" || target === null)
    throw new Error(`There is nothing at ${name}.`);
  if (rest.length > 0) set(Reflect.get(target, name), rest, value);
  else if (value === undefined) Reflect.deleteProperty(target, name);
  else Reflect.set(target, name, value);
}
