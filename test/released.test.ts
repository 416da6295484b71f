import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  historyFindings,
  loadMigrations,
  loadReleases,
  processFindings,
  releaseText,
} from "@edufed/schemas";
import { describe, expect, test } from "vitest";
import { proposalOf } from "../sdk/src/cli/schema-check.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = join(root, "schemas/releases");

const files = globSync("*.json", { cwd: folder })
  .filter((file) => file !== "digests.json")
  .toSorted();

describe.skipIf(files.length === 0)("what was released (skipped before the first release)", () => {
  test("is as it was: each file has the digest that was written down with it", () => {
    const known: unknown = JSON.parse(readFileSync(join(folder, "digests.json"), "utf8"));
    const found = files.map((file) => {
      const text = readFileSync(join(folder, file), "utf8");
      const digest = createHash("sha256").update(text).digest("hex");
      return [basename(file, ".json"), `sha256:${digest}`] as const;
    });
    expect(Object.fromEntries(found)).toEqual(known);
  });

  test("can be read, and is written in the one text of a release", () => {
    const releases = loadReleases();
    expect(releases.map(({ version }) => `${version}.json`).toSorted()).toEqual(files);
    const others = releases.filter((release) => {
      const text = readFileSync(join(folder, `${release.version}.json`), "utf8");
      return releaseText(release) !== text;
    });
    expect(others.map(({ version }) => version)).toEqual([]);
  });

  test("follows what was released before by no less than its changes", () => {
    const findings = historyFindings(loadReleases(), loadMigrations());
    expect(findings.map(({ text, number }) => `rule ${number}: ${text}`)).toEqual([]);
  });

  test("may be followed by what is there now: step, deprecations, migrations, examples, notes", () => {
    const proposal = proposalOf(root);
    if (proposal === undefined) throw new Error("There is a release to compare with.");
    const findings = processFindings(proposal).map(({ text, number }) => `rule ${number}: ${text}`);
    expect(findings).toEqual([]);
  });
});

test("what is not released has no digest", () => {
  const digests = globSync("digests.json", { cwd: folder });
  expect(digests.length > 0).toBe(files.length > 0);
});
