import type { Population, Registry, Source } from "../model.ts";
import type { Problem } from "../registry-error.ts";
import { unless, within, type Place } from "./place.ts";
import { localisedProblems } from "./text.ts";

/** Sources that exist and can stand in for each other. */
export function populationProblems(
  population: Population,
  registry: Registry,
  place: Place,
): readonly Problem[] {
  const expected = measuresOf(population.sources[0]);
  return [
    ...localisedProblems(population.title, within(place, "title")),
    ...population.sources.flatMap((source, index) =>
      sourceProblems(source, registry, within(place, "sources", index)).concat(
        unless(
          measuresOf(source) === expected,
          within(place, "sources", index, "measures"),
          `must make the same measures as the first source: ${expected}`,
        ),
      ),
    ),
  ];
}

function measuresOf(source: Source | undefined): string {
  return Object.keys(source?.measures ?? {})
    .toSorted()
    .join(", ");
}

function sourceProblems(source: Source, { entities }: Registry, place: Place): readonly Problem[] {
  const entity = entities.get(source.entity);
  if (entity === undefined) {
    return [{ ...within(place, "entity"), message: `there is no entity ${source.entity}` }];
  }
  const has = (property: string): boolean =>
    entity.properties.some(({ name }) => name === property);
  return (["contributor", "orderBy"] as const).flatMap((role) =>
    unless(
      has(source[role]),
      within(place, role),
      `${entity.name} has no property ${source[role]}`,
    ),
  );
}
