import type { Entity, Registry } from "../model.ts";

/** A property that holds the key of a record of another entity, or of another record of its own. */
export interface ForeignKey {
  readonly property: string;
  readonly target: string;
  /** The property that is the key over there. */
  readonly key: string;
}

/** The references of an entity that a table can state: single values, to entities with a key of one part. */
export function foreignKeys(entity: Entity, { entities }: Registry): readonly ForeignKey[] {
  return entity.properties.flatMap(({ name: property, references, type }) => {
    const target = entities.get(references ?? "");
    const [key, ...more] = target?.key ?? [];
    if (target === undefined || key === undefined || more.length > 0) return [];
    const isOwnKey = target === entity && property === key;
    return isOwnKey || type.kind !== "string" ? [] : [{ property, target: target.name, key }];
  });
}

/** Whether a part of the key may be absent. */
export function hasOptionalKey(entity: Entity): boolean {
  return entity.key.some((name) => !isRequired(entity, name));
}

/** Whether every record has the property. */
export function isRequired(entity: Entity, name: string): boolean {
  return entity.properties.some((property) => property.name === name && property.required);
}

/** The fewest characters of a text, which only its schema says. */
export function lengthMin({ schema }: Entity, name: string): number | undefined {
  const file: unknown = Reflect.get(Object(schema["properties"]), name);
  const fewest: unknown = Reflect.get(Object(file), "minLength");
  return typeof fewest === "number" && fewest > 0 ? fewest : undefined;
}

/** The entries that have a value. */
export function known(
  entries: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined));
}
