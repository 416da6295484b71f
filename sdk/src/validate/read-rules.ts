import type { Entity, Registry, Related, Rule, RuleCheck } from "@edufed/schemas";
import type { Expression } from "../engine/expression.ts";
import { deprecationRules } from "./deprecated.ts";
import type { ParsedCheck, ParsedRelated, ParsedRule } from "./rules.ts";

/** Makes an expression of a condition's text, which may name these columns. */
export type ReadCondition = (
  text: string,
  allowed: {
    readonly columns: ReadonlySet<string>;
    readonly parameters: ReadonlySet<string>;
    readonly place: string;
  },
) => Expression;

/** A condition of a rule, and the names that it may use. */
export interface Condition {
  readonly text: string;
  readonly columns: ReadonlySet<string>;
}

/** Every condition of the registry's rules and of those that follow from what it deprecates. */
export function conditionsOf(registry: Registry): readonly Condition[] {
  return everyRule(registry).flatMap(({ rule: { check }, own }) => {
    const names = own.properties.map(({ name }) => name);
    const when = "when" in check && check.when !== undefined ? [check.when] : [];
    const taken = "related" in check ? Object.keys(check.related.take) : [];
    return [
      ...when.map((text) => ({ text, columns: new Set(names) })),
      ...("holds" in check ? [{ text: check.holds, columns: new Set([...names, ...taken]) }] : []),
    ];
  });
}

/**
 * The registry's rules, and those that follow from what it deprecates, with their conditions read
 * over the names that each may use: each once, and only when it is asked for.
 */
export function rulesReadBy(read: ReadCondition, registry: Registry): readonly ParsedRule[] {
  return everyRule(registry).map(({ rule, own, other }) => readOnDemand(read, rule, own, other));
}

interface PlacedRule {
  readonly rule: Rule;
  readonly own: Entity;
  /** The entity that the rule looks at besides its own. */
  readonly other: Entity;
}

function everyRule(registry: Registry): readonly PlacedRule[] {
  return [...registry.rules, ...deprecationRules(registry)].flatMap((rule) => {
    const own = registry.entities.get(rule.entity);
    const other = "related" in rule.check ? registry.entities.get(rule.check.related.entity) : own;
    // A rule about an entity that the registry has not is for its lint.
    return own === undefined || other === undefined ? [] : [{ rule, own, other }];
  });
}

function readOnDemand(read: ReadCondition, rule: Rule, own: Entity, other: Entity): ParsedRule {
  let check: ParsedCheck | undefined;
  return {
    rule,
    get check() {
      check ??= parsedCheck(read, rule, own, other);
      return check;
    },
  };
}

/** A condition over an entity's own properties and the names that are taken from related records. */
type ParseCondition = (text: string, taken?: readonly string[]) => Expression;

function parsedCheck(read: ReadCondition, rule: Rule, entity: Entity, other: Entity): ParsedCheck {
  const { check } = rule;
  const own = entity.properties.map(({ name }) => name);
  const condition: ParseCondition = (text, taken = []) =>
    read(text, {
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
