import { expect, test } from "vitest";
import { generate, generatedFolders } from "../src/generate.ts";
import { loadCommunity } from "../src/release-files.ts";
import { loadRegistry } from "../src/registry.ts";
import { sampleFolder } from "./sample-registry.ts";

test("everything is generated into the folders for generated files, the same way every time", async () => {
  const registry = loadRegistry(sampleFolder);
  const files = await generate(registry, new Map(), loadCommunity(sampleFolder));
  expect(Object.keys(files).length).toBeGreaterThan(8);
  const paths = Object.keys(files);
  const inFolders = paths.filter((path) =>
    generatedFolders.some((folder) => path.startsWith(`${folder}/`)),
  );
  expect(inFolders).toEqual(paths);
  expect(Object.values(files).filter((text) => !text.endsWith("\n"))).toEqual([]);
  expect(await generate(registry, new Map(), loadCommunity(sampleFolder))).toEqual(files);
});
