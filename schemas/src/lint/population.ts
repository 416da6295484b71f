import type { Population, Source } from "../metric.ts";
import type { Entity } from "../model.ts";
import type { Problem } from "../registry-error.ts";
import { lookupProblems } from "./lookup.ts";
import { oneOf, unless, within, type Place } from "./place.ts";
import {
  namedProblems,
  periodProblems,
  usageProblems,
  type MetricContext,
} from "./property-use.ts";
import { localisedProblems } from "./text.ts";

/** Sources that exist, can stand in for each other and use only what metrics may see. */
export function populationProblems(
  population: Population,
  { metric, registry, place }: MetricContext,
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
          "Make each of them, from what these records have.",
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

function sourceProblems(source: Source, context: MetricContext): readonly Problem[] {
  const { metric, registry, place } = context;
  const entity = registry.entities.get(source.entity);
  if (entity === undefined) {
    const message = `there is no entity ${source.entity}`;
    return [{ ...within(place, "entity"), message, remedy: oneOf(registry.entities.keys()) }];
  }
  const { where, measures, orderBy, persons, lookups = [] } = source;
  return [
    ...contributorProblems(entity, source, within(place, "contributor")),
    ...namedProblems(entity, orderBy, within(place, "orderBy")),
    ...periodProblems(entity, source, within(place, "period")),
    ...lookups.flatMap((lookup, index) => {
      const earlier = lookups.slice(0, index).flatMap(({ columns }) => Object.keys(columns));
      const at = within(place, "lookups", index);
      return lookupProblems(lookup, entity, earlier, { metric, registry, place: at });
    }),
    ...(where === undefined ? [] : usageProblems(entity, where, metric, within(place, "where"))),
    ...Object.entries(measures).flatMap(([name, text]) =>
      usageProblems(entity, text, metric, within(place, "measures", name)),
    ),
    ...unless(
      persons === undefined || Object.hasOwn(measures, persons),
      within(place, "persons"),
      `there is no measure ${persons}`,
      oneOf(Object.keys(measures)),
    ),
  ];
}

function contributorProblems(
  entity: Entity,
  { contributor }: Source,
  place: Place,
): readonly Problem[] {
  if (typeof contributor === "string") return namedProblems(entity, contributor, place);
  return contributor.flatMap((name, index) => namedProblems(entity, name, within(place, index)));
}
