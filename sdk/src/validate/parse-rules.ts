import type { Registry } from "@edufed/schemas";
import { parseExpression } from "../engine/parse-expression.ts";
import { rulesReadBy } from "./read-rules.ts";
import type { ParsedRule } from "./rules.ts";

/** Parsing takes longer than checking a small file; a registry never changes. */
const parsed = new WeakMap<Registry, readonly ParsedRule[]>();

/**
 * The registry's rules, and those that follow from what it deprecates, with their conditions parsed
 * over the names that each may use: each once for a registry, and only when it is asked for.
 */
export function parseRules(registry: Registry): readonly ParsedRule[] {
  const rules = parsed.get(registry) ?? rulesReadBy(parseExpression, registry);
  parsed.set(registry, rules);
  return rules;
}
