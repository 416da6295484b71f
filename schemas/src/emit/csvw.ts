import { propertyAddress } from "../address.ts";
import type { Entity, Property, Registry, ValueType } from "../model.ts";
import { jsonText } from "./json-schema.ts";
import { foreignKeys, known, lengthMin } from "./table-keys.ts";

/**
 * CSV on the Web metadata of a folder of records, `<entity>.csv`: a table for each entity, in the
 * local profile. Lists and objects are JSON text in the cell; an empty cell is an absent value.
 */
export function emitCsvw(registry: Registry): Readonly<Record<string, string>> {
  const tables = [...registry.entities.values()].map((entity) => table(entity, registry));
  const group = { "@context": ["http://www.w3.org/ns/csvw", { "@language": "en" }], tables };
  return { "schemas/generated/csvw.json": jsonText(group) };
}

function table(entity: Entity, registry: Registry): object {
  const keys = foreignKeys(entity, registry).map(({ property, target, key }) => ({
    columnReference: property,
    reference: { resource: url(target), columnReference: key },
  }));
  return {
    url: url(entity.name),
    "dc:title": entity.title,
    "dc:description": entity.description,
    tableSchema: {
      columns: entity.properties.map((property) => column(entity, property)),
      primaryKey: entity.key,
      ...(keys.length > 0 && { foreignKeys: keys }),
    },
  };
}

function url(entity: string): string {
  return `${entity}.csv`;
}

function column(entity: Entity, property: Property): object {
  const { name, description, type, required, nullable } = property;
  return {
    name,
    titles: name,
    "dc:description": description,
    propertyUrl: propertyAddress(entity.name, name),
    datatype: { base: baseType[type.kind], ...limits(type, lengthMin(entity, name)) },
    ...(required && !nullable && { required: true }),
  };
}

const baseType: Readonly<Record<ValueType["kind"], string>> = {
  string: "string",
  code: "string",
  integer: "integer",
  number: "double",
  boolean: "boolean",
  date: "date",
  "date-time": "dateTimeStamp",
  list: "json",
  object: "json",
};

function limits(type: ValueType, fewest: number | undefined): object {
  switch (type.kind) {
    case "code":
      return { format: `^(?:${type.codes.map(escaped).join("|")})$` };
    case "string":
      return known({ format: type.pattern, minLength: fewest, maxLength: type.lengthMax });
    case "integer":
    case "number":
      return known({ minimum: type.minimum, maximum: type.maximum });
    case "boolean":
      return { format: "true|false" };
    case "date":
    case "date-time":
    case "list":
    case "object":
      return {};
  }
}

/** A code as a regular expression that matches nothing else. */
function escaped(code: string): string {
  return code.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);
}
