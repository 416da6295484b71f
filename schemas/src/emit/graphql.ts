import type { CodeList, Registry } from "../model.ts";

/**
 * GraphQL types of what travels: the schemas of `publication/` that carry `x-graphql-type`.
 *
 * - `x-graphql-type` on an object or an enum names its GraphQL type; on a schema file it says
 *   that the file takes part.
 * - `x-graphql-link` on a property: the field is the named type itself, whatever stands for it in
 *   the data (an id, a reference to another schema).
 * - `x-graphql-scalar`: a scalar other than the one the JSON type suggests.
 * - `x-code-list`: an enum of the list's codes, with their labels as descriptions.
 *
 * Whatever has no GraphQL form is an error, never a guess.
 */

type JsonSchema = Readonly<Record<string, unknown>>;

/** SDL, and for each enum the code behind every GraphQL name: `NOT_COMPARABLE` → `not-comparable`. */
export interface GraphqlTypes {
  readonly sdl: string;
  readonly enums: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** The two files the gateway carries: SDL for people and tools, and the same as a module. */
export function emitGraphql(
  registry: Registry,
  exchange: ReadonlyMap<string, object>,
): Readonly<Record<string, string>> {
  const { sdl, enums } = graphqlTypes(registry, exchange);
  const origin = "Generated from schemas/publication by `npm run generate`.";
  return {
    "server/src/generated/schema.graphql": `# ${origin}\n\n${sdl}`,
    "server/src/generated/schema.ts": `// ${origin}

/** The types that travel, as schema.graphql says them. */
export const exchangeTypes: string = ${JSON.stringify(sdl)};

/** GraphQL name → code, for every enum. */
export const enumCodes: Readonly<Record<string, Readonly<Record<string, string>>>> = ${JSON.stringify(enums, null, 2)};
`,
  };
}

/** The types of every exchange schema that has a GraphQL form, in the order given. */
export function graphqlTypes(
  registry: Registry,
  exchange: ReadonlyMap<string, object>,
): GraphqlTypes {
  const state: State = {
    codeLists: registry.codeLists,
    types: new Map(),
    enums: {},
    known: new Set(),
    links: new Map(),
  };
  for (const [name, file] of exchange) {
    const schema = record(file, name);
    if (schema["x-graphql-type"] !== undefined) objectType(schema, name, state);
  }
  requireLinked(state);
  const known = [...state.known].toSorted().map((name) => `${knownTypes[name]}\n`);
  const types = [...state.types.values()].map((type) => type.sdl);
  return { sdl: [...known, ...types].join("\n"), enums: state.enums };
}

interface State {
  readonly codeLists: ReadonlyMap<string, CodeList>;
  /** Type name → the shape it was declared with, and its SDL. */
  readonly types: Map<string, { readonly shape: string; readonly sdl: string }>;
  readonly enums: Record<string, Record<string, string>>;
  /** Names of the types below that are used. */
  readonly known: Set<string>;
  /** Type name → a place that links to it. */
  readonly links: Map<string, string>;
}

interface FieldType {
  readonly name: string;
  readonly nullable: boolean;
}

/** Types that no exchange schema declares, by name. */
const knownTypes: Readonly<Record<string, string>> = {
  Date: '"""A day as YYYY-MM-DD."""\nscalar Date',
  DateTime: '"""A moment as an ISO 8601 text in UTC."""\nscalar DateTime',
  LocalisedText:
    '"""One text in the languages of the members; English is always there."""\ntype LocalisedText {\n  en: String!\n  fi: String\n  sv: String\n  az: String\n}',
  SafeInt: '"""A whole number up to 2^53 - 1, written as a JSON number."""\nscalar SafeInt',
};

/** Every link leads to a type. */
function requireLinked(state: State): void {
  for (const [name, place] of state.links) {
    if (Object.hasOwn(knownTypes, name)) state.known.add(name);
    else if (!state.types.has(name))
      throw new Error(`${place}: nothing declares the type ${name}.`);
  }
}

function objectType(schema: JsonSchema, place: string, state: State): string {
  const name = checkedName(schema, place);
  if (isDeclared(name, place, schema, state)) return name;
  const required = new Set(strings(schema["required"]));
  const fields = Object.entries(record(schema["properties"], `${place}: properties`)).map(
    ([key, value]) => {
      const here = `${place}/${key}`;
      if (!/^[a-z][A-Za-z0-9]*$/.test(key)) throw new Error(`${here}: ${key} is no GraphQL name.`);
      const property = record(value, here);
      const type = fieldType(property, here, state);
      const mark = required.has(key) && !type.nullable ? "!" : "";
      return `${docs(property, "  ")}  ${key}: ${type.name}${mark}\n`;
    },
  );
  if (fields.length === 0)
    throw new Error(`${place}: an object without properties has no GraphQL form.`);
  declare(name, schema, `${docs(schema, "")}type ${name} {\n${fields.join("")}}\n`, state);
  return name;
}

/** Whether the same type was declared before; two different types of one name are an error. */
function isDeclared(name: string, place: string, schema: JsonSchema, state: State): boolean {
  const held = state.types.get(name);
  if (held === undefined) {
    declare(name, schema, "", state);
    return false;
  }
  if (held.shape !== shape(schema)) {
    throw new Error(`${place}: another schema already has the GraphQL name ${name}.`);
  }
  return true;
}

function declare(name: string, schema: JsonSchema, sdl: string, state: State): void {
  state.types.set(name, { shape: shape(schema), sdl });
}

/** What makes two declarations the same type: everything but the words around it. */
function shape(schema: JsonSchema): string {
  return JSON.stringify([
    schema["type"],
    schema["properties"],
    schema["enum"],
    schema["x-code-list"],
  ]);
}

function fieldType(schema: JsonSchema, place: string, state: State): FieldType {
  const link = schema["x-graphql-link"];
  if (typeof link === "string") {
    state.links.set(link, place);
    return { name: link, nullable: false };
  }
  for (const keyword of ["oneOf", "anyOf", "allOf", "if", "not", "prefixItems", "$ref"]) {
    if (schema[keyword] !== undefined) throw new Error(`${place}: ${keyword} has no GraphQL form.`);
  }
  const scalar = text(schema, "x-graphql-scalar");
  if (scalar !== "") return { name: scalar, nullable: false };
  const { type, nullable } = jsonType(schema, place);
  return { name: nameOfType(type, schema, place, state), nullable };
}

function jsonType(schema: JsonSchema, place: string): { type: string; nullable: boolean } {
  const types = Array.isArray(schema["type"]) ? strings(schema["type"]) : [text(schema, "type")];
  const others = types.filter((type) => type !== "null");
  const [type] = others;
  if (type === undefined || others.length !== 1) {
    throw new Error(`${place}: exactly one type has a GraphQL form, besides null.`);
  }
  return { type, nullable: others.length < types.length };
}

function nameOfType(type: string, schema: JsonSchema, place: string, state: State): string {
  switch (type) {
    case "string":
      return textType(schema, place, state);
    case "integer":
      return integerType(schema, place, state);
    case "number":
      return "Float";
    case "boolean":
      return "Boolean";
    case "array": {
      const item = fieldType(record(schema["items"], `${place}/items`), `${place}/items`, state);
      return `[${item.name}${item.nullable ? "" : "!"}]`;
    }
    case "object":
      return objectType(schema, place, state);
    default:
      throw new Error(`${place}: the type ${type} has no GraphQL form.`);
  }
}

function textType(schema: JsonSchema, place: string, state: State): string {
  const list = schema["x-code-list"];
  if (typeof list === "string") {
    const codes = state.codeLists.get(list)?.codes;
    if (codes === undefined) throw new Error(`${place}: there is no code list ${list}.`);
    return enumType(
      schema,
      codes.map(({ code, label }) => [code, label.en]),
      place,
      state,
    );
  }
  if (schema["enum"] !== undefined) {
    const words = record(schema["x-code-descriptions"], `${place}: x-code-descriptions`);
    const codes = strings(schema["enum"]).map((code): [string, string] => [
      code,
      text(words, code),
    ]);
    return enumType(schema, codes, place, state);
  }
  const format = { date: "Date", "date-time": "DateTime" }[String(schema["format"])];
  if (format === undefined) return "String";
  state.known.add(format);
  return format;
}

function integerType(schema: JsonSchema, place: string, state: State): string {
  const { minimum, maximum } = schema;
  if (typeof minimum !== "number" || typeof maximum !== "number") {
    throw new Error(`${place}: a whole number needs its minimum and maximum.`);
  }
  if (minimum >= -(2 ** 31) && maximum < 2 ** 31) return "Int";
  state.known.add("SafeInt");
  return "SafeInt";
}

function enumType(
  schema: JsonSchema,
  codes: readonly (readonly [code: string, description: string])[],
  place: string,
  state: State,
): string {
  const name = checkedName(schema, place);
  if (isDeclared(name, place, schema, state)) return name;
  const names: Record<string, string> = {};
  const lines = codes.map(([code, description]) => {
    const value = enumName(code);
    if (names[value] !== undefined) {
      throw new Error(`${place}: the codes ${names[value]} and ${code} both become ${value}.`);
    }
    names[value] = code;
    return `  ${block(description)}\n  ${value}\n`;
  });
  state.enums[name] = names;
  declare(name, schema, `${docs(schema, "")}enum ${name} {\n${lines.join("")}}\n`, state);
  return name;
}

/** `not-comparable` → `NOT_COMPARABLE`: a code as GraphQL can name it. */
export function enumName(code: string): string {
  const name = code.toUpperCase().replaceAll(/[^A-Z0-9_]+/g, "_");
  return /^[A-Z_]/.test(name) ? name : `_${name}`;
}

function checkedName(schema: JsonSchema, place: string): string {
  const name = typeName(schema);
  if (!/^[A-Z][A-Za-z0-9]*$/.test(name))
    throw new Error(`${place}: x-graphql-type or title is needed.`);
  return name;
}

function typeName(schema: JsonSchema): string {
  const named = text(schema, "x-graphql-type") || text(schema, "title");
  return named.replaceAll(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_all, first: string) =>
    first.toUpperCase(),
  );
}

function docs(schema: JsonSchema, indent: string): string {
  const description = schema["description"];
  return typeof description === "string" ? `${indent}${block(description)}\n` : "";
}

/** A description as SDL writes it. */
export function block(description: string): string {
  return `"""${description.replaceAll('"""', '\\"""')}"""`;
}

function record(value: unknown, place: string): JsonSchema {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new Error(`${place} must be an object.`);
  }
  return Object.fromEntries(Object.entries(value));
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function text(schema: JsonSchema, key: string): string {
  const value = schema[key];
  return typeof value === "string" ? value : "";
}
