import type { Metric, Population, Source } from "../metric.ts";
import type { Entity, Property, Registry } from "../model.ts";
import type { Problem } from "../registry-error.ts";
import { unless, within, type Place } from "./place.ts";
import { localisedProblems } from "./text.ts";

/** What a population is looked at with. */
export interface PopulationContext {
  readonly metric: Metric;
  readonly registry: Registry;
  readonly place: Place;
}

/** Sources that exist, can stand in for each other and use only what metrics may see. */
export function populationProblems(
  population: Population,
  { metric, registry, place }: PopulationContext,
): readonly Problem[] {
  const expected = measuresOf(population.sources[0]);
  return [
    ...localisedProblems(population.title, within(place, "title")),
    ...population.sources.flatMap((source, index) => {
      const at = within(place, "sources", index);
      return sourceProblems(source, { metric, registry, place: at }).concat(
        unless(
          measuresOf(source) === expected,
          within(at, "measures"),
          `must make the same measures as the first source: ${expected}`,
        ),
      );
    }),
  ];
}

function measuresOf(source: Source | undefined): string {
  return Object.keys(source?.measures ?? {})
    .toSorted()
    .join(", ");
}

function sourceProblems(source: Source, context: PopulationContext): readonly Problem[] {
  const { metric, registry, place } = context;
  const entity = registry.entities.get(source.entity);
  if (entity === undefined) {
    return [{ ...within(place, "entity"), message: `there is no entity ${source.entity}` }];
  }
  const { where, measures, contributor, orderBy } = source;
  return [
    ...namedProblems(entity, contributor, within(place, "contributor")),
    ...namedProblems(entity, orderBy, within(place, "orderBy")),
    ...(where === undefined ? [] : usageProblems(entity, where, metric, within(place, "where"))),
    ...Object.entries(measures).flatMap(([name, text]) =>
      usageProblems(entity, text, metric, within(place, "measures", name)),
    ),
  ];
}

function namedProblems(entity: Entity, name: string, place: Place): readonly Problem[] {
  const property = entity.properties.find((candidate) => candidate.name === name);
  if (property !== undefined) return visibilityProblems(entity, property, place);
  return [{ ...place, message: `${entity.name} has no property ${name}` }];
}

/** Metrics are computed from the shareable profile, where some properties are gone. */
function visibilityProblems(entity: Entity, property: Property, place: Place): readonly Problem[] {
  const name = `${entity.name}.${property.name}`;
  return [
    ...unless(
      property.privacy !== "direct",
      place,
      `${name} is dropped before metrics are computed`,
    ),
    ...unless(
      property.generalise === undefined,
      place,
      `${name} is coarsened or dropped before metrics are computed`,
    ),
  ];
}

/** The properties that an expression names are visible, and sensitive ones make the metric sensitive. */
function usageProblems(
  entity: Entity,
  expression: string,
  metric: Metric,
  place: Place,
): readonly Problem[] {
  const words = new Set(expression.replaceAll(/'[^']*'/gu, "").match(/\b[a-zA-Z]\w*\b/gu));
  const used = entity.properties.filter(({ name }) => words.has(name));
  return used.flatMap((property) =>
    visibilityProblems(entity, property, place).concat(
      unless(
        metric.sensitive || property.privacy !== "sensitive",
        place,
        `${entity.name}.${property.name} is sensitive, so the metric is too`,
      ),
    ),
  );
}
