import { loadRegistry, type Registry, type Rule } from "@edufed/schemas";
import { expect, test } from "vitest";
import { UsageError } from "../../src/errors.ts";
import { rulesOf } from "../../src/validate/known-rules.ts";
import { parseRules } from "../../src/validate/parse-rules.ts";

const registry = loadRegistry();

/** The standard with one rule asked of another entity, or in other words. */
function withRule(id: string, change: Partial<Rule>): Registry {
  const rules = registry.rules.map((rule) => (rule.id === id ? { ...rule, ...change } : rule));
  return { ...registry, rules };
}

test("the rules of the standard are known as the parser reads them", async () => {
  const known = await rulesOf(registry);
  expect(known.length).toBeGreaterThan(50);
  expect(known.map(({ rule, check }) => ({ rule, check }))).toEqual(
    parseRules(registry).map(({ rule, check }) => ({ rule, check })),
  );
});

test("a condition that the standard does not have is parsed", async () => {
  const holds = "length(id) > 7 and length(id) < 99";
  const [rule] = registry.rules;
  const changed = withRule(rule?.id ?? "", { check: { kind: "record", holds } });
  const [first] = await rulesOf(changed);
  expect(first?.check).toEqual(parseRules(changed)[0]?.check);
  expect(first?.check).toMatchObject({ kind: "record", holds: { operator: "and" } });
});

test("a condition of the standard is refused of an entity that has not what it names", async () => {
  const own = registry.rules.find(
    ({ check }) => check.kind === "record" && check.holds.includes("schoolYear"),
  );
  const strange = withRule(own?.id ?? "", { entity: "student" });
  const rules = await rulesOf(strange);
  const changed = rules.find(({ rule }) => rule.id === own?.id);
  expect(() => changed?.check).toThrow(UsageError);
});
