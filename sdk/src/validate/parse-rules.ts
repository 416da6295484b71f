import type { Entity, Registry, Related, Rule, RuleCheck } from "@edufed/schemas";
import type { Expression } from "../engine/expression.ts";
import { parseExpression } from "../engine/parse-expression.ts";
import { deprecationRules } from "./deprecated.ts";
import type { ParsedCheck, ParsedRelated, ParsedRule } from "./rules.ts";

/** Parsing takes longer than checking a small file; a registry never changes. */
const parsed = new WeakMap<Registry, readonly ParsedRule[]>();

/**
 * The registry's rules, and those that follow from what it deprecates, with their conditions parsed
 * over the names that each may use. Parsed once for each registry.
 */
export function parseRules(registry: Registry): readonly ParsedRule[] {
  const rules = parsed.get(registry) ?? parsedRules(registry);
  parsed.set(registry, rules);
  return rules;
}

function parsedRules(registry: Registry): readonly ParsedRule[] {
  return [...registry.rules, ...deprecationRules(registry)].flatMap((rule) => {
    const check = parsedCheck(rule, registry);
    return check === undefined ? [] : [{ rule, check }];
  });
}

/** A condition over an entity's own properties and the names that are taken from related records. */
type ParseCondition = (text: string, taken?: readonly string[]) => Expression;

/** Undefined where the rule names an entity that the registry has not, which its lint reports. */
function parsedCheck(rule: Rule, { entities }: Registry): ParsedCheck | undefined {
  const { check } = rule;
  const entity = entities.get(rule.entity);
  if (entity === undefined) return undefined;
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
      return relatedCheck(check, entities, condition);
    case "no-overlap":
    case "at-most-one":
      return { ...check, when: optional(check.when, condition) };
    case "acyclic":
      return { ...check, key: entity.key[0] ?? "" };
  }
}

function relatedCheck(
  check: Extract<RuleCheck, { kind: "related" | "some" }>,
  entities: Registry["entities"],
  condition: ParseCondition,
): ParsedCheck | undefined {
  const other = entities.get(check.related.entity);
  if (other === undefined) return undefined;
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
