import { codeListProblems } from "./lint/code-list.ts";
import { crosswalkProblems, sourceTermProblems } from "./lint/crosswalk.ts";
import { deprecationProblems } from "./lint/deprecation.ts";
import { dimensionProblems } from "./lint/dimension.ts";
import { entityProblems } from "./lint/entity.ts";
import { metricProblems } from "./lint/metric.ts";
import { ruleProblems } from "./lint/rule.ts";
import type { Registry } from "./model.ts";
import type { Problem } from "./registry-error.ts";

/**
 * What every entity, list, dimension, rule, metric and crosswalk must have beyond its meta-schema: texts that
 * a reader understands alone and in every language, references that lead somewhere, examples that
 * are valid. Empty for a registry that may be released.
 */
export function lint(registry: Registry): readonly Problem[] {
  return [
    ...each(registry.entities, (entity) => entityProblems(entity, registry)),
    ...each(registry.codeLists, (list) => codeListProblems(list, registry)),
    ...each(registry.dimensions, (dimension) => dimensionProblems(dimension, registry)),
    ...registry.rules.flatMap((rule) => ruleProblems(rule, registry)),
    ...each(registry.metrics, (metric) => metricProblems(metric, registry)),
    ...each(registry.crosswalks, (crosswalk) => crosswalkProblems(crosswalk, registry)),
    ...sourceTermProblems(registry),
    ...deprecationProblems(registry),
  ];
}

function each<T>(
  values: ReadonlyMap<string, T>,
  problemsOf: (value: T) => readonly Problem[],
): readonly Problem[] {
  return [...values.values()].flatMap((value) => problemsOf(value));
}
