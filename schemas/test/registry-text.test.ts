import { expect, test } from "vitest";
import { parseRegistry, registryText } from "../src/registry-text.ts";
import { loadRegistry } from "../src/registry.ts";

test("the standard that a package carries resolved is the standard of its folders", () => {
  const registry = loadRegistry();
  expect(registry.entities.size).toBeGreaterThan(10);
  expect(parseRegistry(registryText(registry))).toStrictEqual(registry);
});
