import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** Every file that `@edufed/sdk/verify` loads, and the packages it asks for. */
function loadedFrom(entry: URL): {
  readonly files: ReadonlySet<string>;
  readonly packages: ReadonlySet<string>;
} {
  const files = new Set<string>();
  const packages = new Set<string>();
  const visit = (file: URL): void => {
    if (files.has(file.href)) return;
    files.add(file.href);
    const source = readFileSync(file, "utf8").replaceAll(
      /import type [^;]*;|export type \{[^;]*;/g,
      "",
    );
    for (const [, name = ""] of source.matchAll(/from "([^"]+)"/g)) {
      if (name.startsWith(".")) visit(new URL(name, file));
      else packages.add(name);
    }
  };
  visit(entry);
  return { files, packages };
}

test("verification runs in a browser: it loads no module of Node and no native code", () => {
  const { files, packages } = loadedFrom(new URL("../../src/verify.ts", import.meta.url));
  expect(files.size).toBeGreaterThan(20);
  expect([...packages]).toEqual(["canonicalize"]);
  for (const file of files)
    expect(readFileSync(new URL(file), "utf8")).not.toMatch(/\bBuffer\b|\bprocess\./);
});
