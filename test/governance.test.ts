import { existsSync, globSync, readFileSync } from "node:fs";
import { join, matchesGlob } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";

const root = fileURLToPath(new URL("..", import.meta.url));
const schemas = join(root, "schemas");

function read(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

/** The first cell of every row of the table, where it is one pattern in backticks. */
function normativePatterns(): readonly string[] {
  return [...read("schemas/NORMATIVE.md").matchAll(/^\| `([^`]+)` \|/gmu)].map(
    ([, pattern]) => pattern ?? "",
  );
}

describe("the list of what binds", () => {
  const ignored = /^(node_modules|dist)(\/|$)|^package\.json$|^tsconfig/u;
  const files = globSync("**/*.*", { cwd: schemas, exclude: (path) => ignored.test(path) }).filter(
    (path) => !ignored.test(path),
  );

  test("names every file of the standard exactly once", () => {
    const patterns = normativePatterns();
    const rows = files.map((file) => patterns.filter((pattern) => matchesGlob(file, pattern)));
    const wrong = files.filter((_, index) => rows[index]?.length !== 1);
    expect(files.length).toBeGreaterThan(100);
    expect(wrong).toEqual([]);
  });

  test("has no row without a file, but for folders that fill with the first release", () => {
    const later = new Set(["releases/**", "migrations/**"]);
    const empty = normativePatterns()
      .filter((pattern) => !later.has(pattern))
      .filter((pattern) => !files.some((file) => matchesGlob(file, pattern)));
    expect(empty).toEqual([]);
  });
});

describe("a convention", () => {
  const conventions = globSync("conventions/[0-9]*.md", { cwd: schemas }).toSorted();

  test.each(conventions)("%s has a ruling, a reason and a vector that exists", (file) => {
    const text = read(join("schemas", file));
    const [, front = "", body = ""] = /^---\n(.*?)\n---\n(.*)$/su.exec(text) ?? [];
    const facts: unknown = parse(front);
    expect(facts).toMatchObject({
      title: expect.stringMatching(/\S/u),
      scope: expect.stringMatching(/\S/u),
      status: expect.stringMatching(/^(proposed|ratified|superseded)$/u),
      opened: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/u),
    });
    expect(body).toMatch(/\*\*Ruling\.\*\* \S/u);
    expect(body).toMatch(/\*\*Reason\.\*\* \S/u);
    const vectors = [...front.matchAll(/^ {2}- (\S+)$/gmu)].map(([, path]) => path ?? "");
    expect(vectors.length).toBeGreaterThan(0);
    expect(vectors.filter((path) => !existsSync(join(schemas, path)))).toEqual([]);
  });

  test("has a number of its own, without a gap", () => {
    const numbers = conventions.map((file) => Number(/(\d+)-/u.exec(file)?.[1]));
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    expect(numbers.length).toBeGreaterThan(0);
  });
});

describe("an issue form", () => {
  const forms = globSync(".github/ISSUE_TEMPLATE/[0-9]*.yml", { cwd: root }).toSorted();

  test.each(forms)(
    "%s asks for no personal data and has fields with labels of their own",
    (file) => {
      const form: unknown = parse(read(file));
      expect(form).toMatchObject({ name: expect.any(String), body: expect.any(Array) });
      const labels = [...read(file).matchAll(/^ {6}label: "(.+)"$/gmu)].map(([, label]) => label);
      expect(new Set(labels).size).toBe(labels.length);
      expect(read(file)).toContain("There is no personal data in this form.");
    },
  );

  test.each(forms.filter((file) => !/problem/u.test(file)))(
    "%s asks for the demand of two organisations",
    (file) => {
      expect(read(file)).toContain("Two organisations, independent of each other");
    },
  );

  test("there are forms", () => {
    expect(forms.length).toBeGreaterThanOrEqual(5);
  });
});
