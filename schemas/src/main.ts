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
import { conformanceSuite, suiteText } from "./conformance-suite.ts";
import { generate, generatedFolders } from "./generate.ts";
import { exchangeProblems } from "./lint/exchange.ts";
import { lint } from "./lint.ts";
import { problemText, RegistryError } from "./registry-error.ts";
import { loadCommunity } from "./release-files.ts";
import { loadConformance, loadExchange, loadRegistry } from "./registry.ts";

/** Where the standard is, and the root of the repository that is written to. */
export interface Places {
  readonly schemas: string;
  readonly root: string;
}

/**
 * Checks the standard and writes everything that follows from it; says what has changed. Throws a
 * RegistryError, and writes nothing, when the standard has a problem.
 */
export async function update({ schemas, root }: Places): Promise<readonly string[]> {
  const registry = loadRegistry(schemas);
  const exchange = loadExchange(schemas);
  const problems = [
    ...lint(registry),
    ...[...exchange].flatMap(([name, schema]) => exchangeProblems(name, schema, registry)),
  ];
  if (problems.length > 0) throw new RegistryError(problems);
  const files = {
    ...(await generate(registry, exchange, loadCommunity(schemas))),
    ...suiteFile(registry.version, loadConformance(schemas)),
  };
  return [...removeStale(root, files), ...writeChanged(root, files)];
}

/** The manifest of the vectors, which lies among them; none where there are no vectors. */
function suiteFile(
  version: string,
  vectors: ReadonlyMap<string, string>,
): Readonly<Record<string, string>> {
  if (vectors.size === 0) return {};
  return { "schemas/conformance/suite.json": suiteText(conformanceSuite(version, vectors)) };
}

/** Removes what an earlier run wrote and this one would not. */
function removeStale(root: string, files: Readonly<Record<string, string>>): readonly string[] {
  const stale = generatedFolders
    .flatMap((folder) => globSync(`${folder}/**/*`, { cwd: root }))
    .filter((path) => !(path in files) && statSync(join(root, path)).isFile())
    .toSorted();
  for (const path of stale) rmSync(join(root, path));
  return stale.map((path) => `removed ${path}`);
}

function writeChanged(root: string, files: Readonly<Record<string, string>>): readonly string[] {
  const changed = Object.entries(files).filter(
    ([path, text]) => current(join(root, path)) !== text,
  );
  for (const [path, text] of changed) write(join(root, path), text);
  return changed.map(([path]) => `written ${path}`);
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

async function main(): Promise<void> {
  const schemas = join(import.meta.dirname, "..");
  try {
    const changes = await update({ schemas, root: join(schemas, "..") });
    for (const change of changes) console.log(change);
    if (changes.length === 0) console.log("Every generated file is as it should be.");
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    for (const problem of error.problems) console.error(problemText(problem));
    console.error(`Nothing was written: ${error.problems.length} problems in schemas/.`);
    process.exitCode = 1;
  }
}

if (import.meta.main) await main();
