/** The part of `npm run generate` that needs the SDK, which alone reads the conditions of rules. */
import {
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { loadRegistry } from "@edufed/schemas";
import { parseRules } from "../validate/parse-rules.ts";
import { ruleModules } from "./rule-modules.ts";

/** Writes the modules that differ below a root, removes those that are no more, and says which. */
export function update(root: string, files: Readonly<Record<string, string>>): readonly string[] {
  const stale = globSync("sdk/src/generated/{records,rules,rule-words}/*.ts", { cwd: root })
    .filter((path) => !(path in files))
    .toSorted();
  for (const path of stale) rmSync(join(root, path));
  const changed = Object.entries(files).filter(
    ([path, text]) => current(join(root, path)) !== text,
  );
  for (const [path, text] of changed) write(join(root, path), text);
  return [...stale.map((path) => `removed ${path}`), ...changed.map(([path]) => `written ${path}`)];
}

function current(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

/** Beside and renamed, so that nobody ever reads half a file. */
function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const beside = `${file}.${process.pid}`;
  writeFileSync(beside, text);
  renameSync(beside, file);
}

function main(): void {
  const registry = loadRegistry();
  const root = join(import.meta.dirname, "../../..");
  for (const change of update(root, ruleModules(registry, parseRules(registry)))) {
    console.log(change);
  }
}

if (import.meta.main) main();
