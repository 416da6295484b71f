import type { Entity, Property, Registry, ValueType } from "../model.ts";
import type { Problem } from "../registry-error.ts";
import { exampleProblems } from "./examples.ts";
import { unless, within, type Place } from "./place.ts";
import { leafProblems, propertyProblems } from "./property.ts";
import { descriptionProblems } from "./text.ts";

/** Key and period that exist, and properties that keep the rules for properties. */
export function entityProblems(entity: Entity, registry: Registry): readonly Problem[] {
  const place = { file: `entities/${entity.name}.json`, pointer: "" };
  return [
    ...descriptionProblems(entity.description, within(place, "description")),
    ...keyProblems(entity, within(place, "x-key")),
    ...periodProblems(entity, within(place, "x-period")),
    ...requiredProblems(entity.schema, place),
    ...treeProblems(entity.properties, within(place, "properties"), entity, registry),
    ...exampleProblems(entity.schema, place),
  ];
}

/**
 * Key properties exist and a record without any of them is not valid. Parts of a key may be optional:
 * where a part is absent, the other parts name the record.
 */
function keyProblems(entity: Entity, place: Place): readonly Problem[] {
  const properties = entity.key.map((name) => propertyOf(entity, name));
  return [
    ...entity.key.flatMap((name, index) =>
      unless(properties[index] !== undefined, within(place, index), `there is no property ${name}`),
    ),
    ...unless(
      properties.some((property) => property?.required === true),
      place,
      "at least one property of the key must be required",
    ),
    ...properties.flatMap((property, index) =>
      unless(
        property === undefined || isScalar(property.type),
        within(place, index),
        "a key is made of scalars, not of lists or objects",
      ),
    ),
  ];
}

function periodProblems(entity: Entity, place: Place): readonly Problem[] {
  if (entity.period === undefined) return [];
  const { kind, property } = entity.period;
  const found = propertyOf(entity, property);
  const expected = kind === "date" ? "date" : "string";
  return [
    ...unless(found?.type.kind === expected, place, `${property} must be a ${expected} property`),
    ...unless(found?.required === true, place, `${property} must be required`),
  ];
}

function requiredProblems(schema: Entity["schema"], place: Place): readonly Problem[] {
  const required: unknown = schema["required"];
  const properties = Object.keys(schema["properties"] ?? {});
  return (Array.isArray(required) ? required : []).flatMap((name, index) =>
    unless(
      properties.includes(String(name)),
      within(place, "required", index),
      `there is no property ${name}`,
    ),
  );
}

/** Every property, those inside objects and lists of objects too. */
export function treeProblems(
  properties: readonly Property[],
  place: Place,
  entity: Entity,
  registry: Registry,
): readonly Problem[] {
  return properties.flatMap((property) => {
    const at = within(place, property.name);
    const { below, path } = contentOf(property.type);
    return [
      ...propertyProblems(property, at),
      ...(below === undefined
        ? leafProblems(property, { entity, siblings: properties, registry, place: at })
        : treeProblems(below, within(at, ...path), entity, registry)),
    ];
  });
}

function contentOf(type: ValueType): {
  readonly below?: readonly Property[];
  readonly path: readonly string[];
} {
  if (type.kind === "object") return { below: type.properties, path: ["properties"] };
  if (type.kind !== "list" || type.item.kind !== "object") return { path: [] };
  return { below: type.item.properties, path: ["items", "properties"] };
}

function propertyOf(entity: Entity, name: string): Property | undefined {
  return entity.properties.find((property) => property.name === name);
}

function isScalar(type: ValueType): boolean {
  return type.kind !== "list" && type.kind !== "object";
}
