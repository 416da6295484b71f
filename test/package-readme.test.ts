import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

/** What a registry shows of a package: the first and often the only page that its user reads. */
describe.each(["schemas", "sdk"])("the page of the package %s", (name) => {
  const page = readFileSync(join(root, name, "README.md"), "utf8");

  test("names only what the packages have", () => {
    const imports = [...page.matchAll(/["`](@edufed\/[a-z-]+(?:\/[\w./-]+)?)["`]/gu)];
    expect(imports.length).toBeGreaterThan(3);
    for (const [, path = ""] of imports) expect(() => import.meta.resolve(path)).not.toThrow();
  });

  test("shows code that prints what it says it prints", () => {
    const [, language = "", code = ""] = /```(js|ts)\n(.*?)```/su.exec(page) ?? [];
    const said = [...code.matchAll(/console\.log\(.*\); \/\/ (.*)/gu)].map(([, text = ""]) => text);
    expect(said.length).toBeGreaterThan(1);
    const type = language === "ts" ? "module-typescript" : "module";
    const printed = execFileSync(process.execPath, [`--input-type=${type}`], {
      cwd: join(root, name),
      input: code,
      encoding: "utf8",
    });
    const lines = printed.trim().split("\n");
    expect(lines).toHaveLength(said.length);
    for (const [index, line] of lines.entries()) {
      expect(said[index]?.replaceAll("  ", " ").startsWith(line)).toBe(true);
    }
  });
});
