import type { CodeList, Deprecation, Entity, Property, Registry, ValueType } from "../model.ts";
import { block, enumName } from "./graphql.ts";
import { isLocalisedText } from "./json-ld-context.ts";
import { codeTypeName, entityTypeName, generatedNotice, memberName } from "./type-names.ts";

/**
 * GraphQL types of the record entities and enums of their code lists, for services of a member. The
 * gateway has none of them: it never sees a record.
 */
export function emitRecordGraphql(registry: Registry): Readonly<Record<string, string>> {
  const entities = [...registry.entities.values()];
  const types = entities.flatMap((entity) => entityTypes(entity));
  const used = new Set(types.flatMap(({ lists }) => lists));
  const enums = [...registry.codeLists.values()]
    .filter(({ id }) => used.has(id))
    .map((list) => enumType(list));
  const text = [head, scalars, localisedText, ...enums, ...types.map(({ sdl }) => sdl)];
  return { "schemas/generated/records.graphql": `${text.join("\n\n")}\n` };
}

const head = [
  `# ${generatedNotice}`,
  "# Records of persons stay inside a member. These types are for a member's own services; the",
  "# gateway of the community has no such type and serves publications only.",
].join("\n");

const scalars = [
  '"""A day as YYYY-MM-DD."""\nscalar Date',
  '"""A moment as an ISO 8601 text in UTC."""\nscalar DateTime',
  '"""A whole number up to 2^53 - 1, written as a JSON number."""\nscalar SafeInt',
].join("\n\n");

const localisedText = [
  '"""One text in the languages of the members; English is always there."""',
  "type LocalisedText {\n  en: String!\n  fi: String\n  sv: String\n  az: String\n}",
].join("\n");

/** A type, and the code lists its fields use. */
interface Declared {
  readonly sdl: string;
  readonly lists: readonly string[];
}

function entityTypes(entity: Entity): readonly Declared[] {
  return objectTypes(entityTypeName(entity.name), described(entity), entity.properties);
}

/** The type of an object, after the types of the objects inside it. */
function objectTypes(
  name: string,
  description: string,
  properties: readonly Property[],
): readonly Declared[] {
  const inside = properties.flatMap((property) => {
    const value = valueOf(property.type);
    return value.kind === "object" && !isLocalisedText(value.properties)
      ? objectTypes(memberName(name, property.name), property.description, value.properties)
      : [];
  });
  const lists = properties.flatMap(({ type }) => {
    const value = valueOf(type);
    return value.kind === "code" ? [value.list] : [];
  });
  const fields = properties.map((property) => field(name, property));
  return [
    ...inside,
    { sdl: `${block(description)}\ntype ${name} {\n${fields.join("\n")}\n}`, lists },
  ];
}

function field(owner: string, property: Property): string {
  const mark = property.required && !property.nullable ? "!" : "";
  const type = typeName(property.type, memberName(owner, property.name), property);
  return `  ${block(documented(property))}\n  ${property.name}: ${type}${mark}${directive(property)}`;
}

/** The description, and what a developer needs to know beside the type. */
function documented({ description, unit, privacy }: Property): string {
  const facts = unit === undefined ? [] : [`Unit: ${unit}.`];
  return [description, ...facts, `Privacy: ${privacy}.`].join(" ");
}

function described({ description, deprecated }: Entity): string {
  return deprecated === undefined ? description : `${description} ${reasonOf(deprecated)}`;
}

function directive({ deprecated }: Property): string {
  return deprecated === undefined
    ? ""
    : ` @deprecated(reason: ${JSON.stringify(reasonOf(deprecated))})`;
}

function reasonOf({ since, reason, replacement }: Deprecation): string {
  const instead = replacement === undefined ? "" : ` Use ${replacement}.`;
  return `Deprecated since ${since}: ${reason}${instead}`;
}

function typeName(
  type: ValueType,
  inside: string,
  property: Pick<Property, "aggregation">,
): string {
  if (type.kind === "list") {
    return `[${typeName(type.item, inside, property)}${type.itemNullable ? "" : "!"}]`;
  }
  if (type.kind === "object") return isLocalisedText(type.properties) ? "LocalisedText" : inside;
  if (type.kind === "code") return codeTypeName(type.list);
  if (type.kind === "integer") return isInt(type) ? "Int" : "SafeInt";
  if (type.kind === "string") return property.aggregation === "key" ? "ID" : "String";
  return scalarName[type.kind];
}

const scalarName = {
  number: "Float",
  boolean: "Boolean",
  date: "Date",
  "date-time": "DateTime",
} as const;

function isInt({ minimum, maximum }: Extract<ValueType, { kind: "integer" }>): boolean {
  return (minimum ?? -Infinity) >= -(2 ** 31) && (maximum ?? Infinity) < 2 ** 31;
}

function valueOf(type: ValueType): ValueType {
  return type.kind === "list" ? type.item : type;
}

/** Codes under the names that GraphQL can have; two codes of one name are an error. */
function enumType({ id, description, codes }: CodeList): string {
  const held = new Map<string, string>();
  const values = codes.map(({ code, label, deprecated }) => {
    const name = enumName(code);
    const other = held.get(name);
    if (other !== undefined) {
      throw new Error(`${id}: the codes ${other} and ${code} both become ${name}.`);
    }
    held.set(name, code);
    const words = name === code ? label.en : `${label.en} (code ${code})`;
    const mark =
      deprecated === undefined
        ? ""
        : ` @deprecated(reason: ${JSON.stringify(reasonOf(deprecated))})`;
    return `  ${block(words)}\n  ${name}${mark}`;
  });
  return `${block(description)}\nenum ${codeTypeName(id)} {\n${values.join("\n")}\n}`;
}
