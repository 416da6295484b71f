import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { version } from "../sdk/src/version.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

test.each(["schemas", "sdk", "server"])(
  "%s has the one version of schemas, SDK and server",
  (name) => {
    const manifest: unknown = JSON.parse(readFileSync(join(root, name, "package.json"), "utf8"));
    expect(manifest).toMatchObject({ version });
  },
);

test.each([".", "schemas", "sdk", "server", "use-cases", "docs"])(
  "%s pins every dependency exactly",
  (name) => {
    const text = readFileSync(join(root, name, "package.json"), "utf8");
    const manifest: Readonly<Record<string, unknown>> = JSON.parse(text);
    const ranges = ["dependencies", "devDependencies", "optionalDependencies"]
      .flatMap((kind) => Object.entries(manifest[kind] ?? {}))
      .filter(([, range]) => !/^(\d+\.\d+\.\d+(-[\w.]+)?|workspace:\*)$/.test(String(range)));
    expect(ranges).toEqual([]);
  },
);
