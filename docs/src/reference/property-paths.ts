import type { Property, ValueType } from "@edufed/schemas";

/** A property and where it stands: `location`, `location.lat`. */
export interface PropertyPath {
  readonly path: string;
  readonly property: Property;
  /** 0 for a property of the record itself. */
  readonly depth: number;
}

/** Every property with those inside objects and lists of objects; a text in several languages is one. */
export function propertyPaths(
  properties: readonly Property[],
  parent: PropertyPath | null = null,
): readonly PropertyPath[] {
  return properties.flatMap((property) => {
    const own = {
      path: parent === null ? property.name : `${parent.path}.${property.name}`,
      property,
      depth: parent === null ? 0 : parent.depth + 1,
    };
    return [own, ...propertyPaths(inside(property.type), own)];
  });
}

function inside(type: ValueType): readonly Property[] {
  const value = type.kind === "list" ? type.item : type;
  return value.kind === "object" && !isLocalisedText(value) ? value.properties : [];
}

/** Whether an object is one text in the languages of the members. */
export function isLocalisedText({
  properties,
}: {
  readonly properties: readonly Property[];
}): boolean {
  return properties.map(({ name }) => name).join() === "en,fi,sv,az";
}
