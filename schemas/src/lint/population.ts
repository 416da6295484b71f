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
  const measures = (source: Source | undefined): string =>
    Object.keys(source?.measures ?? {})
      .toSorted()
      .join(", ");
  const [first] = population.sources;
  return [
    ...localisedProblems(population.title, within(place, "title")),
    ...population.sources.flatMap((source, index) => [
      ...sourceProblems(source, registry, within(place, "sources", index)),
      ...unless(
        measures(source) === measures(first),
        within(place, "sources", index, "measures"),
        `must make the same measures as the first source: ${measures(first)}`,
      ),
    ]),
  ];
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
