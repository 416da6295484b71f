import { createHash } from "node:crypto";
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
import { compareVersions } from "./diff.ts";
import { generate, generatedBySdk, generatedFolders } from "./generate.ts";
import { exchangeProblems } from "./lint/exchange.ts";
import { lint } from "./lint.ts";
import { problemText, RegistryError } from "./registry-error.ts";
import { pageHistory } from "./page-history.ts";
import { historyFindings } from "./process/history.ts";
import { loadCommunity, loadCurrent, loadMigrations, loadReleases } from "./release-files.ts";
import { releaseText, type Release } from "./release.ts";
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
  const conformance = loadConformance(schemas);
  const files = {
    ...(await generate(
      registry,
      exchange,
      loadCommunity(schemas),
      pageHistory(loadReleases(schemas)),
      conformance,
    )),
    ...suiteFile(registry.version, conformance),
  };
  return [...removeStale(root, files), ...writeChanged(root, files)];
}

/**
 * Writes the standard as a release: releases/<version>.json, once, and its digest beside it. Throws a
 * RegistryError, and writes nothing, when the standard has a problem or the version was released with
 * another content.
 */
export function release(schemas: string): readonly string[] {
  const problems = lint(loadRegistry(schemas));
  if (problems.length > 0) throw new RegistryError(problems);
  const standard = loadCurrent(schemas);
  const path = `releases/${standard.version}.json`;
  const text = releaseText(standard);
  const digest = `sha256:${createHash("sha256").update(text).digest("hex")}`;
  const known: unknown = JSON.parse(current(join(schemas, "releases/digests.json")) ?? "{}");
  const all = { [standard.version]: digest, ...Object(known) };
  const before = current(join(schemas, path));
  if ((before !== undefined && before !== text) || all[standard.version] !== digest) {
    const message = "was released with another content; raise the version in package.json";
    throw new RegistryError([{ file: path, pointer: "", message }]);
  }
  if (before === undefined) requireStep(schemas, standard);
  const written = { [path]: text, "releases/digests.json": `${JSON.stringify(all, null, 2)}\n` };
  return writeChanged(schemas, written);
}

/** A release that promises less than its changes ask for would be frozen with a wrong promise. */
function requireStep(schemas: string, standard: Release): void {
  const earlier = loadReleases(schemas).filter(
    ({ version }) => compareVersions(version, standard.version) < 0,
  );
  const problems = historyFindings([...earlier, standard], loadMigrations(schemas));
  if (problems.length === 0) return;
  const file = `releases/${standard.version}.json`;
  throw new RegistryError(
    problems.map(({ pointer, text }) => ({ file, pointer, message: `cannot be written: ${text}` })),
  );
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
    .filter((path) => !(path in files) && !generatedBySdk(path))
    .filter((path) => statSync(join(root, path)).isFile())
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

async function main(task: string | undefined): Promise<void> {
  const schemas = join(import.meta.dirname, "..");
  const places = { schemas, root: join(schemas, "..") };
  try {
    const changes = task === "release" ? release(schemas) : await update(places);
    for (const change of changes) console.log(change);
    if (changes.length === 0) console.log("Everything is as it should be; nothing was written.");
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    for (const problem of error.problems) console.error(problemText(problem));
    console.error(`Nothing was written: ${error.problems.length} problems in schemas/.`);
    process.exitCode = 1;
  }
}

if (import.meta.main) await main(process.argv[2]);
