import type { Entity, Property, ValueType } from "../model.ts";

/**
 * A record made of the first example of every property that is not deprecated. Parts of the key that
 * may be absent are left out: they tell kinds of records apart, and this is one record.
 */
export function exampleRecord(
  entity: Pick<Entity, "properties" | "key">,
): Readonly<Record<string, unknown>> {
  return exampleObject(
    entity.properties.filter(({ name, required }) => required || !entity.key.includes(name)),
  );
}

function exampleObject(properties: readonly Property[]): Readonly<Record<string, unknown>> {
  const current = properties.filter(({ deprecated }) => deprecated === undefined);
  return Object.fromEntries(
    current.flatMap((property) => {
      const value = exampleOf(property);
      return value === undefined ? [] : [[property.name, value]];
    }),
  );
}

function exampleOf({ type, examples }: Property): unknown {
  if (examples.length > 0) return examples[0];
  return exampleValue(type);
}

/** An object, or a list of one, speaks through the examples inside it. */
function exampleValue(type: ValueType): unknown {
  if (type.kind === "object") return exampleObject(type.properties);
  if (type.kind === "list") {
    const item = exampleValue(type.item);
    return item === undefined ? undefined : [item];
  }
  return undefined;
}
