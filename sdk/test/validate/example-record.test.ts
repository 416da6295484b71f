import { readFileSync } from "node:fs";
import { loadRegistry, staysBehind } from "@edufed/schemas";
import { expect, test } from "vitest";
import { entityNames } from "../../src/generated/types.ts";
import { parseRules } from "../../src/validate/parse-rules.ts";
import { validateRecord } from "../../src/validate/record.ts";

const registry = loadRegistry();
const rules = parseRules(registry);

/** The records on the reference page of an entity: the local one, then the shareable one. */
function examplesOf(entity: string): readonly unknown[] {
  const page = new URL(
    `../../../docs/src/generated/reference/entities/${entity}.md`,
    import.meta.url,
  );
  const blocks = readFileSync(page, "utf8").matchAll(/```json\n(.*?)\n```/gsu);
  return Array.from(blocks, ([, text = ""]) => JSON.parse(text));
}

test.each(entityNames)("the example of %s on its reference page has no finding", (name) => {
  const [local, shareable, ...others] = examplesOf(name);
  expect(validateRecord(name, local, rules)).toEqual([]);
  const entity = registry.entities.get(name);
  expect(shareable === undefined).toBe(entity === undefined || staysBehind(entity));
  expect(others).toEqual([]);
});
