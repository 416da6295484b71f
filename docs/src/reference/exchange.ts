/** A property of what travels, as its page shows it. */
export interface ExchangeProperty {
  /** Its place in the document: `files[].digest`. */
  readonly path: string;
  readonly description: string;
  readonly type: string;
  readonly isRequired: boolean;
  readonly isNullable: boolean;
  readonly unit?: string;
  /** The property beside it that says the unit. */
  readonly unitProperty?: string;
  readonly codeList?: string;
  /** Code → what it means, where the codes are the property's own. */
  readonly codes: readonly (readonly [code: string, meaning: string])[];
  readonly example?: unknown;
}

/** The page of one exchange schema. */
export interface ExchangePage {
  /** Name of its file in schemas/publication/. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly stability: string;
  /** What the model calls it, where it is one of its entities. */
  readonly entity?: string;
  /** The type of the gateway's GraphQL that it is, where the gateway serves it. */
  readonly graphqlType?: string;
  readonly properties: readonly ExchangeProperty[];
  /** A whole document, where the schema has one. */
  readonly example?: unknown;
}

type JsonObject = Readonly<Record<string, unknown>>;

/** A page for every schema of what travels, in the order of their titles. */
export function exchangePages(exchange: ReadonlyMap<string, object>): readonly ExchangePage[] {
  return [...exchange]
    .map(([name, file]) => pageOf(name, objectOf(file)))
    .toSorted((a, b) => (a.title < b.title ? -1 : 1));
}

function pageOf(name: string, schema: JsonObject): ExchangePage {
  const entity = textOf(schema, "x-exchange-entity");
  const graphqlType = textOf(schema, "x-graphql-type");
  const [example] = listOf(schema["examples"]);
  return {
    name,
    title: textOf(schema, "title") ?? name,
    description: textOf(schema, "description") ?? "",
    stability: textOf(schema, "x-stability") ?? "",
    ...(entity !== undefined && { entity }),
    ...(graphqlType !== undefined && { graphqlType }),
    properties: propertiesOf(schema, "", listOf(schema["examples"])),
    ...(example !== undefined && { example }),
  };
}

/** The properties of an object and, below each, those of the objects in it. */
function propertiesOf(
  schema: JsonObject,
  above: string,
  examples: readonly unknown[],
): readonly ExchangeProperty[] {
  const required = new Set(listOf(schema["required"]));
  return Object.entries(objectOf(schema["properties"])).flatMap(([name, value]) => {
    const property = objectOf(value);
    const inside = examples.flatMap((example) => valueAt(example, name));
    const own = listOf(property["examples"]);
    const values = own.length > 0 ? own : inside;
    const path = `${above}${name}`;
    return [
      propertyOf(property, path, required.has(name), values),
      ...below(property, path, values),
    ];
  });
}

/** What is inside a property; a text in several languages is one value to a reader. */
function below(
  property: JsonObject,
  path: string,
  examples: readonly unknown[],
): readonly ExchangeProperty[] {
  const items = objectOf(property["items"]);
  if ("properties" in items && !isLocalisedText(items)) {
    return propertiesOf(items, `${path}[].`, examples.flatMap(listOf));
  }
  if ("properties" in property && !isLocalisedText(property)) {
    return propertiesOf(property, `${path}.`, examples);
  }
  return [];
}

function propertyOf(
  property: JsonObject,
  path: string,
  isRequired: boolean,
  examples: readonly unknown[],
): ExchangeProperty {
  const unit = textOf(property, "x-unit");
  const unitProperty = textOf(property, "x-unit-property");
  const codeList = textOf(property, "x-code-list");
  const words = Object.entries(objectOf(property["x-code-descriptions"]));
  const [example] = examples;
  return {
    path,
    description: textOf(property, "description") ?? "",
    type: typeOf(property),
    isRequired,
    isNullable: listOf(property["type"]).includes("null"),
    ...(unit !== undefined && { unit }),
    ...(unitProperty !== undefined && { unitProperty }),
    ...(codeList !== undefined && { codeList }),
    codes: words.map(([code, meaning]) => [code, String(meaning)] as const),
    ...(example !== undefined && { example }),
  };
}

const typeNames: Readonly<Record<string, string>> = {
  string: "text",
  integer: "whole number",
  number: "number",
  boolean: "true or false",
  object: "group of values",
};

/** The type in words that a data clerk knows. */
function typeOf(schema: JsonObject): string {
  if (isLocalisedText(schema)) return "text in several languages";
  if ("enum" in schema || "x-code-list" in schema) return "code";
  if (schema["format"] === "date") return "day";
  if (schema["format"] === "date-time") return "day and time";
  if ("const" in schema) return `always ${JSON.stringify(schema["const"])}`;
  const type = [schema["type"]].flat().find((name) => name !== "null");
  if (type === "array") return `list of ${typeOf(objectOf(schema["items"]))}`;
  return typeNames[String(type)] ?? "value";
}

function isLocalisedText(schema: JsonObject): boolean {
  const names = Object.keys(objectOf(schema["properties"]));
  return names.includes("en") && names.every((name) => /^[a-z]{2}$/u.test(name));
}

function valueAt(example: unknown, name: string): readonly unknown[] {
  const value = objectOf(example)[name];
  return value === undefined ? [] : [value];
}

function textOf(schema: JsonObject, keyword: string): string | undefined {
  const value = schema[keyword];
  return typeof value === "string" ? value : undefined;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function objectOf(value: unknown): JsonObject {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
