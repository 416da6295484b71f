import type { Registry } from "../model.ts";
import type { Rule } from "../rule.ts";
import type { Problem } from "../registry-error.ts";
import { unless, within } from "./place.ts";
import { checkProblems } from "./rule-check.ts";
import { descriptionProblems, localisedProblems } from "./text.ts";

/** Words in every language, a reason that stands alone, entities and properties that exist. */
export function ruleProblems(rule: Rule, { entities }: Registry): readonly Problem[] {
  const place = { file: `rules/${rule.id}.json`, pointer: "" };
  const entity = entities.get(rule.entity);
  const property = entity?.properties.find(({ name }) => name === rule.property);
  return [
    ...localisedProblems(rule.message, within(place, "message")),
    ...localisedProblems(rule.fix, within(place, "fix")),
    ...descriptionProblems(rule.why, within(place, "why")),
    ...localisedProblems({ ...rule.whyIn, en: rule.why }, within(place, "whyIn")),
    ...unless(entity !== undefined, within(place, "entity"), `there is no entity ${rule.entity}`),
    ...unless(
      entity === undefined || property !== undefined,
      within(place, "property"),
      `${rule.entity} has no property ${rule.property}`,
    ),
    ...(entity === undefined ? [] : checkProblems(rule, entity, entities, within(place, "check"))),
  ];
}
