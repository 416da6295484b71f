import { type Profile, schemaAddress } from "../address.ts";
import { termsOf } from "../crosswalk-links.ts";
import type { CodeList, Entity, Registry } from "../model.ts";
import { shareableEntity, staysBehind } from "../profiles.ts";

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * JSON Schema 2020-12 of every entity in both profiles, for editors and for validators of any
 * language: `<entity>.json` is one record, `<entity>.records.json` a file that is a list of them.
 * An entity whose records stay behind has no shareable schema. They are the schemas of the standard
 * with an address, and say of themselves what an editor shows.
 */
export function emitJsonSchemas(registry: Registry): Readonly<Record<string, string>> {
  const entities = [...registry.entities.values()];
  const files = entities.flatMap((entity) => [
    ...profileFiles("local", entity, registry),
    ...(staysBehind(entity) ? [] : profileFiles("shareable", shareableEntity(entity), registry)),
  ]);
  return Object.fromEntries(files);
}

function profileFiles(
  profile: Profile,
  entity: Entity,
  registry: Registry,
): readonly (readonly [string, string])[] {
  const path = `schemas/generated/${profile}/${entity.name}`;
  const { version } = registry;
  const record = recordSchema(entity, schemaAddress(version, profile, entity.name), registry);
  const records = {
    $schema: draft,
    $id: schemaAddress(version, profile, `${entity.name}.records`),
    title: `${entity.title}: a list of records`,
    description: `A file of the records of ${entity.name}, ${profileText[profile]}.`,
    type: "array",
    items: { $ref: `${entity.name}.json` },
  };
  return [
    [`${path}.json`, jsonText(record)],
    [`${path}.records.json`, jsonText(records)],
  ];
}

const draft = "https://json-schema.org/draft/2020-12/schema";

const profileText: Readonly<Record<Profile, string>> = {
  local: "as a member keeps them",
  shareable: "as they may leave a member: pseudonyms for keys, nothing that identifies a person",
};

/** An editor finds the schema by this property; a reader of records takes no notice of it. */
const schemaProperty: JsonObject = {
  type: "string",
  description: "Address of this schema, so that an editor completes and checks the file. No data.",
};

function recordSchema(entity: Entity, address: string, registry: Registry): JsonObject {
  const { $schema: _draft, $id: _id, properties, ...rest } = entity.schema;
  const bound = withTerms(entity.name, objectOf(properties), registry);
  const described = spoken({ ...rest, properties: bound }, registry.codeLists);
  return {
    $schema: draft,
    $id: address,
    ...described,
    properties: { $schema: schemaProperty, ...objectOf(described["properties"]) },
  };
}

/** The properties with the terms of other formats: their own, and those of the crosswalks. */
function withTerms(entity: string, properties: JsonObject, registry: Registry): JsonObject {
  const entries = Object.entries(properties).map(([name, property]) => {
    const schema = objectOf(property);
    const own = schema["x-source-terms"];
    const terms = [...(Array.isArray(own) ? own : []), ...termsOf(registry, entity, name)];
    return [name, terms.length === 0 ? schema : { ...schema, "x-source-terms": terms }];
  });
  return Object.fromEntries(entries);
}

/** The schema with what editors look for: `deprecated`, and what each code is called. */
function spoken(schema: JsonObject, codeLists: ReadonlyMap<string, CodeList>): JsonObject {
  const entries = Object.entries(schema).map(([keyword, value]) => {
    if (keyword === "properties") return [keyword, eachProperty(value, codeLists)];
    return [keyword, keyword === "items" ? spoken(objectOf(value), codeLists) : value];
  });
  const list = codeLists.get(String(schema["x-code-list"]));
  return {
    ...Object.fromEntries(entries),
    ...(list !== undefined && { enumDescriptions: labels(schema["enum"], list) }),
    ...(schema["x-deprecated"] !== undefined && { deprecated: true }),
  };
}

function eachProperty(properties: unknown, codeLists: ReadonlyMap<string, CodeList>): JsonObject {
  const entries = Object.entries(objectOf(properties));
  return Object.fromEntries(
    entries.map(([name, property]) => [name, spoken(objectOf(property), codeLists)]),
  );
}

/** The English label of each code, in the order of the enumeration. */
function labels(codes: unknown, list: CodeList): readonly string[] {
  const words = new Map<unknown, string>(list.codes.map(({ code, label }) => [code, label.en]));
  const values: readonly unknown[] = Array.isArray(codes) ? codes : [];
  return values.map((value) => words.get(value) ?? "Not known.");
}

function objectOf(value: unknown): JsonObject {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

/** JSON as it stands in every generated file. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
