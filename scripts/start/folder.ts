import { createHash } from "node:crypto";
import { globSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

/** Everything that can change what the demonstration shows. */
const sources = [
  "schemas/*.json",
  "schemas/{entities,code-lists,dimensions,rules,metrics,publication}/*.json",
  "{schemas,sdk,server}/src/**/*",
  "use-cases/*/{use-case.json,notebook.md,README.md}",
  "docs/{astro.config.mjs,src/**/*,public/**/*}",
  "scripts/start.ts",
  "scripts/start/*",
  "pnpm-lock.yaml",
];

/**
 * Folder of this demonstration: `.edufed/demo/<digest of its sources and sizes>`. Another version of
 * the code gets another folder, so nothing stale is ever shown.
 */
export function demoFolder(root: string, members: readonly object[]): string {
  const hash = createHash("sha256").update(JSON.stringify(members));
  const files = globSync(sources, { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  for (const file of files) hash.update(file.slice(root.length)).update(readFileSync(file));
  const folder = join(root, ".edufed", "demo", hash.digest("hex").slice(0, 16));
  mkdirSync(folder, { recursive: true });
  sweep(folder);
  return folder;
}

/** Removes what a start that was killed left beside its results: nothing of it is ever read. */
function sweep(folder: string): void {
  for (const left of globSync(["**/.*.tmp", "**/*.partial"], { cwd: folder })) {
    rmSync(join(folder, left), { recursive: true, force: true });
  }
}
