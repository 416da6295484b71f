import type { Registry } from "@edufed/schemas";
import { columnsOf, type Expression } from "../engine/expression.ts";
import { conditions } from "../generated/conditions.ts";
import { type Condition, conditionsOf, rulesReadBy } from "./read-rules.ts";
import type { ParsedRule } from "./rules.ts";

const known = new WeakMap<Registry, Promise<readonly ParsedRule[]>>();

/**
 * The rules of a registry, as `parseRules` gives them. The conditions of the standard were parsed
 * when it was generated; the parser, which takes longer to load than a small file takes to check, is
 * loaded for a registry that has others.
 */
export function rulesOf(registry: Registry): Promise<readonly ParsedRule[]> {
  const rules = known.get(registry) ?? readRules(registry);
  known.set(registry, rules);
  return rules;
}

async function readRules(registry: Registry): Promise<readonly ParsedRule[]> {
  if (conditionsOf(registry).every(isKnown)) return rulesReadBy(knownCondition, registry);
  const { parseRules } = await import("./parse-rules.ts");
  return parseRules(registry);
}

/** A condition may read the same and name what its rule may not: that is for the parser to refuse. */
function isKnown({ text, columns }: Condition): boolean {
  const condition = conditions.get(text);
  return condition !== undefined && [...columnsOf(condition)].every((name) => columns.has(name));
}

function knownCondition(text: string): Expression {
  const condition = conditions.get(text);
  if (condition === undefined) throw new RangeError("a condition is not known that was");
  return condition;
}
