import { compile, type JSONSchema } from "json-schema-to-typescript";
import type { CodeList, Deprecation, Entity, Registry } from "../model.ts";
import { shareableEntity, staysBehind } from "../profiles.ts";
import { codeTypeName, entityTypeName, generatedNotice } from "./type-names.ts";

/** One interface per entity, one union per code list, and the maps from names to them. */
export async function emitTypescript(
  registry: Registry,
): Promise<Readonly<Record<string, string>>> {
  const entities = [...registry.entities.values()];
  const interfaces = await Promise.all(entities.map((entity) => entityInterface(entity)));
  const parts = [
    `// ${generatedNotice}`,
    entityNames(entities),
    codeListMap([...registry.codeLists.values()]),
    ...[...registry.codeLists.values()].map((list) => codeUnion(list)),
    ...interfaces,
    shareableRecords(entities),
  ];
  return { "sdk/src/generated/types.ts": `${parts.join("\n\n")}\n` };
}

function entityNames(entities: readonly Entity[]): string {
  const names = entities.map(({ name }) => JSON.stringify(name));
  const records = entities.map(
    ({ name }) => `  readonly ${JSON.stringify(name)}: ${entityTypeName(name)};`,
  );
  return [
    "/** The entities of the standard; also the file names of their records. */",
    `export type EntityName =${names.map((name) => `\n  | ${name}`).join("")};`,
    "",
    "/** Every entity, in the order of their names. */",
    `export const entityNames: readonly EntityName[] = [\n  ${names.join(",\n  ")},\n];`,
    "",
    "/** Entity → one of its records. */",
    `export interface EntityRecords {\n${records.join("\n")}\n}`,
  ].join("\n");
}

function codeListMap(lists: readonly CodeList[]): string {
  const entries = lists.map(({ id }) => `  readonly ${JSON.stringify(id)}: ${codeTypeName(id)};`);
  return `/** Code list → its codes. */\nexport interface CodeListCodes {\n${entries.join("\n")}\n}`;
}

function codeUnion(list: CodeList): string {
  const codes = list.codes.map(({ code }) => `\n  | ${JSON.stringify(code)}`);
  return `${docComment(list.description)}\nexport type ${codeTypeName(list.id)} =${codes.join("")};`;
}

/** Entity → one of its records as it may leave the member: the properties that stay, keys as pseudonyms. */
function shareableRecords(entities: readonly Entity[]): string {
  const shared = entities.filter((entity) => !staysBehind(entity));
  const records = shared.map((entity) => {
    const { properties } = shareableEntity(entity);
    const type = entityTypeName(entity.name);
    const names = union(properties.map(({ name }) => name));
    const before = new Map(entity.properties.map(({ name, required }) => [name, required]));
    const made = properties.filter(({ name, required }) => required && before.get(name) === false);
    const required = union(made.map(({ name }) => name));
    const more = made.length === 0 ? "" : ` & Required<Pick<${type}, ${required}>>`;
    return `  readonly ${JSON.stringify(entity.name)}: Pick<${type}, ${names}>${more};`;
  });
  const text =
    "Entity → one of its records in the shareable profile of a purpose that needs nothing sensitive.";
  return `${docComment(text)}\nexport interface ShareableRecords {\n${records.join("\n")}\n}`;
}

function union(names: readonly string[]): string {
  return names.length === 0 ? "never" : names.map((name) => JSON.stringify(name)).join(" | ");
}

/** An interface whose properties carry their description; the code lists are named, not repeated. */
async function entityInterface(entity: Entity): Promise<string> {
  const text = await compile(withNamedCodes(entity.schema), entityTypeName(entity.name), {
    additionalProperties: false,
    bannerComment: "",
    enableConstEnums: false,
    ignoreMinAndMaxItems: true,
    $refOptions: { resolve: { external: false, file: false, http: false } },
    style: { printWidth: 100 },
  });
  return text.trim();
}

/**
 * The schema as json-schema-to-typescript should see it: a code list is the type of that name, and
 * nothing has a title or an id, which would become a second name.
 */
function withNamedCodes(schema: Readonly<Record<string, unknown>>): JSONSchema {
  const { title: _title, $id: _id, enum: codes, ...rest } = schema;
  const list = rest["x-code-list"];
  const entries = Object.entries(rest).map(([keyword, value]) => [
    keyword,
    keyword === "properties" ? mapValues(value) : keyword === "items" ? nested(value) : value,
  ]);
  const named = typeof list === "string" ? { tsType: tsTypeOf(list, codes) } : {};
  return { ...Object.fromEntries(entries), ...named, ...documented(schema) };
}

/** The comment of a property: its description, then what a developer needs to know beside the type. */
function documented(schema: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { description, examples, "x-deprecated": deprecated } = schema;
  if (typeof description !== "string") return {};
  const facts = [
    fact("Unit", textsOf(schema["x-unit"])),
    fact("Code list", textsOf(schema["x-code-list"])),
    fact("Key of", textsOf(schema["x-references"])),
    fact("Privacy", [...textsOf(schema["x-privacy"]), ...textsOf(schema["x-privacy-basis"])]),
  ];
  const [example] = Array.isArray(examples) ? examples : [];
  const tags = [
    ...(example === undefined ? [] : [`@example ${JSON.stringify(example)}`]),
    ...(deprecated === undefined ? [] : [`@deprecated ${deprecationText(deprecated)}`]),
  ];
  const paragraphs = [description, facts.flat().join(" "), tags.join("\n")];
  return { description: paragraphs.filter((text) => text !== "").join("\n\n") };
}

function fact(name: string, values: readonly string[]): readonly string[] {
  return values.length === 0 ? [] : [`${name}: ${values.join(", ")}.`];
}

function deprecationText(deprecated: unknown): string {
  const { since, reason, replacement }: Partial<Deprecation> = Object(deprecated);
  const instead = replacement === undefined ? "" : ` Use ${replacement}.`;
  return `Since ${since}: ${reason}${instead}`;
}

function textsOf(value: unknown): readonly string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((item) => typeof item === "string");
}

function mapValues(properties: unknown): Readonly<Record<string, unknown>> {
  const entries = Object.entries(properties ?? {});
  return Object.fromEntries(entries.map(([name, property]) => [name, nested(property)]));
}

function nested(schema: unknown): unknown {
  return typeof schema === "object" && schema !== null ? withNamedCodes({ ...schema }) : schema;
}

function tsTypeOf(list: string, codes: unknown): string {
  const nullable = Array.isArray(codes) && codes.includes(null);
  return nullable ? `${codeTypeName(list)} | null` : codeTypeName(list);
}

function docComment(text: string): string {
  return `/** ${text.replaceAll("*/", "*\\/")} */`;
}
