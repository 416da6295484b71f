import fc from "fast-check";
import { jsonSchemaValidator } from "../../src/json-schema.ts";
import { isObject, type JsonObject, type Release } from "../../src/release.ts";
import { base } from "./vectors.ts";

/**
 * A judgement that knows nothing of rules: real values are put to a real validator under both
 * schemas. It finds what the comparison of keywords overlooks.
 */

/** A state of one entity: its properties, which of them are required, and the codes of a list. */
export interface Thing {
  readonly properties: Readonly<Record<string, JsonObject>>;
  readonly required: readonly string[];
  readonly codes: readonly string[];
}

const ajv = jsonSchemaValidator();

const described = { description: "A property of the sample." };

const limits = (least: string, most: string) =>
  fc.record(
    { [least]: fc.integer({ min: 0, max: 3 }), [most]: fc.integer({ min: 2, max: 5 }) },
    { requiredKeys: [] },
  );

const patterns = [
  "^[A-Z]{2}$",
  "^[A-Z]{2,3}$",
  "^(?:[A-Z]{2}|x)$",
  "^(?:x|y)$",
  "^(?:x)$",
  "^.{3}$",
];

const text = fc
  .tuple(
    limits("minLength", "maxLength"),
    fc.option(fc.constantFrom(...patterns), { nil: undefined }),
  )
  .map(([lengths, pattern]) => ({
    ...{ type: "string", ...lengths },
    ...(pattern === undefined ? {} : { pattern }),
  }));

const number = fc
  .tuple(
    fc.constantFrom("integer", "number"),
    limits("minimum", "maximum"),
    fc.option(fc.constantFrom(0.25, 0.5, 1, 5), { nil: undefined }),
  )
  .map(([type, bounds, step]) => ({
    ...{ type, ...bounds },
    ...(step === undefined ? {} : { multipleOf: step }),
  }));

const day = fc.constantFrom("date", "date-time").map((format) => ({ type: "string", format }));
const coded = fc.constant({ type: "string", "x-code-list": "band" });
const truth = fc.constant({ type: "boolean" });

const scalar: fc.Arbitrary<JsonObject> = fc
  .tuple(fc.oneof(text, number, day, coded, truth), fc.boolean())
  .map(([schema, nullable]) => (nullable ? { ...schema, type: [schema.type, "null"] } : schema));

const scalarList: fc.Arbitrary<JsonObject> = fc
  .tuple(scalar, limits("minItems", "maxItems"), fc.boolean())
  .map(([items, counts, unique]) => ({
    ...{ type: "array", items, ...counts },
    ...(unique ? { uniqueItems: true } : {}),
  }));

const property = fc.oneof({ weight: 4, arbitrary: scalar }, { weight: 1, arbitrary: scalarList });

const names = ["one", "two", "three"] as const;

const thing: fc.Arbitrary<Thing> = fc
  .tuple(
    fc.record({ one: property, two: property, three: property }, { requiredKeys: ["one"] }),
    fc.subarray([...names]),
    fc.subarray(["x", "y", "z"], { minLength: 1 }),
  )
  .map(([properties, required, codes]) => {
    const own = Object.entries(properties).map(([name, schema]) => [
      name,
      { ...described, ...schema },
    ]);
    const kept = required.filter((name) => name in properties);
    return { properties: Object.fromEntries(own), required: kept, codes };
  });

/** A thing and what has become of it: mostly one keyword of one property, else a whole part. */
export const changedThings: fc.Arbitrary<readonly [older: Thing, newer: Thing]> = fc
  .tuple(
    thing,
    thing,
    fc.oneof(
      { weight: 4, arbitrary: fc.constant("keyword") },
      { weight: 1, arbitrary: fc.constantFrom("codes", "required", "whole", ...names) },
    ),
    fc.nat(),
  )
  .map(([older, other, what, salt]) => [older, withPart(older, other, { what, salt })]);

function withPart(
  older: Thing,
  other: Thing,
  { what, salt }: { readonly what: string; readonly salt: number },
): Thing {
  if (what === "codes") return { ...older, codes: other.codes };
  if (what === "required") return consistent({ ...older, required: other.required });
  if (what === "whole") return other;
  if (what === "keyword") return withKeyword(older, salt);
  const { [what]: gone, ...rest } = older.properties;
  const come = other.properties[what] ?? gone ?? described;
  const properties = salt % 4 === 0 ? rest : { ...rest, [what]: come };
  return consistent({ ...older, properties });
}

const bounds = [undefined, 0, 1, 2, 3, 4, 5] as const;

/** Keywords by the type they limit, and what they can become; undefined takes them away. */
const tweaks: Readonly<Record<string, Readonly<Record<string, readonly unknown[]>>>> = {
  string: { minLength: bounds, maxLength: bounds, pattern: [undefined, ...patterns] },
  integer: { minimum: bounds, maximum: bounds, multipleOf: [undefined, 1, 5], type: ["number"] },
  number: { minimum: bounds, maximum: bounds, multipleOf: [0.25, 0.5, 1, 5], type: ["integer"] },
  array: { minItems: bounds, maxItems: bounds, uniqueItems: [undefined, true] },
};

function withKeyword(older: Thing, salt: number): Thing {
  const schemas: readonly (readonly [string, JsonObject])[] = Object.entries(older.properties);
  const [name, schema] = at(schemas, salt);
  const { type } = schema;
  const isNullable = Array.isArray(type);
  const scalarType = isNullable ? String(type[0]) : String(type);
  const choices = Object.entries(tweaks[scalarType] ?? {});
  const nullable = [["type", [isNullable ? scalarType : [scalarType, "null"]]] as const];
  const isPlain = schema["x-code-list"] === undefined && schema["format"] === undefined;
  const [keyword, values] = at(isPlain ? [...choices, ...nullable] : nullable, salt >> 3);
  const value = at(values, salt >> 7);
  const { [keyword]: _gone, ...rest } = schema;
  const changed = value === undefined ? rest : { ...rest, [keyword]: value };
  return { ...older, properties: { ...older.properties, [name]: changed } };
}

/** One of several values; the same salt finds the same one. */
function at<T>(values: readonly T[], salt: number): T {
  for (const [index, value] of values.entries()) {
    if (index === salt % values.length) return value;
  }
  throw new Error("There is nothing to choose from.");
}

function consistent(one: Thing): Thing {
  return { ...one, required: one.required.filter((name) => name in one.properties) };
}

/** A thing as an entity of the sample release, or as what travels. */
export function releaseWith(kind: "entities" | "exchange", one: Thing): Release {
  const { band: list } = base.codeLists;
  if (list === undefined) throw new Error("The sample has the list band.");
  const codes = one.codes.map((code) => ({ code, label: { en: code } }));
  return {
    ...base,
    entities: kind === "entities" ? { thing: schemaOf(one) } : {},
    exchange: kind === "exchange" ? { thing: schemaOf(one) } : {},
    codeLists: { band: { ...list, maintenance: "open", codes } },
  };
}

function schemaOf({ properties, required }: Thing): JsonObject {
  return { type: "object", additionalProperties: false, "x-key": ["one"], required, properties };
}

/** The schema with its codes filled in; an open one lets properties through that it does not know. */
export function validatorOf(one: Thing, { isOpen }: { readonly isOpen: boolean }) {
  const schema = filledIn(schemaOf(one), one.codes);
  const validate = ajv.compile({ ...schema, additionalProperties: isOpen });
  return (value: unknown): boolean => validate(value);
}

function filledIn(schema: JsonObject, codes: readonly string[]): JsonObject {
  const filled = Object.entries(schema).map(([name, part]) => [
    name,
    isObject(part) ? filledIn(part, codes) : part,
  ]);
  const values = Array.isArray(schema["type"]) ? [...codes, null] : codes;
  const enumeration = schema["x-code-list"] === undefined ? {} : { enum: values };
  return { ...Object.fromEntries(filled), ...enumeration };
}

const scalars: readonly unknown[] = [
  ...["", "x", "y", "z", "a", "ab", "abc", "abcd", "abcde", "abcdef", "FI", "FIN", "FINL", "A1"],
  ...["2025-01-31", "2025-01-31T10:00:00Z", -1, 0, 1, 2, 3, 4, 5, 6, 10, 0.25, 0.5, 1.5, 2.1, 4.5],
  ...[true, false, null],
];

/** Values that lie around every limit which a thing can have. */
export const pool: readonly unknown[] = [
  ...scalars,
  [],
  ...scalars.flatMap((value) => [[value], [value, value]]),
  ...[
    ["a", "b", "c"],
    [1, 2, 3],
    [1, 2, 3, 4, 5],
    ["x", "y", "z", "x"],
    [0.5, 1, 1.5, 2, 2.5],
  ],
  ...[
    [true, false],
    ["FI", "SE"],
    ["x", null],
    [1, 2, 3, 4, 5, 6],
  ],
];

/** Objects that are valid: for each property each value of the pool that it takes, others as needed. */
export function validObjects(one: Thing): readonly object[] {
  const isValid = validatorOf(one, { isOpen: false });
  const values = new Map(
    Object.entries(one.properties).map(([name, schema]) => {
      const validate = ajv.compile(filledIn(schema, one.codes));
      return [name, pool.filter((value) => validate(value))];
    }),
  );
  const needed = Object.fromEntries(one.required.map((name) => [name, values.get(name)?.[0]]));
  const full = Object.fromEntries([...values].map(([name, [first]]) => [name, first]));
  const each = [...values].flatMap(([name, all]) =>
    all.map((value) => ({ ...needed, [name]: value })),
  );
  return [needed, full, ...each].filter((value) => isValid(value));
}
