import { propertyAddress } from "../address.ts";
import type { CodeList, Entity, Property, Registry, ValueType } from "../model.ts";
import { shareableEntity, staysBehind } from "../profiles.ts";
import { jsonText } from "./json-schema.ts";
import { foreignKeys } from "./table-keys.ts";

/**
 * The record sets of Croissant 1.1 for data in the shareable profile, with the code lists as
 * enumerations. It is the part of a description that is the same for every data set: there are no
 * files yet, so it names none, and no publisher, date or licence.
 */
export function emitCroissant(registry: Registry): Readonly<Record<string, string>> {
  const entities = [...registry.entities.values()]
    .filter((entity) => !staysBehind(entity))
    .map((entity) => shareableEntity(entity));
  const used = new Set(entities.flatMap(({ properties }) => listsOf(properties)));
  const lists = [...registry.codeLists.values()].filter(({ id }) => used.has(id));
  const description = {
    "@context": context,
    "@type": "sc:Dataset",
    name: "edufed-shareable-records",
    description:
      "The structure of records in the shareable profile of EduFed, to start the description of a data set from. Whoever shares one adds its url, creator, datePublished and license, its files as distribution, and to each field the source in them; until then this is not a complete Croissant description.",
    conformsTo: "http://mlcommons.org/croissant/1.1",
    sdVersion: registry.version,
    recordSet: [
      ...lists.map((list) => enumeration(list)),
      ...entities.map((entity) => recordSet(entity, registry)),
    ],
  };
  return { "schemas/generated/croissant.json": jsonText(description) };
}

/** The terms of Croissant that are used here. */
const context = {
  "@language": "en",
  "@vocab": "http://schema.org/",
  sc: "http://schema.org/",
  cr: "http://mlcommons.org/croissant/",
  dct: "http://purl.org/dc/terms/",
  conformsTo: "dct:conformsTo",
  data: { "@id": "cr:data", "@type": "@json" },
  dataType: { "@id": "cr:dataType", "@type": "@vocab" },
  equivalentProperty: "cr:equivalentProperty",
  field: "cr:field",
  isArray: "cr:isArray",
  key: "cr:key",
  recordSet: "cr:recordSet",
  references: "cr:references",
  sdVersion: "cr:sdVersion",
  subField: "cr:subField",
};

function listsOf(properties: readonly Property[]): readonly string[] {
  return properties.flatMap(({ type }) => {
    const value = type.kind === "list" ? type.item : type;
    if (value.kind === "object") return listsOf(value.properties);
    return value.kind === "code" ? [value.list] : [];
  });
}

function enumeration({ id, title, description, codes }: CodeList): object {
  const at = listId(id);
  return {
    "@type": "cr:RecordSet",
    "@id": at,
    name: title.en,
    description,
    dataType: "sc:Enumeration",
    key: { "@id": `${at}/code` },
    field: ["code", "label"].map((name) => ({
      "@type": "cr:Field",
      "@id": `${at}/${name}`,
      name,
      dataType: "sc:Text",
    })),
    data: codes.map(({ code, label }) => ({ [`${at}/code`]: code, [`${at}/label`]: label.en })),
  };
}

function listId(list: string): string {
  return `code-list/${list}`;
}

function recordSet(entity: Entity, registry: Registry): object {
  const references = new Map(
    foreignKeys(entity, registry).map(({ property, target, key }) => [
      property,
      `${target}/${key}`,
    ]),
  );
  return {
    "@type": "cr:RecordSet",
    "@id": entity.name,
    name: entity.title,
    description: entity.description,
    key: entity.key.map((name) => ({ "@id": `${entity.name}/${name}` })),
    field: entity.properties.map((property) => ({
      ...field(entity.name, property),
      equivalentProperty: propertyAddress(entity.name, property.name),
      ...(references.has(property.name) && {
        references: { "@id": references.get(property.name) },
      }),
    })),
  };
}

function field(owner: string, { name, description, type }: Property): object {
  const value = type.kind === "list" ? type.item : type;
  const id = `${owner}/${name}`;
  return {
    "@type": "cr:Field",
    "@id": id,
    name,
    description,
    ...(type.kind === "list" && { isArray: true }),
    ...(value.kind === "object"
      ? { subField: value.properties.map((part) => field(id, part)) }
      : { dataType: dataType[value.kind] }),
    ...(value.kind === "code" && { references: { "@id": `${listId(value.list)}/code` } }),
  };
}

const dataType: Readonly<Record<Exclude<ValueType["kind"], "object">, string>> = {
  string: "sc:Text",
  code: "sc:Text",
  integer: "sc:Integer",
  number: "sc:Float",
  boolean: "sc:Boolean",
  date: "sc:Date",
  "date-time": "sc:DateTime",
  // A list of lists has no place in the standard.
  list: "sc:Text",
};
