import { globSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, expectTypeOf, test } from "vitest";
import type { Student } from "../../src/generated/types.ts";
import { validate } from "../../src/generated/validators/student.js";
import { validators } from "../../src/generated/validators.js";
import { bundleOf, kilobytes, sources } from "./bundle.ts";

const generated = `${sources}generated/`;

describe("the validators as a browser loads them", () => {
  test("are fewer than 60 kB gzipped for all entities together", async () => {
    const { code } = await bundleOf('export { validators } from "@edufed/sdk/validators";');
    const size = kilobytes(code);
    console.log(
      `validators of ${Object.keys(validators).length} entities: ${size.toFixed(1)} kB gzipped`,
    );
    expect(Object.keys(validators).length).toBeGreaterThanOrEqual(13);
    expect(size).toBeLessThan(60);
  });

  test("of one entity bring no other entity and only the code lists that it uses", async () => {
    const { modules } = await bundleOf(
      'export { validate } from "@edufed/sdk/validators/student";',
    );
    const entities = modules.filter((path) => /^generated\/validators\/[a-z-]+\.js$/u.test(path));
    expect(entities.toSorted()).toEqual([
      "generated/validators/runtime.js",
      "generated/validators/student.js",
    ]);
    const lists = modules.filter((path) => path.startsWith("generated/validators/codes/"));
    expect(lists).toContain("generated/validators/codes/sex.js");
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
