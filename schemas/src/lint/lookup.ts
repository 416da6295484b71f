import type { Lookup } from "../metric.ts";
import type { Entity } from "../model.ts";
import type { Problem } from "../registry-error.ts";
import { oneOf, unless, within } from "./place.ts";
import {
  namedProblems,
  periodProblems,
  usageProblems,
  type MetricContext,
} from "./property-use.ts";

/** Records that can be found, by values that the source has, and columns that are new names. */
export function lookupProblems(
  lookup: Lookup,
  source: Entity,
  earlier: readonly string[],
  { metric, registry, place }: MetricContext,
): readonly Problem[] {
  const entity = registry.entities.get(lookup.entity);
  if (entity === undefined) {
    const message = `there is no entity ${lookup.entity}`;
    return [{ ...within(place, "entity"), message, remedy: oneOf(registry.entities.keys()) }];
  }
  const { on, where, orderBy, columns } = lookup;
  const taken = new Set([...source.properties.map(({ name }) => name), ...earlier]);
  return [
    ...Object.entries(on).flatMap(([own, theirs]) => [
      ...(earlier.includes(own) ? [] : namedProblems(source, own, within(place, "on", own))),
      ...namedProblems(entity, theirs, within(place, "on", own)),
    ]),
    ...(where === undefined ? [] : usageProblems(entity, where, metric, within(place, "where"))),
    ...(orderBy === undefined ? [] : namedProblems(entity, orderBy, within(place, "orderBy"))),
    ...periodProblems(entity, lookup, within(place, "period")),
    ...Object.entries(columns).flatMap(([name, text]) => [
      ...unless(
        !taken.has(name),
        within(place, "columns", name),
        `${source.name} has ${name} already, as a property or from an earlier lookup`,
        "Give the column a name of its own.",
      ),
      ...unless(
        !/^\s*last\s*\(/iu.test(text) || orderBy !== undefined,
        within(place, "columns", name),
        "takes the last record, and nothing says in which order",
        `Add "orderBy" to the lookup, with a property of ${entity.name}.`,
      ),
      ...usageProblems(entity, text, metric, within(place, "columns", name)),
    ]),
  ];
}
