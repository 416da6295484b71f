import type { Entity } from "@edufed/schemas";
import type { FindingFacts } from "../finding-text.ts";
import type { Check } from "./plan.ts";

/**
 * The entity without which a check cannot be made: one that the data set has not, or one that a
 * single value does not name. Undefined for a check that can be made.
 */
export function absentEntity(
  { test }: Check,
  present: ReadonlySet<string>,
  { entities }: { readonly entities: ReadonlyMap<string, Entity> },
): string | undefined {
  if (test.kind === "reference") {
    const isNamedByOne = entities.get(test.to)?.key.length === 1;
    return present.has(test.to) && isNamedByOne ? undefined : test.to;
  }
  if (test.kind !== "between" || !("related" in test.check)) return undefined;
  const { entity } = test.check.related;
  return present.has(entity) ? undefined : entity;
}

/** What the finding about a check that was not made says. */
export function uncheckedFacts({ test }: Check): FindingFacts<"unknown-reference" | "unchecked"> {
  if (test.kind === "reference") {
    const { property, to } = test;
    return { code: "unknown-reference", property: property.name, entity: to, checked: false };
  }
  const isRelated = test.kind === "between" && "related" in test.check;
  return { code: "unchecked", entity: isRelated ? test.check.related.entity : "" };
}
