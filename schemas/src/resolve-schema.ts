import type { EntityFile, LocalisedTextFile, PropertyFile, ValueFile } from "./entity-file.ts";
import type { CodeList } from "./model.ts";

type JsonObject = Readonly<Record<string, unknown>>;

interface Resolution {
  readonly codeLists: ReadonlyMap<string, CodeList>;
  readonly localisedText: LocalisedTextFile;
}

/** The file as a self-contained JSON Schema: code lists become enumerations, references their targets. */
export function resolvedSchema(file: EntityFile, resolution: Resolution): JsonObject {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    ...file,
    properties: mapProperties(file.properties, resolution),
  };
}

/** A schema with every reference to localised-text.json, however deep, replaced by what it refers to. */
export function followLocalisedText(schema: object, target: LocalisedTextFile): object {
  const follow = (value: unknown): unknown => {
    if (typeof value !== "object" || value === null) return value;
    return Array.isArray(value) ? value.map(follow) : followLocalisedText(value, target);
  };
  const { $ref, ...rest }: { readonly $ref?: unknown } = schema;
  const own = Object.fromEntries(
    Object.entries(rest).map(([name, value]) => [name, follow(value)]),
  );
  if ($ref === undefined) return own;
  if ($ref === "../localised-text.json") return { ...localisedTextSchema(target), ...own };
  return { $ref, ...own };
}

function mapProperties(
  files: Readonly<Record<string, PropertyFile>>,
  resolution: Resolution,
): JsonObject {
  return Object.fromEntries(
    Object.entries(files).map(([name, file]) => [name, propertySchema(file, resolution)]),
  );
}

function propertySchema(file: PropertyFile, resolution: Resolution): JsonObject {
  const { $ref, items, ...rest } = file;
  if ($ref !== undefined) return { ...localisedTextSchema(resolution.localisedText), ...rest };
  if (items !== undefined) return { ...rest, items: valueSchema(items, resolution) };
  return valueSchema(rest, resolution);
}

function valueSchema(file: ValueFile | PropertyFile, resolution: Resolution): JsonObject {
  const list = file["x-code-list"];
  const codes = list === undefined ? undefined : resolution.codeLists.get(list)?.codes;
  const properties = file.properties;
  return {
    ...file,
    ...(codes === undefined ? {} : { enum: enumeration(file, codes) }),
    ...(properties === undefined ? {} : { properties: mapProperties(properties, resolution) }),
  };
}

function enumeration(
  file: ValueFile | PropertyFile,
  codes: CodeList["codes"],
): readonly (string | null)[] {
  const values = codes.map(({ code }) => code);
  return Array.isArray(file.type) ? [...values, null] : values;
}

function localisedTextSchema({ properties, required }: LocalisedTextFile): JsonObject {
  return { type: "object", additionalProperties: false, required, properties };
}
