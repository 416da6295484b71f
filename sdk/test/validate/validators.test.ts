import { globSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "vite";
import { describe, expect, expectTypeOf, test } from "vitest";
import type { Student } from "../../src/generated/types.ts";
import { validate } from "../../src/generated/validators/student.js";
import { validators } from "../../src/generated/validators.js";

const generated = fileURLToPath(new URL("../../src/generated/", import.meta.url));

/** What a browser would load for an entry: one minified module, and the files it is made of. */
async function bundle(
  entry: string,
): Promise<{ readonly code: string; readonly modules: readonly string[] }> {
  const built = await build({
    configFile: false,
    logLevel: "error",
    build: {
      write: false,
      minify: true,
      target: "es2024",
      lib: { entry: `${generated}${entry}`, formats: ["es"] },
    },
  });
  const outputs = Array.isArray(built) ? built : [built];
  const chunks = outputs
    .flatMap((result) => ("output" in result ? result.output : []))
    .flatMap((output) => (output.type === "chunk" ? [output] : []));
  expect(chunks).toHaveLength(1);
  return {
    code: chunks.map(({ code }) => code).join(""),
    modules: chunks
      .flatMap(({ modules }) => Object.keys(modules))
      .map((path) => path.replace(generated, "")),
  };
}

const kilobytes = (text: string): number => gzipSync(text, { level: 9 }).length / 1000;

describe("the validators as a browser loads them", () => {
  test("are fewer than 60 kB gzipped for all entities together", async () => {
    const { code } = await bundle("validators.js");
    const size = kilobytes(code);
    console.log(
      `validators of ${Object.keys(validators).length} entities: ${size.toFixed(1)} kB gzipped`,
    );
    expect(Object.keys(validators).length).toBeGreaterThanOrEqual(13);
    expect(size).toBeLessThan(60);
  });

  test("of one entity bring no other entity and only the code lists that it uses", async () => {
    const { modules } = await bundle("validators/student.js");
    const entities = modules.filter((path) => /^validators\/[a-z-]+\.js$/u.test(path));
    expect(entities.toSorted()).toEqual(["validators/runtime.js", "validators/student.js"]);
    const lists = modules.filter((path) => path.startsWith("validators/codes/"));
    expect(lists).toContain("validators/codes/sex.js");
    expect(lists.length).toBeLessThan(
      globSync("validators/codes/*.js", { cwd: generated }).length / 2,
    );
  });
});

describe("the validator of one entity", () => {
  test("is the one in the map, and tells the type of what it accepts", () => {
    expect(validators.student).toBe(validate);
    const value: unknown = { id: "st-1", sex: "2" };
    if (!validate(value)) throw new Error("This is a student.");
    expectTypeOf(value).toEqualTypeOf<Student>();
  });

  test("says keyword, place and facts of every mistake, and nothing of the value", () => {
    expect(validate({ sex: "female" })).toBe(false);
    expect(
      validate.errors?.map(({ keyword, instancePath }) => `${instancePath} ${keyword}`),
    ).toEqual([" required", "/sex enum"]);
    expect(JSON.stringify(validate.errors)).not.toContain("female");
  });

  test("takes no notice of the schema that a record names for an editor", () => {
    expect(validate({ $schema: "./student.json", id: "st-1", sex: "2" })).toBe(true);
    expect(validate({ $Schema: "./student.json", id: "st-1", sex: "2" })).toBe(false);
  });

  test("is found where a package imports it", () => {
    const address = import.meta.resolve("@edufed/sdk/validators/student");
    expect(fileURLToPath(address)).toBe(`${generated}validators/student.js`);
  });
});
