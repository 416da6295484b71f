import { globSync, readFileSync } from "node:fs";
import { schemaOf, type Schema } from "./values.ts";

const folder = new URL("json-schema-test-suite/draft2020-12/", import.meta.url).pathname;

/** One case of the official suite: whether an instance is valid against a schema. */
export interface SuiteCase {
  /** `<file>: <group>: <test>`. */
  readonly name: string;
  readonly schema: unknown;
  readonly instance: unknown;
  readonly valid: boolean;
}

/** A record and what the properties of its entity are, in which a case has its place. */
export interface Placed {
  readonly properties: Readonly<Record<string, Schema>>;
  readonly required: readonly string[];
  readonly record: Readonly<Record<string, unknown>>;
}

/** A case for which the profile has no place, and why. */
export interface Outside {
  readonly outside: string;
}

/** Every case of the vendored files. */
export function suiteCases(): readonly SuiteCase[] {
  return globSync("**/*.json", { cwd: folder })
    .toSorted()
    .flatMap((path) => {
      const groups: readonly SuiteGroup[] = JSON.parse(readFileSync(folder + path, "utf8"));
      return groups.flatMap(({ description, schema, tests }) =>
        tests.map(({ data, valid, ...test }) => ({
          name: `${path.replace(/\.json$/, "")}: ${description}: ${test.description}`,
          schema,
          instance: data,
          valid,
        })),
      );
    });
}

interface SuiteGroup {
  readonly description: string;
  readonly schema: unknown;
  readonly tests: readonly {
    readonly description: string;
    readonly data: unknown;
    readonly valid: boolean;
  }[];
}

/**
 * The place of a case in a record: a schema of an object is that of the record, any other is that of
 * its property `value`. Where the schema leaves the type open, it is the one that the keyword is about.
 */
export function placeOf({ name, schema, instance }: SuiteCase): Placed | Outside {
  if (typeof schema !== "object") return { outside: "a schema that is true or false" };
  const { $schema: _dialect, ...keywords } = schemaOf(schema);
  const strange = Object.keys(keywords).find((keyword) => !profile.has(keyword));
  if (strange !== undefined) return { outside: `the keyword ${strange}` };
  if (recordKeywords.some((keyword) => keyword in keywords)) return recordPlace(keywords, instance);
  const value = valueSchema(keywords, instance);
  if (typeof value["outside"] === "string") return { outside: value["outside"] };
  const narrower = narrowed.find(([named]) => name.endsWith(named))?.[1];
  if (narrower !== undefined) return { outside: narrower };
  return { properties: { value }, required: [], record: { value: instance } };
}

/** Where the standard is narrower than JSON Schema, by the end of the names of the cases. */
const narrowed: readonly (readonly [name: string, reason: string])[] = [
  [": case-insensitive T and Z", "a date-time with a small t or z"],
  [": a second fraction of fifteen nines is valid", "a date-time finer than microseconds"],
  ...[
    "a valid date-time with a leap second, UTC",
    "a valid date-time with a leap second, with minus offset",
  ].map((named) => [`: ${named}`, "a leap second, which engines do not store"] as const),
  ...[
    "a bignum is an integer",
    "a negative bignum is an integer",
    "valid if optional overflow handling is implemented",
  ].map((named) => [`: ${named}`, "a whole number without limits, beyond 2^63"] as const),
];

const recordKeywords = ["properties", "required", "additionalProperties"];

const profile = new Set([
  ...["type", "enum", "format", "pattern", "minLength", "maxLength", "minimum", "maximum"],
  ...["multipleOf", "items", "minItems", "maxItems", "uniqueItems", ...recordKeywords],
]);

function recordPlace(keywords: Schema, instance: unknown): Placed | Outside {
  const { properties, required } = keywords;
  const record = schemaOf(instance);
  const declared = schemaOf(properties);
  const needed = Array.isArray(required) ? required.map(String) : [];
  const names = [...Object.keys(declared), ...needed];
  const reason = recordReason(keywords, instance, names);
  if (reason !== undefined) return { outside: reason };
  const values = names.map((name) => [name, memberSchema(declared[name], record[name])] as const);
  const outside = values.map(([, value]) => value["outside"]).find((text) => text !== undefined);
  if (typeof outside === "string") return { outside };
  return { properties: Object.fromEntries(values), required: needed, record };
}

function recordReason(
  { additionalProperties, type = "object" }: Schema,
  instance: unknown,
  names: readonly string[],
): string | undefined {
  const isClosed = additionalProperties === false;
  const isStranger = Object.keys(schemaOf(instance)).some((name) => !names.includes(name));
  const isNamed = names.every((name) => /^[a-z][a-zA-Z0-9]*$/.test(name) && !(name in {}));
  return firstReason([
    [additionalProperties !== undefined && !isClosed, "objects with names beyond their properties"],
    [type !== "object", "several types"],
    [typeName(instance) !== "object", "a record that is no object"],
    [!isNamed, "names of properties that are not in camelCase"],
    [!isClosed && isStranger, "objects with names beyond their properties"],
  ]);
}

function firstReason(
  reasons: readonly (readonly [applies: boolean, reason: string])[],
): string | undefined {
  return reasons.find(([applies]) => applies)?.[1];
}

function memberSchema(schema: unknown, value: unknown): Schema {
  if (typeof schema === "boolean") return { outside: "a schema that is true or false" };
  const typed = Object.keys(schemaOf(schema)).length > 0;
  return valueSchema(typed ? schemaOf(schema) : { type: typeName(value ?? "") }, value ?? "");
}

/** The schema as a property has it, or `outside` with the reason why none can. */
function valueSchema(schema: Schema, instance: unknown): Schema {
  const { type = impliedType(schema, instance), ...rest } = schema;
  const isAbout = schema["type"] !== undefined || typeName(instance) === type;
  const step = rest["multipleOf"];
  const reason = firstReason([
    [Array.isArray(type), "several types"],
    [type === "null", "a value that can only be null"],
    [!isAbout, "a value of a type that a keyword is not about"],
    [
      typeof step === "number" && !Number.isInteger(step * 1024),
      "steps that are not exact in binary",
    ],
  ]);
  if (reason !== undefined) return { outside: reason };
  if (Array.isArray(rest["enum"])) return codedSchema(rest["enum"]);
  if (type === "array") return listSchema(rest, instance);
  if (type === "object") return { type, additionalProperties: false, properties: {}, ...rest };
  return { type, ...rest };
}

function codedSchema(codes: readonly unknown[]): Schema {
  const reason = firstReason([
    [codes.length === 0, "an enumeration without a value"],
    [!codes.every((code) => typeof code === "string"), "enumerated values that are not texts"],
    [codes.some((code) => String(code).includes("\u0000")), "a code with NUL"],
  ]);
  return reason === undefined ? { type: "string", codes } : { outside: reason };
}

function listSchema(rest: Schema, instance: unknown): Schema {
  const { items } = rest;
  if (typeof items === "boolean") return { outside: "a schema that is true or false" };
  const found = new Set(Array.isArray(instance) ? instance.map(typeName) : []);
  const [first = "string", ...others] = items === undefined ? found : [];
  const type = items === undefined ? first : schemaOf(items)["type"];
  const reason = firstReason([
    [others.length > 0, "lists with items of several types"],
    [type === "array", "lists of lists"],
    [type === "object", "objects without declared properties"],
    [type === "null", "a value that can only be null"],
  ]);
  if (reason !== undefined) return { outside: reason };
  return { type: "array", ...rest, items: items ?? { type } };
}

const implied: readonly (readonly [type: string, keywords: readonly string[]])[] = [
  ["string", ["enum", "pattern", "format", "minLength", "maxLength"]],
  ["number", ["minimum", "maximum", "multipleOf"]],
  ["array", ["items", "minItems", "maxItems", "uniqueItems"]],
];

function impliedType(schema: Schema, instance: unknown): string {
  const found = implied.find(([, keywords]) => keywords.some((keyword) => keyword in schema));
  if (found === undefined) return typeName(instance);
  const isCoded = "enum" in schema;
  return isCoded ? typeName(instance) : found[0];
}

function typeName(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}
