import type { Entity, Property, ValueType } from "../model.ts";
import { identifier, literal, literals } from "./sql-text.ts";
import { lengthMin } from "./table-keys.ts";

/** A limit of a column under the keyword that findings name. */
export interface Limit {
  readonly keyword: string;
  readonly holds: string;
}

/** What a database calls the types, and how it states limits. */
export interface SqlDialect {
  readonly title: string;
  readonly typeOf: (type: ValueType) => string;
  readonly limits: (property: Property, entity: Entity) => readonly Limit[];
  /** A key of which some parts may be absent: two records without a part have the same there. */
  readonly uniqueIndex: (table: string, index: string, parts: readonly KeyPart[]) => string;
  /** Limits of the standard that its columns cannot state. */
  readonly notStated: readonly string[];
  /** How the values of persons stay out of the messages and the log of the database. */
  readonly discretion: string;
}

export interface KeyPart {
  readonly column: string;
  readonly required: boolean;
}

type TypeOf<K extends ValueType["kind"]> = Extract<ValueType, { readonly kind: K }>;

/** The few things that the two databases say differently. */
interface Words {
  readonly types: Readonly<Record<Exclude<ValueType["kind"], "list">, string>>;
  readonly matches: (column: string, pattern: string) => string;
  readonly itemCount: (column: string) => string;
  /** The same of a list that is kept as JSON. */
  readonly jsonItemCount: (column: string) => string;
  /** Every item of the list is one of these texts; unknown items are left out of the question. */
  readonly itemsAmong: (column: string, texts: readonly string[]) => string;
  readonly itemsDiffer?: (column: string) => string;
}

const duckdb: Words = {
  types: {
    string: "VARCHAR",
    code: "VARCHAR",
    object: "JSON",
    integer: "BIGINT",
    number: "DOUBLE",
    boolean: "BOOLEAN",
    date: "DATE",
    "date-time": "TIMESTAMPTZ",
  },
  matches: (column, pattern) => `regexp_matches(${column}, ${literal(pattern)})`,
  itemCount: (column) => `len(${column})`,
  jsonItemCount: (column) => `json_array_length(${column})`,
  itemsAmong: (column, texts) =>
    `len(list_intersect(${column}, [${literals(texts)}])) = len(list_distinct(${column}))`,
  itemsDiffer: (column) => `len(list_distinct(${column})) = len(${column})`,
};

const postgres: Words = {
  types: {
    string: "text",
    code: "text",
    object: "jsonb",
    integer: "bigint",
    number: "double precision",
    boolean: "boolean",
    date: "date",
    "date-time": "timestamptz",
  },
  matches: (column, pattern) => `${column} ~ ${literal(pattern)}`,
  itemCount: (column) => `cardinality(${column})`,
  jsonItemCount: (column) => `jsonb_array_length(${column})`,
  itemsAmong: (column, texts) =>
    `array_remove(${column}, NULL) <@ ARRAY[${literals(texts)}]::text[]`,
};

/** The databases that have tables of their own among the generated files. */
export const dialects: { readonly duckdb: SqlDialect; readonly postgres: SqlDialect } = {
  duckdb: {
    title: "DuckDB",
    typeOf: (type) => sqlType(type, duckdb),
    limits: (property, entity) => limitsOf(property, entity, duckdb),
    uniqueIndex: (table, index, parts) => {
      const present = parts.map(({ column, required }) =>
        required ? column : `coalesce(CAST(${column} AS VARCHAR), '')`,
      );
      return `CREATE UNIQUE INDEX ${index} ON ${table} (${present.join(", ")});`;
    },
    notStated: ["limits inside objects, and of the single items of a list unless they are codes"],
    discretion:
      "DuckDB names the key of a record that is there twice: pass its messages on with care.",
  },
  postgres: {
    title: "PostgreSQL 15 or later",
    typeOf: (type) => sqlType(type, postgres),
    limits: (property, entity) => limitsOf(property, entity, postgres),
    uniqueIndex: (table, index, parts) => {
      const columns = parts.map(({ column }) => column);
      return `CREATE UNIQUE INDEX ${index} ON ${table} (${columns.join(", ")}) NULLS NOT DISTINCT;`;
    },
    notStated: [
      "limits inside objects, and of the single items of a list unless they are codes",
      "that no item is in a list twice",
    ],
    discretion:
      "PostgreSQL shows the record that it refuses, in its message and in its log, unless told not to: `\\set VERBOSITY terse` in psql; log_error_verbosity = terse and log_min_error_statement = panic in the server.",
  },
};

/** A list of scalars is a native list; an object, or a list of them, is JSON. */
function sqlType(type: ValueType, words: Words): string {
  if (type.kind !== "list") return words.types[type.kind];
  return type.item.kind === "object" ? words.types.object : `${sqlType(type.item, words)}[]`;
}

function limitsOf(property: Property, entity: Entity, words: Words): readonly Limit[] {
  const name = identifier(property.name);
  const { type } = property;
  switch (type.kind) {
    case "code":
      return [{ keyword: "enum", holds: `${name} IN (${literals(type.codes)})` }];
    case "integer":
    case "number":
      return numberLimits(name, type);
    case "string":
      return textLimits(name, type, lengthMin(entity, property.name), words);
    case "list":
      return listLimits(name, type, words);
    case "boolean":
    case "date":
    case "date-time":
    case "object":
      return [];
  }
}

function numberLimits(name: string, type: TypeOf<"integer" | "number">): readonly Limit[] {
  const step = type.kind === "number" ? type.multipleOf : undefined;
  return [
    ...limit("minimum", type.minimum, (value) => `${name} >= ${value}`),
    ...limit("maximum", type.maximum, (value) => `${name} <= ${value}`),
    ...limit("multipleOf", step, (value) => {
      // With a decimal point, so that no database divides whole numbers.
      const quotient = `${name} / ${Number.isInteger(value) ? `${value}.0` : value}`;
      return `${quotient} = floor(${quotient})`;
    }),
  ];
}

function textLimits(
  name: string,
  { pattern, lengthMax }: TypeOf<"string">,
  fewest: number | undefined,
  words: Words,
): readonly Limit[] {
  return [
    ...limit("minLength", fewest, (value) => `length(${name}) >= ${value}`),
    ...limit("maxLength", lengthMax, (value) => `length(${name}) <= ${value}`),
    ...limit("pattern", pattern, (value) => words.matches(name, value)),
  ];
}

function listLimits(name: string, type: TypeOf<"list">, words: Words): readonly Limit[] {
  const codes = type.item.kind === "code" ? type.item.codes : undefined;
  const differ = type.unique === true ? words.itemsDiffer : undefined;
  const itemCount = type.item.kind === "object" ? words.jsonItemCount : words.itemCount;
  return [
    ...limit("minItems", type.itemsMin, (value) => `${itemCount(name)} >= ${value}`),
    ...limit("maxItems", type.itemsMax, (value) => `${itemCount(name)} <= ${value}`),
    ...limit("items/enum", codes, (value) => words.itemsAmong(name, value)),
    ...limit("uniqueItems", differ, (holds) => holds(name)),
  ];
}

function limit<T>(
  keyword: string,
  value: T | undefined,
  holds: (value: T) => string,
): readonly Limit[] {
  return value === undefined ? [] : [{ keyword, holds: holds(value) }];
}
