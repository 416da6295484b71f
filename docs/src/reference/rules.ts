import type { Registry, Rule } from "@edufed/schemas";

/** The rules of one entity. */
export interface RuleGroup {
  readonly entity: string;
  readonly rules: readonly Rule[];
}

/** Every rule, by the entity whose records it judges, in the order of the entities. */
export function ruleReference({ entities, rules }: Registry): readonly RuleGroup[] {
  return [...entities.keys()]
    .map((entity) => ({ entity, rules: rules.filter((rule) => rule.entity === entity) }))
    .filter((group) => group.rules.length > 0);
}
