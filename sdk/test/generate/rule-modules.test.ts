import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadRegistry } from "@edufed/schemas";
import { expect, test } from "vitest";
import { update } from "../../src/generate/main.ts";
import { ruleModules } from "../../src/generate/rule-modules.ts";
import { ruleWords as azerbaijani } from "../../src/generated/rule-words/az.ts";
import { ruleWords as finnish } from "../../src/generated/rule-words/fi.ts";
import { ruleWords as swedish } from "../../src/generated/rule-words/sv.ts";
import { parseRules } from "../../src/validate/parse-rules.ts";

const registry = loadRegistry();
const files = ruleModules(registry, parseRules(registry));

test("every entity has its rules, those that one record decides and no other", () => {
  const text = (name: string): string => files[`sdk/src/generated/rules/${name}.ts`] ?? "";
  expect(registry.rules.length).toBeGreaterThan(50);
  for (const { id, entity, check } of registry.rules) {
    expect(text(entity).includes(`"id":"${id}"`)).toBe(check.kind === "record");
  }
  for (const name of registry.entities.keys()) expect(text(name)).toContain("export const rules");
});

test("what a deprecation asks is a rule too", () => {
  const student = registry.entities.get("student");
  if (student === undefined) throw new Error("There is no student.");
  const deprecated = { since: "1.0.0", removal: "2.0.0", reason: "Nobody asks for it." };
  const properties = student.properties.map((property) =>
    property.name === "phone" ? { ...property, deprecated } : property,
  );
  const entities = new Map(registry.entities).set("student", { ...student, properties });
  const changed = { ...registry, entities };
  const path = "sdk/src/generated/rules/student.ts";
  const text = ruleModules(changed, parseRules(changed))[path];
  expect(text).toContain('"id":"student/phone/deprecated"');
  expect(files[path]).not.toContain("/deprecated");
});

test("every rule has its words in the languages of the members", () => {
  for (const { id, message, fix } of registry.rules) {
    expect(finnish[id]).toEqual({ message: message.fi, fix: fix.fi });
    expect(swedish[id]).toEqual({ message: message.sv, fix: fix.sv });
    expect(azerbaijani[id]).toEqual({ message: message.az, fix: fix.az });
  }
});

test("what differs is written, what is no more is removed, and the rest is left alone", () => {
  const root = mkdtempSync(join(tmpdir(), "edufed-generate-"));
  try {
    const rules = "sdk/src/generated/rules";
    mkdirSync(join(root, rules), { recursive: true });
    writeFileSync(join(root, rules, "old.ts"), "");
    writeFileSync(join(root, "sdk/src/generated/types.ts"), "");
    const wanted = { [`${rules}/new.ts`]: "export {};\n" };
    expect(update(root, wanted)).toEqual([`removed ${rules}/old.ts`, `written ${rules}/new.ts`]);
    expect(readFileSync(join(root, rules, "new.ts"), "utf8")).toBe("export {};\n");
    expect(readFileSync(join(root, "sdk/src/generated/types.ts"), "utf8")).toBe("");
    expect(update(root, wanted)).toEqual([]);
  } finally {
    rmSync(root, { recursive: true });
  }
});
