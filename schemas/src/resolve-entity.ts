import type { EntityFile, LocalisedTextFile, PropertyFile, ValueFile } from "./entity-file.ts";
import type { CodeList, Entity, PrivacyClass, Property, Stability, ValueType } from "./model.ts";
import type { Problem } from "./registry-error.ts";
import { resolvedSchema } from "./resolve-schema.ts";

/** What an entity file refers to. */
export interface Resolution {
  readonly codeLists: ReadonlyMap<string, CodeList>;
  readonly localisedText: LocalisedTextFile;
}

/** An entity file with its code lists filled in and its references followed; unknown lists are problems. */
export function resolveEntity(
  name: string,
  file: EntityFile,
  resolution: Resolution,
): { readonly entity: Entity; readonly problems: readonly Problem[] } {
  const problems = unknownLists(file.properties, resolution.codeLists, "/properties").map(
    ({ pointer, list }) => ({
      file: `entities/${name}.json`,
      pointer,
      message: `x-code-list names ${list}, and there is no code-lists/${list}.json`,
    }),
  );
  const period = file["x-period"];
  const entity: Entity = {
    name,
    title: file.title,
    description: file.description,
    domain: file["x-domain"],
    stability: file["x-stability"],
    key: file["x-key"],
    ...(period === undefined ? {} : { period }),
    properties: properties(file, { resolution, stability: file["x-stability"] }),
    schema: resolvedSchema(file, resolution),
  };
  return { entity, problems };
}

interface Context {
  readonly resolution: Resolution;
  /** The stability of what has none of its own: the container's. */
  readonly stability: Stability;
}

function properties(
  object: Pick<ValueFile, "properties" | "required">,
  context: Context,
): readonly Property[] {
  const required = new Set(object.required);
  return Object.entries(object.properties ?? {}).map(([name, file]) =>
    property(name, file, required.has(name), context),
  );
}

function property(name: string, file: PropertyFile, required: boolean, context: Context): Property {
  const stability = file["x-stability"] ?? context.stability;
  const type = propertyType(file, { ...context, stability });
  return {
    name,
    description: file.description,
    type,
    required,
    nullable: Array.isArray(file.type),
    ...present({
      unit: file["x-unit"],
      generalise: file["x-generalise"],
      groupMin: file["x-group-min"],
      references: file["x-references"],
    }),
    privacy: file["x-privacy"] ?? strictest(type),
    privacyBasis: file["x-privacy-basis"] ?? [],
    aggregation: file["x-aggregation"] ?? "never",
    stability,
    examples: file.examples ?? [],
    sourceTerms: file["x-source-terms"] ?? [],
  };
}

function propertyType(file: PropertyFile, context: Context): ValueType {
  if (file.$ref !== undefined) return localisedText(file, context);
  if (file.type === "array") return listType(file, context);
  return valueType({ ...file, type: file.type ?? "object" }, context);
}

function listType(file: PropertyFile, context: Context): ValueType {
  const items = file.items ?? { type: "string" };
  return {
    kind: "list",
    item: valueType(items, context),
    itemNullable: Array.isArray(items.type),
    ...present({ itemsMin: file.minItems, itemsMax: file.maxItems, unique: file.uniqueItems }),
  };
}

function valueType(file: ValueFile, context: Context): ValueType {
  const list = file["x-code-list"];
  if (list !== undefined) return { kind: "code", list, codes: codesOf(list, context.resolution) };
  const kind = typeof file.type === "string" ? file.type : file.type[0];
  switch (kind) {
    case "string":
      return textType(file);
    case "integer":
    case "number":
      return { kind, ...present({ minimum: file.minimum, maximum: file.maximum }) };
    case "boolean":
      return { kind };
    case "object":
      return { kind, properties: properties(file, context) };
  }
}

function textType(file: ValueFile): ValueType {
  if (file.format !== undefined) return { kind: file.format };
  return { kind: "string", ...present({ pattern: file.pattern, lengthMax: file.maxLength }) };
}

/** A localised text tells in each language as much about a person as the whole of it does. */
function localisedText(file: PropertyFile, context: Context): ValueType {
  const { properties: languages, required } = context.resolution.localisedText;
  const inherited = {
    ...present({ "x-privacy": file["x-privacy"], "x-aggregation": file["x-aggregation"] }),
  };
  const all = Object.entries(languages).map(([tag, language]) => [
    tag,
    { ...language, ...inherited },
  ]);
  return {
    kind: "object",
    properties: properties({ properties: Object.fromEntries(all), required }, context),
  };
}

const strictestFirst: readonly PrivacyClass[] = [
  "direct",
  "sensitive",
  "pseudonym",
  "quasi",
  "ordinary",
];

/** A container tells as much about a person as the leaf that tells most. */
function strictest(type: ValueType): PrivacyClass {
  const leaves = type.kind === "list" ? type.item : type;
  const classes = leaves.kind === "object" ? leaves.properties.map(({ privacy }) => privacy) : [];
  return strictestFirst.find((privacy) => classes.includes(privacy)) ?? "direct";
}

function codesOf(list: string, { codeLists }: Resolution): readonly string[] {
  return codeLists.get(list)?.codes.map(({ code }) => code) ?? [];
}

function unknownLists(
  files: Readonly<Record<string, PropertyFile>>,
  codeLists: ReadonlyMap<string, CodeList>,
  pointer: string,
): readonly { readonly pointer: string; readonly list: string }[] {
  const ofValue = (value: PropertyFile | ValueFile, at: string) => {
    const list = value["x-code-list"];
    const here = list === undefined || codeLists.has(list) ? [] : [{ pointer: at, list }];
    return [...here, ...unknownLists(value.properties ?? {}, codeLists, `${at}/properties`)];
  };
  return Object.entries(files).flatMap(([name, file]) => [
    ...ofValue(file, `${pointer}/${name}`),
    ...(file.items === undefined ? [] : ofValue(file.items, `${pointer}/${name}/items`)),
  ]);
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The same without what is undefined: optional means absent. */
function present<T extends object>(values: T): Present<T> {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Present<T>;
}
