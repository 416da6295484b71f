import { runInNewContext } from "node:vm";
import { beforeAll, describe, expect, test } from "vitest";
import { entityNames, validate } from "../../src/index.ts";
import { type Bundle, bundleOf, kilobytes } from "./bundle.ts";

/** A student with a wrong code, and one with a birth year that is not that of the birthday. */
const students = [
  { id: "st-1", sex: "2" },
  { id: "st-2", sex: "F" },
  { id: "st-3", sex: "2", birthDate: "2015-03-01", birthYear: 2014 },
];

/**
 * Runs a bundle where there is the language and nothing else: no module and no global of Node, no
 * text that becomes code and no WebAssembly, which is what a content security policy of
 * `script-src 'self'` leaves to a page.
 */
function runStrictly(bundle: Bundle, expression: string): unknown {
  const text: unknown = runInNewContext(
    `${bundle.code}; JSON.stringify(${expression})`,
    { students },
    { contextCodeGeneration: { strings: false, wasm: false } },
  );
  return JSON.parse(String(text));
}

describe("one entity as a browser loads it", () => {
  let bundle: Bundle;

  beforeAll(async () => {
    bundle = await bundleOf('export { validate } from "@edufed/sdk/records/student";', "iife");
  });

  test("is fewer than 10 kB gzipped, with its rules and their words", () => {
    const size = kilobytes(bundle.code);
    console.log(`validate of student: ${size.toFixed(1)} kB gzipped`);
    expect(bundle.code).toContain("The year of birth is not the year of the day of birth.");
    expect(size).toBeLessThan(10);
  });

  test.each(entityNames)("is fewer than 10 kB gzipped for %s too", async (name) => {
    const program = `export { validate } from "@edufed/sdk/records/${name}";`;
    expect(kilobytes((await bundleOf(program, "iife")).code)).toBeLessThan(10);
  });

  test("brings no other entity", () => {
    const entities = bundle.modules.filter((path) =>
      /^generated\/(records|rules|validators)\/(?!runtime)[a-z-]+\.[jt]s$/u.test(path),
    );
    expect(entities.toSorted()).toEqual([
      "generated/records/student.ts",
      "generated/rules/student.ts",
      "generated/validators/student.js",
    ]);
  });

  test("finds the same under the strictest policy as here", () => {
    expect(runStrictly(bundle, "students.map((value) => edufed.validate(value))")).toEqual(
      students.map((value) => validate("student", value)),
    );
  });
});

describe("all entities as a browser loads them", () => {
  let bundle: Bundle;

  beforeAll(async () => {
    bundle = await bundleOf('export { validate } from "@edufed/sdk";', "iife");
  });

  test("are fewer than 60 kB gzipped, with all rules and their words", () => {
    const size = kilobytes(bundle.code);
    console.log(`validate of ${entityNames.length} entities: ${size.toFixed(1)} kB gzipped`);
    expect(size).toBeLessThan(60);
  });

  test("load no parser of SQL, no engine and no words of another language", () => {
    expect(bundle.modules).toContain("generated/rules/student.ts");
    const strangers = bundle.modules.filter((path) =>
      /polyglot|duckdb|parse-|syntax-tree|rule-words|finding-text\/(fi|sv|az)|node_modules/u.test(
        path,
      ),
    );
    expect(strangers).toEqual([]);
  });

  test("find the same under the strictest policy as here", () => {
    const found = runStrictly(bundle, 'students.map((value) => edufed.validate("student", value))');
    expect(found).toEqual(students.map((value) => validate("student", value)));
  });
});

test("a page under a strict policy cannot make code of text, as this test relies on", () => {
  const bundle = { code: "", modules: [] };
  expect(() => runStrictly(bundle, "new Function('return 1')()")).toThrow(/[Cc]ode generation/u);
  expect(() => runStrictly(bundle, "eval('1')")).toThrow(/[Cc]ode generation/u);
  expect(runStrictly(bundle, "[typeof process, typeof Buffer, typeof require]")).toEqual([
    "undefined",
    "undefined",
    "undefined",
  ]);
});
