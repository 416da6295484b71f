import type { Entity, Property, ValueType } from "../model.ts";
import type { Related, Rule } from "../rule.ts";
import type { Problem } from "../registry-error.ts";
import { type Place, unless, within } from "./place.ts";

/** The entities and properties that a check names exist, and their values can be compared. */
export function checkProblems(
  { check }: Rule,
  entity: Entity,
  entities: ReadonlyMap<string, Entity>,
  place: Place,
): readonly Problem[] {
  switch (check.kind) {
    case "record":
      return [];
    case "related":
    case "some":
      return relatedProblems(check.related, entity, entities, within(place, "related"));
    case "no-overlap":
      return [
        ...agreeProblems(check.within, entity, place),
        ...dayProblems(entity, check.start, within(place, "start")),
        ...dayProblems(entity, check.end, within(place, "end")),
      ];
    case "at-most-one":
      return agreeProblems(check.within, entity, place);
    case "acyclic":
      return parentProblems(check.parent, entity, within(place, "parent"));
  }
}

function relatedProblems(
  { entity: name, on, take }: Related,
  entity: Entity,
  entities: ReadonlyMap<string, Entity>,
  place: Place,
): readonly Problem[] {
  const other = entities.get(name);
  if (other === undefined) {
    return [{ ...within(place, "entity"), message: `there is no entity ${name}` }];
  }
  return [
    ...Object.entries(on).flatMap(([own, theirs]) =>
      pairProblems([entity, own], [other, theirs], within(place, "on", own)),
    ),
    ...Object.entries(take).flatMap(([given, property]) => [
      ...existence(other, property, within(place, "take", given)),
      ...unless(
        propertyOf(entity, given) === undefined,
        within(place, "take", given),
        `hides the property ${given} of ${entity.name}; take it under another name`,
      ),
    ]),
  ];
}

type Named = readonly [entity: Entity, property: string];

function pairProblems(own: Named, theirs: Named, place: Place): readonly Problem[] {
  const missing = [...existence(...own, place), ...existence(...theirs, place)];
  if (missing.length > 0) return missing;
  const [left, right] = [own, theirs].map((named) => comparableKind(propertyOf(...named)));
  return unless(
    left !== undefined && left === right,
    place,
    `${own[1]} of ${own[0].name} cannot be compared with ${theirs[1]} of ${theirs[0].name}`,
  );
}

function agreeProblems(names: readonly string[], entity: Entity, place: Place): readonly Problem[] {
  return names.flatMap((name, index) => {
    const here = within(place, "within", index);
    const property = propertyOf(entity, name);
    if (property === undefined) return existence(entity, name, here);
    return unless(
      comparableKind(property) !== undefined,
      here,
      `${name} of ${entity.name} is a ${property.type.kind}; records agree in single values only`,
    );
  });
}

function dayProblems(entity: Entity, name: string, place: Place): readonly Problem[] {
  const property = propertyOf(entity, name);
  if (property === undefined) return existence(entity, name, place);
  const isDay = property.type.kind === "date";
  return unless(isDay, place, `${name} of ${entity.name} is not a day`);
}

function parentProblems(name: string, entity: Entity, place: Place): readonly Problem[] {
  const property = propertyOf(entity, name);
  if (property === undefined) return existence(entity, name, place);
  return unless(
    property.references === entity.name && entity.key.length === 1,
    place,
    `${name} must name one record of ${entity.name} itself: give it x-references, and the entity a key of one property`,
  );
}

function existence(entity: Entity, name: string, place: Place): readonly Problem[] {
  const exists = propertyOf(entity, name) !== undefined;
  return unless(exists, place, `${entity.name} has no property ${name}`);
}

function propertyOf({ properties }: Entity, name: string): Property | undefined {
  return properties.find((property) => property.name === name);
}

/** Values of one kind equal one another the same way everywhere; moments, lists and objects do not. */
function comparableKind(property: Property | undefined): string | undefined {
  return property === undefined ? undefined : comparable[property.type.kind];
}

const comparable: Readonly<Record<ValueType["kind"], string | undefined>> = {
  string: "text",
  code: "text",
  integer: "number",
  number: "number",
  boolean: "boolean",
  date: "day",
  "date-time": undefined,
  list: undefined,
  object: undefined,
};
