import type { EntityFile, LocalisedTextFile, PropertyFile, ValueFile } from "./entity-file.ts";
import type {
  CodeList,
  Deprecation,
  Entity,
  PrivacyClass,
  Property,
  Stability,
  ValueType,
} from "./model.ts";
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
    ...deprecation(file),
    properties: properties(file, { resolution, stability: file["x-stability"] }),
    schema: resolvedSchema(file, resolution),
  };
  return { entity, problems };
}

type TypeOf<K extends ValueType["kind"]> = Extract<ValueType, { readonly kind: K }>;

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
    ...optionalParts(file),
    privacy: file["x-privacy"] ?? strictest(type),
    privacyBasis: file["x-privacy-basis"] ?? [],
    aggregation: file["x-aggregation"] ?? "never",
    stability,
    ...deprecation(file),
    examples: file.examples ?? [],
    sourceTerms: file["x-source-terms"] ?? [],
  };
}

function deprecation(file: {
  readonly "x-deprecated"?: Deprecation;
}): Pick<Property, "deprecated"> {
  const { "x-deprecated": deprecated } = file;
  return { ...(deprecated !== undefined && { deprecated }) };
}

function optionalParts(
  file: PropertyFile,
): Pick<Property, "unit" | "generalise" | "groupMin" | "references"> {
  const {
    "x-unit": unit,
    "x-generalise": generalise,
    "x-group-min": groupMin,
    "x-references": references,
  } = file;
  return {
    ...(unit !== undefined && { unit }),
    ...(generalise !== undefined && { generalise }),
    ...(groupMin !== undefined && { groupMin }),
    ...(references !== undefined && { references }),
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
    ...listLimits(file),
  };
}

function listLimits({
  minItems,
  maxItems,
  uniqueItems,
}: PropertyFile): Pick<TypeOf<"list">, "itemsMin" | "itemsMax" | "unique"> {
  return {
    ...(minItems !== undefined && { itemsMin: minItems }),
    ...(maxItems !== undefined && { itemsMax: maxItems }),
    ...(uniqueItems !== undefined && { unique: uniqueItems }),
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
      return { kind, ...numberLimits(file) };
    case "boolean":
      return { kind };
    case "object":
      return { kind, properties: properties(file, context) };
  }
}

function textType(file: ValueFile): ValueType {
  if (file.format !== undefined) return { kind: file.format };
  return { kind: "string", ...textLimits(file) };
}

function numberLimits({ minimum, maximum, multipleOf }: ValueFile): Omit<TypeOf<"number">, "kind"> {
  return {
    ...(multipleOf !== undefined && { multipleOf }),
    ...(minimum !== undefined && { minimum }),
    ...(maximum !== undefined && { maximum }),
  };
}

function textLimits({ pattern, maxLength }: ValueFile): Omit<TypeOf<"string">, "kind"> {
  return {
    ...(pattern !== undefined && { pattern }),
    ...(maxLength !== undefined && { lengthMax: maxLength }),
  };
}

/** A localised text tells in each language as much about a person as the whole of it does. */
function localisedText(file: PropertyFile, context: Context): ValueType {
  const { properties: languages, required } = context.resolution.localisedText;
  const privacy = file["x-privacy"] ?? "direct";
  const inherited = {
    "x-privacy": privacy,
    "x-aggregation": file["x-aggregation"] ?? "never",
  } as const;
  const all = Object.entries(languages).map(([tag, language]) => [
    tag,
    Object.assign({}, language, inherited),
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
  return Object.entries(files).flatMap(([name, file]) => {
    const at = `${pointer}/${name}`;
    const own = ofValue(file, at);
    return file.items === undefined ? own : own.concat(ofValue(file.items, `${at}/items`));
  });
}
