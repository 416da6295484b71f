import { propertyAddress, schemaAddress } from "../address.ts";
import type { Entity, Property, Registry, ValueType } from "../model.ts";
import { jsonText } from "./json-schema.ts";
import { foreignKeys, hasOptionalKey, known, lengthMin } from "./table-keys.ts";

/**
 * Data Package v2 of a folder of records as CSV, `<entity>.csv`: a resource with a Table Schema for
 * each entity. A file may have fewer columns than its schema, in any order. Lists and objects are
 * JSON text in the cell.
 */
export function emitDataPackage(registry: Registry): Readonly<Record<string, string>> {
  const resources = [...registry.entities.values()].map((entity) => resource(entity, registry));
  const descriptor = {
    $schema: "https://datapackage.org/profiles/2.0/datapackage.json",
    name: "edufed-records",
    title: "Records of an education system, EduFed",
    description:
      "Describes a folder of records in the local profile. A member copies it beside its CSV files and keeps the resources that it has. Records of persons stay with the member.",
    version: registry.version,
    resources,
  };
  return { "schemas/generated/datapackage.json": jsonText(descriptor) };
}

function resource(entity: Entity, registry: Registry): object {
  return {
    $schema: "https://datapackage.org/profiles/2.0/dataresource.json",
    name: entity.name,
    path: `${entity.name}.csv`,
    type: "table",
    title: entity.title,
    description: entity.description,
    format: "csv",
    mediatype: "text/csv",
    encoding: "utf-8",
    jsonSchema: schemaAddress(registry.version, "local", entity.name),
    schema: tableSchema(entity, registry),
  };
}

function tableSchema(entity: Entity, registry: Registry): object {
  const keys = foreignKeys(entity, registry).map(({ property, target, key }) => ({
    fields: [property],
    reference: {
      // A resource that refers to itself does not name itself.
      ...(target !== entity.name && { resource: target }),
      fields: [key],
    },
  }));
  return {
    $schema: "https://datapackage.org/profiles/2.0/tableschema.json",
    fieldsMatch: "superset",
    fields: entity.properties.map((property) => field(entity, property, registry)),
    missingValues: [""],
    // Parts of a primary key are never unknown; a key that has such parts is unique where all are known.
    ...(hasOptionalKey(entity) ? { uniqueKeys: [entity.key] } : { primaryKey: entity.key }),
    ...(keys.length > 0 && { foreignKeys: keys }),
  };
}

function field(entity: Entity, property: Property, { codeLists }: Registry): object {
  const { name, description, type, unit, privacy, examples } = property;
  const [example] = examples;
  const list = type.kind === "code" ? codeLists.get(type.list) : undefined;
  const constraints = {
    ...(property.required && !property.nullable && { required: true }),
    ...limits(type, lengthMin(entity, name)),
  };
  return {
    name,
    type: fieldType[type.kind],
    description,
    rdfType: propertyAddress(entity.name, name),
    ...(example !== undefined && { example: cellText(example) }),
    ...(unit !== undefined && { unit }),
    privacy,
    ...(Object.keys(constraints).length > 0 && { constraints }),
    ...(list !== undefined && {
      categories: list.codes.map(({ code, label }) => ({ value: code, label: label.en })),
    }),
  };
}

/** A value as it stands in a cell. */
function cellText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

const fieldType: Readonly<Record<ValueType["kind"], string>> = {
  string: "string",
  code: "string",
  integer: "integer",
  number: "number",
  boolean: "boolean",
  date: "date",
  "date-time": "datetime",
  list: "array",
  object: "object",
};

function limits(type: ValueType, fewest: number | undefined): object {
  switch (type.kind) {
    case "string":
      return known({ minLength: fewest, maxLength: type.lengthMax, pattern: type.pattern });
    case "integer":
    case "number":
      return known({ minimum: type.minimum, maximum: type.maximum });
    case "list":
      return known({ minLength: type.itemsMin, maxLength: type.itemsMax });
    case "code":
    case "boolean":
    case "date":
    case "date-time":
    case "object":
      return {};
  }
}
