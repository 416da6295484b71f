import type { Registry, Rule } from "@edufed/schemas";

/** What a record looks like that keeps a rule, and one that breaks it. */
export interface RuleExample {
  readonly passing: { readonly description: string };
  readonly failing: { readonly description: string };
}

/** The vectors of the rules, by the rule's id; `conformance` as `loadConformance` gives it. */
export function ruleExamples(
  conformance: ReadonlyMap<string, string>,
): ReadonlyMap<string, RuleExample> {
  const vectors = [...conformance].filter(([path]) => path.startsWith("rules/"));
  return new Map(
    vectors.map(([, text]) => {
      const vector: RuleExample & { readonly rule: string } = JSON.parse(text);
      return [vector.rule, vector];
    }),
  );
}

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
