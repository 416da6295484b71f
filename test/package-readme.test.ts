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
    const { said, printed } = run(page, join(root, name));
    expect(said.length).toBeGreaterThan(1);
    expect(printed).toEqual(said);
  });
});

test("the guide for developers shows code that prints what it says it prints", () => {
  const path = "docs/src/content/docs/guides/validate-in-five-lines.md";
  const { said, printed } = run(readFileSync(join(root, path), "utf8"), join(root, "sdk"));
  expect(said.length).toBeGreaterThan(5);
  expect(printed).toEqual(said);
});

/** Runs every example of a page in a folder. A `console.log` has the line that it prints as its comment. */
function run(
  page: string,
  cwd: string,
): { readonly said: readonly string[]; readonly printed: readonly string[] } {
  const examples = [...page.matchAll(/```(js|ts)\n(.*?)```/gsu)];
  const printed = examples.flatMap(([, language = "", code = ""]) => {
    const type = language === "ts" ? "module-typescript" : "module";
    const options = { cwd, input: code, encoding: "utf8" } as const;
    return execFileSync(process.execPath, [`--input-type=${type}`], options)
      .trim()
      .split("\n");
  });
  const said = examples.flatMap(([, , code = ""]) =>
    [...code.matchAll(/console\.log\(.*\); \/\/ (.*)/gu)].map(([, text = ""]) => text),
  );
  return { said, printed };
}
