import { codeAddress, entityAddress, propertyAddress } from "../address.ts";
import type { Entity, Property, Registry, ValueType } from "../model.ts";
import { jsonText } from "./json-schema.ts";
import { entityTypeName } from "./type-names.ts";

/**
 * A JSON-LD 1.1 context: a record that says `"@type": "Student"` becomes statements in which every
 * property and every code is an address. Names mean what they mean in that entity, because each type
 * brings its own.
 */
export function emitJsonLdContext(registry: Registry): Readonly<Record<string, string>> {
  const types = [...registry.entities.values()].map((entity) => [
    entityTypeName(entity.name),
    {
      "@id": entityAddress(entity.name),
      "@context": terms(entity, entity.properties, []),
    },
  ]);
  const context = { "@version": 1.1, xsd: "http://www.w3.org/2001/XMLSchema#" };
  return {
    "schemas/generated/context.jsonld": jsonText({
      "@context": { ...context, ...Object.fromEntries(types) },
    }),
  };
}

function terms(
  entity: Entity,
  properties: readonly Property[],
  path: readonly string[],
): Readonly<Record<string, object>> {
  return Object.fromEntries(
    properties.map((property) => {
      const here = [...path, property.name];
      return [
        property.name,
        {
          "@id": propertyAddress(entity.name, here.join(".")),
          ...coercion(property.type, entity, here),
        },
      ];
    }),
  );
}

/** How a value becomes RDF: a code is an address, a day is a day, a localised text is one per language. */
function coercion(type: ValueType, entity: Entity, path: readonly string[]): object {
  if (type.kind === "list") {
    return { ...coercion(type.item, entity, path), "@container": "@list" };
  }
  if (type.kind === "code") {
    // Relative to the list, so that no code is taken for a term.
    return { "@type": "@id", "@context": { "@base": `${codeAddress(type.list)}/` } };
  }
  if (type.kind === "object") {
    return isLocalisedText(type.properties)
      ? { "@container": "@language" }
      : { "@context": terms(entity, type.properties, path) };
  }
  return scalarCoercion[type.kind];
}

type ScalarKind = Exclude<ValueType["kind"], "list" | "code" | "object">;

/** Texts, whole numbers and truth values are what they are in JSON. */
const scalarCoercion: Readonly<Record<ScalarKind, object>> = {
  string: {},
  integer: {},
  boolean: {},
  number: { "@type": "xsd:double" },
  date: { "@type": "xsd:date" },
  "date-time": { "@type": "xsd:dateTime" },
};

/** Whether an object is one text in several languages. */
export function isLocalisedText(properties: readonly Property[]): boolean {
  return properties.map(({ name }) => name).join() === "en,fi,sv,az";
}
