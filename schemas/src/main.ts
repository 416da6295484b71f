import {
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { generate, generatedFolders } from "./generate.ts";
import { lint } from "./lint.ts";
import { problemText, RegistryError } from "./registry-error.ts";
import { loadExchange, loadRegistry } from "./registry.ts";

/** `npm run generate`: checks the standard and writes everything that follows from it. */
async function main(): Promise<void> {
  const registry = loadRegistry();
  const problems = lint(registry);
  if (problems.length > 0) throw new RegistryError(problems);
  const files = await generate(registry, loadExchange());
  const changes = [...removeStale(files), ...writeChanged(files)];
  for (const change of changes) console.log(change);
  console.log(`${Object.keys(files).length} generated files, ${changes.length} changed.`);
}

const root = join(import.meta.dirname, "..", "..");

/** Removes what an earlier run wrote and this one would not. */
function removeStale(files: Readonly<Record<string, string>>): readonly string[] {
  const stale = generatedFolders
    .flatMap((folder) => globSync(`${folder}/**/*`, { cwd: root }))
    .filter((path) => !(path in files) && statSync(join(root, path)).isFile())
    .toSorted();
  for (const path of stale) rmSync(join(root, path));
  return stale.map((path) => `removed ${path}`);
}

function writeChanged(files: Readonly<Record<string, string>>): readonly string[] {
  const changed = Object.entries(files).filter(([path, text]) => current(path) !== text);
  for (const [path, text] of changed) write(join(root, path), text);
  return changed.map(([path]) => `written ${path}`);
}

function current(path: string): string | undefined {
  const file = join(root, path);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

/** Beside and renamed, so that nobody ever reads half a file. */
function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const beside = `${file}.${process.pid}`;
  writeFileSync(beside, text);
  renameSync(beside, file);
}

try {
  await main();
} catch (error) {
  if (!(error instanceof RegistryError)) throw error;
  for (const problem of error.problems) console.error(problemText(problem));
  console.error(`Nothing was written: ${error.problems.length} problems in schemas/.`);
  process.exitCode = 1;
}
