import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  diffAgainstHistory,
  historyFindings,
  loadCurrent,
  loadMigrations,
  loadReleases,
  parseChangeset,
  processFindings,
  stepOf,
  withDeclaredWording,
  type Proposal,
} from "@edufed/schemas";
import { UsageError } from "../errors.ts";
import { conclusion, sayChanges } from "./schema-diff.ts";
import { reading } from "./schema-source.ts";
import type { Shell } from "./shell.ts";

/** `schema check`: what is missing before the standard may be released. Whether nothing is. */
export function checkStandard(shell: Shell, dir: string, json: boolean): boolean {
  const root = shell.at(dir);
  if (globSync("schemas/package.json", { cwd: root }).length === 0) {
    throw new UsageError(
      `There is no schemas/package.json in ${dir === "." ? "this folder" : root}.`,
      "Name the repository of the standard, or run the command inside it.",
    );
  }
  const proposal = reading("The standard", () => proposalOf(root));
  if (proposal === undefined) {
    shell.out(
      json
        ? JSON.stringify({ released: false })
        : "Nothing was released yet, so there is nothing to compare with.",
    );
    return true;
  }
  const changes = withDeclaredWording(proposal.changes, proposal.changesets);
  const findings = [
    ...reading("The releases", () => pastFindings(root)),
    ...processFindings(proposal),
  ];
  const { older } = proposal;
  const step = stepOf(changes);
  if (json) {
    const facts = { released: true, older: older.version, step, changes, findings };
    shell.out(JSON.stringify(facts, null, 2));
    return findings.length === 0;
  }
  sayChanges(shell, changes);
  for (const { text, number, rule } of findings) {
    shell.out(`${shell.style("red", "missing")} ${text}`);
    shell.out(shell.style("dim", `    rule ${number} ${rule}`));
  }
  shell.out(conclusion(older.version, step));
  return findings.length === 0;
}

/** Whether what was released keeps its promises: a release that is written is no proposal any more. */
function pastFindings(root: string): ReturnType<typeof historyFindings> {
  const schemas = join(root, "schemas");
  return historyFindings(loadReleases(schemas), loadMigrations(schemas));
}

/** The last release, the standard and everything that goes with a change; undefined before the first. */
export function proposalOf(root: string): Proposal | undefined {
  const schemas = join(root, "schemas");
  const releases = loadReleases(schemas);
  const older = releases.at(-1);
  if (older === undefined) return undefined;
  const newer = loadCurrent(schemas);
  const changesets = globSync(".changeset/*.md", { cwd: root })
    .toSorted()
    .map((file) => parseChangeset(file, readFileSync(join(root, file), "utf8")));
  return {
    older,
    newer,
    changes: diffAgainstHistory(releases, newer),
    changesets,
    migrations: loadMigrations(schemas),
    vectors: globSync("**/*.json", { cwd: join(schemas, "conformance") }),
  };
}
