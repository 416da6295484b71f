import { expect, test } from "vitest";
import { lint } from "../src/lint.ts";
import { loadRegistry } from "../src/registry.ts";
import { sampleFolder } from "./sample-registry.ts";

test("a registry that may be released has no problems", () => {
  expect(lint(loadRegistry(sampleFolder))).toEqual([]);
});

test("the standard itself has no problems", () => {
  const registry = loadRegistry();
  expect(registry.entities.size).toBeGreaterThan(0);
  expect(lint(registry)).toEqual([]);
});
