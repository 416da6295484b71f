import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isTooOld, oldestNode } from "../../src/cli/runtime.ts";

test("a Node is too old up to the last version before the oldest that will do", () => {
  expect(isTooOld(`${oldestNode - 1}.99.0`)).toBe(true);
  expect(isTooOld(`${oldestNode}.0.0`)).toBe(false);
  expect(isTooOld("100.0.0")).toBe(false);
});

test("the package asks for the same Node as the program", () => {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  expect(JSON.parse(text)).toMatchObject({ engines: { node: `>=${oldestNode}` } });
});
