import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { generate } from "../schemas/src/generate.ts";
import { ruleModules } from "../sdk/src/generate/rule-modules.ts";
import { parseRules } from "../sdk/src/validate/parse-rules.ts";
import {
  loadCommunity,
  loadConformance,
  loadExchange,
  loadRegistry,
  loadReleases,
  pageHistory,
} from "../schemas/src/index.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** What both generators write: that of the standard, and that of the SDK, which reads conditions. */
async function standardFiles(): Promise<Readonly<Record<string, string>>> {
  const registry = loadRegistry();
  const files = await generate(
    registry,
    loadExchange(),
    loadCommunity(),
    pageHistory(loadReleases()),
    loadConformance(),
  );
  return { ...files, ...ruleModules(registry, parseRules(registry)) };
}

describe("generated files", () => {
  let files: Readonly<Record<string, string>>;

  beforeAll(async () => {
    files = await standardFiles();
  });

  test("are what the generator would write now", () => {
    expect(Object.keys(files).length).toBeGreaterThan(10);
    const stale = Object.entries(files)
      .filter(([path, text]) => readFileSync(join(root, path), "utf8") !== text)
      .map(([path]) => path);
    expect(stale, "run `npm run generate`").toEqual([]);
  });

  test("are all there is in the folders for generated files", () => {
    const found = globSync("{schemas,{sdk,server,docs}/src}/generated/**/*", {
      cwd: root,
      withFileTypes: true,
    })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length));
    expect(found.filter((path) => !(path in files))).toEqual([]);
  });

  test("are the same however often they are generated", async () => {
    expect(await standardFiles()).toEqual(files);
  });
});
