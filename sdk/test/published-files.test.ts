import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { loadRegistry, staysBehind } from "@edufed/schemas";
import { describe, expect, expectTypeOf, test } from "vitest";
import type { ShareableRecords, Student } from "../src/generated/types.ts";

const registry = loadRegistry();

/** What stands at a path of a package, as an editor or a program asks for it. */
function published(path: string): { readonly $id?: string; readonly id?: string } {
  return JSON.parse(readFileSync(fileURLToPath(import.meta.resolve(path)), "utf8"));
}

describe("a file of the standard is found by its path in the package", () => {
  test.each(["local", "shareable"])("the %s schema of every entity", (profile) => {
    const entities = [...registry.entities.values()];
    const shown = entities.filter((entity) => profile === "local" || !staysBehind(entity));
    expect(shown.length).toBeGreaterThan(10);
    for (const { name } of shown) {
      const address = `https://w3id.org/edufed/${registry.version}/${profile}/${name}`;
      const path = `@edufed/schemas/${profile}/${name}`;
      expect(published(`${path}.json`).$id).toBe(`${address}.json`);
      expect(published(`${path}.records.json`).$id).toBe(`${address}.records.json`);
    }
  });

  test("every code list", () => {
    expect(registry.codeLists.size).toBeGreaterThan(10);
    for (const id of registry.codeLists.keys()) {
      expect(published(`@edufed/schemas/code-lists/${id}.json`).id).toBe(id);
    }
  });

  test.each([
    "profile",
    "code-list",
    "dimension",
    "rule",
    "metric",
    "crosswalk",
    "extension",
    "use-case",
  ])("the schema of what a contributor writes: %s", (name) => {
    const address = `https://w3id.org/edufed/meta/${name}.json`;
    expect(published(`@edufed/schemas/${name}.json`).$id).toBe(address);
  });
});

describe("the type of a record that may leave its member", () => {
  test("has the properties that stay, as they are", () => {
    expectTypeOf<ShareableRecords["student"]["sex"]>().toEqualTypeOf<Student["sex"]>();
    expectTypeOf<ShareableRecords["student"]>().toHaveProperty("birthYear");
  });

  test("has nothing that identifies a person, and nothing sensitive", () => {
    expectTypeOf<ShareableRecords["student"]>().not.toHaveProperty("nationalId");
    expectTypeOf<ShareableRecords["student"]>().not.toHaveProperty("birthDate");
    expectTypeOf<ShareableRecords["student"]>().not.toHaveProperty("disabilityIndicator");
  });
});
