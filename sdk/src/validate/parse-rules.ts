import type { Entity, Registry, Related, Rule, RuleCheck } from "@edufed/schemas";
import type { Expression } from "../engine/expression.ts";
import { parseExpression } from "../engine/parse-expression.ts";
import { deprecationRules } from "./deprecated.ts";
import type { ParsedCheck, ParsedRelated, ParsedRule } from "./rules.ts";

/** Parsing takes longer than checking a small file; a registry never changes. */
const parsed = new WeakMap<Registry, readonly ParsedRule[]>();

/**
 * The registry's rules, and those that follow from what it deprecates, with their conditions parsed
 * over the names that each may use: each once for a registry, and only when it is asked for.
 */
export function parseRules(registry: Registry): readonly ParsedRule[] {
  const rules = parsed.get(registry) ?? parsedRules(registry);
  parsed.set(registry, rules);
  return rules;
}

function parsedRules(registry: Registry): readonly ParsedRule[] {
  return [...registry.rules, ...deprecationRules(registry)].flatMap((rule) => {
    const own = registry.entities.get(rule.entity);
    const other = "related" in rule.check ? registry.entities.get(rule.check.related.entity) : own;
    // A rule about an entity that the registry has not is for its lint.
    return own === undefined || other === undefined ? [] : [parsedOnDemand(rule, own, other)];
  });
}

function parsedOnDemand(rule: Rule, own: Entity, other: Entity): ParsedRule {
  let check: ParsedCheck | undefined;
  return {
    rule,
    get check() {
      check ??= parsedCheck(rule, own, other);
      return check;
    },
  };
}

/** A condition over an entity's own properties and the names that are taken from related records. */
type ParseCondition = (text: string, taken?: readonly string[]) => Expression;

/** `other` is the entity that the rule looks at besides its own. */
function parsedCheck(rule: Rule, entity: Entity, other: Entity): ParsedCheck {
  const { check } = rule;
  const own = entity.properties.map(({ name }) => name);
  const condition: ParseCondition = (text, taken = []) =>
    parseExpression(text, {
      columns: new Set([...own, ...taken]),
      parameters: new Set(),
      place: `rule ${rule.id}`,
    });
  switch (check.kind) {
    case "record":
      return { kind: "record", holds: condition(check.holds) };
    case "related":
    case "some":
      return relatedCheck(check, other, condition);
    case "no-overlap":
    case "at-most-one":
      return { ...check, when: optional(check.when, condition) };
    case "acyclic":
      return { ...check, key: entity.key[0] ?? "" };
  }
}

function relatedCheck(
  check: Extract<RuleCheck, { kind: "related" | "some" }>,
  other: Entity,
  condition: ParseCondition,
): ParsedCheck {
  const related = parsedRelated(check.related, other);
  const holds = condition(check.holds, Object.keys(related.take));
  if (check.kind === "related") return { kind: "related", related, holds };
  return { kind: "some", related, holds, when: optional(check.when, condition) };
}

function optional(text: string | undefined, condition: ParseCondition): Expression | undefined {
  return text === undefined ? undefined : condition(text);
}

function parsedRelated(related: Related, entity: Entity): ParsedRelated {
  const read = new Set([...Object.values(related.on), ...Object.values(related.take)]);
  return { ...related, properties: entity.properties.filter(({ name }) => read.has(name)) };
}
