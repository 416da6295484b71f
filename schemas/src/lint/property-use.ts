import type { Metric, Source } from "../metric.ts";
import { namesIn } from "../metric-use.ts";
import type { Entity, Property, Registry } from "../model.ts";
import type { Problem } from "../registry-error.ts";
import { oneOf, unless, type Place } from "./place.ts";

/** What a part of a metric is looked at with. */
export interface MetricContext {
  readonly metric: Metric;
  readonly registry: Registry;
  readonly place: Place;
}

/** Only records that belong to a school year can be those of another one. */
export function periodProblems(
  entity: Entity,
  { period = "any" }: Pick<Source, "period">,
  place: Place,
): readonly Problem[] {
  return unless(
    entity.period !== undefined || period === "any",
    place,
    `${entity.name} does not say which school year a record belongs to`,
    "Leave period out, and write a condition over the days of the records.",
  );
}

/** A property that exists and that metrics may see. */
export function namedProblems(entity: Entity, name: string, place: Place): readonly Problem[] {
  const property = entity.properties.find((candidate) => candidate.name === name);
  if (property !== undefined) return visibilityProblems(entity, property, place);
  const visible = entity.properties.filter(isVisible).map((candidate) => candidate.name);
  const remedy = oneOf(visible);
  return [{ ...place, message: `${entity.name} has no property ${name}`, remedy }];
}

/** Metrics are computed from the shareable profile, where some properties are gone. */
function isVisible({ privacy, generalise }: Property): boolean {
  return privacy !== "direct" && generalise === undefined;
}

function visibilityProblems(entity: Entity, property: Property, place: Place): readonly Problem[] {
  const name = `${entity.name}.${property.name}`;
  return [
    ...unless(
      property.privacy !== "direct",
      place,
      `${name} is dropped before metrics are computed`,
      dropped,
    ),
    ...unless(
      property.generalise === undefined,
      place,
      `${name} is coarsened or dropped before metrics are computed`,
      dropped,
    ),
  ];
}

const dropped = "Use another property: one that names nobody and is kept as it is.";

/** The properties that an expression names are visible, and sensitive ones make the metric sensitive. */
export function usageProblems(
  entity: Entity,
  expression: string,
  metric: Metric,
  place: Place,
): readonly Problem[] {
  const names = namesIn([expression]);
  const used = entity.properties.filter(({ name }) => names.has(name));
  return used.flatMap((property) =>
    visibilityProblems(entity, property, place).concat(
      unless(
        metric.sensitive || property.privacy !== "sensitive",
        place,
        `${entity.name}.${property.name} is sensitive, so the metric is too`,
        'Write "sensitive": true, or leave the property out.',
      ),
    ),
  );
}
