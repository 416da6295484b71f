/**
 * The columns of a table as the types that metrics count with. A value that is none of its property
 * is an error, as it is a finding of validation; nothing is changed into something near it.
 */
import type { Property, ValueType } from "@edufed/schemas";
import type { PostgresColumn } from "./postgres-catalogue.ts";
import { valueOf } from "./postgres-column.ts";
import { failSql } from "./postgres-dialect.ts";
import { isNested } from "./reading.ts";
import { quoteIdentifier, quoteLiteral } from "./sql-text.ts";

/** The type of a property in a statement. */
export function postgresType(type: ValueType): string {
  if (type.kind !== "list") return scalarTypes[type.kind];
  return isNested(type) ? "text" : `${postgresType(type.item)}[]`;
}

const scalarTypes: Readonly<Record<Exclude<ValueType["kind"], "list">, string>> = {
  string: "text",
  code: "text",
  object: "text",
  integer: "bigint",
  number: "double precision",
  boolean: "boolean",
  date: "date",
  "date-time": "timestamptz",
};

/** SQL of the typed value of a column; `words` are what is said of a value that is none. */
export function readingSql(
  column: PostgresColumn,
  { type }: Pick<Property, "type">,
  words: string,
): string {
  const name = quoteIdentifier(column.name);
  if (isNested(type)) return `nullif(cast(${name} as text), 'null')`;
  const reading: Reading = { name, type, fail: failing(words, name, postgresType(type)) };
  const { form, sql: text } = valueOf(column, { type });
  if (form === "JSON") return collated(partsReading(column, reading), type);
  if (form === "VARCHAR") return collated(textReading(`(${text})`, reading), type);
  const isNumber = type.kind === "integer" || type.kind === "number";
  if (form === "BIGINT" && isNumber) return cast(name, type);
  return form === "BOOLEAN" && type.kind === "boolean" ? name : nothingElse(reading);
}

interface Reading {
  readonly name: string;
  readonly type: ValueType;
  /** SQL of the error, in the type of the property. */
  readonly fail: string;
}

function failing(words: string, value: string, type: string): string {
  return `cast(cast(${failSql(words, value)} as text) as ${type})`;
}

/** Text in the order of its code points. */
function collated(sql: string, type: ValueType): string {
  return postgresType(type).startsWith("text") ? `(${sql}) collate "C"` : sql;
}

function cast(sql: string, type: ValueType): string {
  return `cast(${sql} as ${postgresType(type)})`;
}

/** A value when it is one of the property, null when there is none, and else the error. */
function whenSql(condition: string, value: string, { name, fail }: Reading): string {
  return `case when ${condition} then ${value} when ${name} is not null then ${fail} end`;
}

/** A column in which no value is one of the property. */
function nothingElse({ name, fail }: Reading): string {
  return `case when ${name} is not null then ${fail} end`;
}

const wholeText = String.raw`^-?[0-9]+(\.0+)?$`;
const decimalText = String.raw`^-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?$`;
const dayText = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";
const momentText = String.raw`^[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,6})?(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])$`;

/** A text that says exactly a value. */
function textReading(text: string, reading: Reading): string {
  const { type } = reading;
  const matching = (pattern: string, value = cast(text, type)): string =>
    whenSql(`${text} ~ ${quoteLiteral(pattern)}`, value, reading);
  switch (type.kind) {
    case "string":
    case "code":
    case "object":
      return text;
    case "integer":
      return matching(wholeText, cast(`cast(${text} as numeric)`, type));
    case "number":
      return matching(decimalText);
    case "boolean":
      return whenSql(`${text} in ('true', 'TRUE', 'false', 'FALSE')`, cast(text, type), reading);
    case "date":
      return matching(dayText);
    case "date-time":
      return matching(momentText);
    case "list":
      return jsonReading(`cast(${text} as jsonb)`, reading);
  }
}

/** Numbers that are no whole ones, JSON, and what has parts. */
function partsReading(column: PostgresColumn, reading: Reading): string {
  const { type: own, category } = column;
  const { name, type } = reading;
  if (category === "A") return arrayReading(column, reading);
  if (own === "json" || own === "jsonb") return jsonReading(`to_jsonb(${name})`, reading);
  const isNumber = own === "numeric" || own === "float4" || own === "float8";
  if (!isNumber || (type.kind !== "integer" && type.kind !== "number")) return nothingElse(reading);
  // The number that a short one is printed as, and not what becomes of it among longer ones.
  const number = own === "float4" ? `cast(cast(${name} as text) as double precision)` : name;
  return whenSql(isHeld(number, type), cast(number, type), reading);
}

/** Whether a number is finite, and a whole one of 64 bits where the property is one. */
function isHeld(number: string, { kind }: ValueType): string {
  if (kind !== "integer") return `abs(cast(${number} as double precision)) < 'infinity'`;
  return `${number} = trunc(${number}) and abs(${number}) < 9223372036854775808`;
}

function jsonReading(json: string, reading: Reading): string {
  const { type, fail } = reading;
  const cases = `case jsonb_typeof(${json}) when ${quoteLiteral(jsonType(type))} then ${jsonValue(json, reading)}`;
  return `${cases} when 'null' then null else case when ${json} is not null then ${fail} end end`;
}

function jsonValue(json: string, reading: Reading): string {
  const { type } = reading;
  switch (type.kind) {
    case "string":
    case "code":
    case "object":
    case "date":
    case "date-time":
      return textReading(`(${json} #>> '{}')`, reading);
    case "boolean":
      return cast(json, type);
    case "integer":
    case "number":
      return whenSql(
        isHeld(`cast(${json} as numeric)`, type),
        cast(`cast(${json} as numeric)`, type),
        reading,
      );
    case "list":
      return itemsReading(json, type, reading);
  }
}

/** The items of a JSON array in their order. */
function itemsReading(
  json: string,
  { item: type }: Extract<ValueType, { kind: "list" }>,
  { fail }: Reading,
): string {
  const ownFail = `(${fail})[1]`;
  const item = jsonReading("item", { name: "item", type, fail: ownFail });
  return `array(select ${item} from jsonb_array_elements(${json}) with ordinality as items (item, place) order by place)`;
}

function jsonType({ kind }: ValueType): string {
  switch (kind) {
    case "integer":
    case "number":
      return "number";
    case "boolean":
      return "boolean";
    case "list":
      return "array";
    case "object":
      return "object";
    case "string":
    case "code":
    case "date":
    case "date-time":
      return "string";
  }
}

/** Arrays whose items need no look: they hold nothing but what their property may. */
const sameItems: Readonly<Record<string, readonly string[]>> = {
  "text[]": ["_text", "_varchar", "_uuid"],
  "bigint[]": ["_int2", "_int4", "_int8"],
  "boolean[]": ["_bool"],
};

/** An array has one dimension; its places are counted from 1 wherever they begin. */
function arrayReading({ type: own }: PostgresColumn, reading: Reading): string {
  const { name, type } = reading;
  if (type.kind !== "list") return nothingElse(reading);
  const isSame = sameItems[postgresType(type)]?.includes(own) === true;
  return isSame
    ? whenSql(
        `coalesce(array_ndims(${name}), 1) = 1 and ${name} is not null`,
        cast(`(${name})[:]`, type),
        reading,
      )
    : jsonReading(`to_jsonb(${name})`, reading);
}
