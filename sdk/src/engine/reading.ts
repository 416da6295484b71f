import type { Property, ValueType } from "@edufed/schemas";
import { fractionTypes, nativeItems, wholeTypes } from "./native-list.ts";
import { quoteLiteral } from "./sql-text.ts";
import { finiteOrNull, scalarFromText, wholeFromText } from "./text-value.ts";

/**
 * How a column of a file is read as a property: the typed value, and every way in which the text
 * can fail to be one. Casting alone would read `3.7` as 4, ` 3 ` as 3 and `t` as true; here a text
 * is a value only when it says exactly that. Import makes typed views from it, validate makes checks.
 */
export interface Reading {
  /** SQL of the typed value; NULL when absent or not readable. */
  readonly value: string;
  /**
   * The value as checks compare it, where that is not `value`: whole numbers of JSON, which may be
   * larger than the column of the typed value holds, as the doubles that JSON says.
   */
  readonly compared?: string;
  /** SQL condition: nothing is there. A JSON `null` is something. */
  readonly absent: string;
  readonly problems: readonly ReadingProblem[];
}

/** A way of not being readable, named after the JSON Schema keyword that says so. */
export interface ReadingProblem {
  readonly keyword: "type" | "format" | "items/type";
  /** SQL condition, true on the rows that have the problem. */
  readonly when: string;
}

/** Name of the relation that keeps a file's rows as they were: `_file`, `_row`, and its columns untyped. */
export function rawName(relation: string): string {
  return `${relation}__raw`;
}

/** Column type in the engine: objects and lists of objects stay JSON text. */
export function columnType(type: ValueType): string {
  if (type.kind !== "list") return scalarTypes[type.kind];
  return isNested(type) ? "VARCHAR" : `${columnType(type.item)}[]`;
}

const scalarTypes: Readonly<Record<Exclude<ValueType["kind"], "list">, string>> = {
  string: "VARCHAR",
  code: "VARCHAR",
  object: "VARCHAR",
  integer: "BIGINT",
  number: "DOUBLE",
  boolean: "BOOLEAN",
  date: "DATE",
  "date-time": "TIMESTAMPTZ",
};

/** Objects, and lists of anything that is not a scalar: kept as JSON text and checked by the record validator. */
export function isNested(type: ValueType): boolean {
  if (type.kind !== "list") return type.kind === "object";
  return !["string", "code", "integer", "number", "boolean"].includes(type.item.kind);
}

/**
 * Reads `raw`, an SQL expression of the engine type `rawType`, as the property. A file's own type
 * decides: VARCHAR is text as in CSV, JSON is a value as in NDJSON, anything else comes typed.
 */
export function readingOf(property: Property, raw: string, rawType: string): Reading {
  if (rawType === "JSON") return jsonReading(property, raw);
  if (rawType === "VARCHAR") return textReading(property.type, raw);
  return nativeReading(property.type, raw, rawType);
}

function textReading(type: ValueType, raw: string): Reading {
  const absent = `${raw} IS NULL`;
  if (type.kind === "list" || type.kind === "object") return jsonTextReading(type, raw);
  const value = scalarFromText(type, raw);
  if (value === raw) return { value, absent, problems: [] };
  if (isLimited(type)) {
    const compared = wholeFromText(raw, value);
    return { value, compared, absent, problems: [unreadType(raw, compared)] };
  }
  const keyword = type.kind === "date" || type.kind === "date-time" ? "format" : "type";
  return { value, absent, problems: [{ keyword, when: unread(raw, value) }] };
}

/** The cell holds JSON text, as lists and objects do in CSV and Parquet. */
function jsonTextReading(type: ValueType, raw: string): Reading {
  const json = `TRY_CAST(${raw} AS JSON)`;
  const inner = containerReading(type, json);
  const notJson = `${raw} IS NOT NULL AND ${json} IS NULL`;
  const problems = inner.problems.map((problem) =>
    problem.keyword === "type"
      ? { ...problem, when: `((${notJson}) OR (${problem.when}))` }
      : problem,
  );
  return {
    ...inner,
    value: ifPlainTexts(type, raw, inner.value),
    absent: `${raw} IS NULL`,
    problems,
  };
}

function jsonReading(property: Property, raw: string): Reading {
  const { type } = property;
  const reading =
    type.kind === "list" || type.kind === "object"
      ? jsonContainerReading(type, raw)
      : jsonScalarReading(type, raw);
  const unlessNull = property.nullable ? ` AND json_type(${raw}) <> 'NULL'` : "";
  const problems = reading.problems.map((problem) =>
    problem.keyword === "type" ? { ...problem, when: `(${problem.when})${unlessNull}` } : problem,
  );
  return { ...reading, absent: `${raw} IS NULL`, problems };
}

function jsonScalarReading(type: ValueType, json: string): Omit<Reading, "absent"> {
  if (type.kind === "integer" || type.kind === "number") {
    const number = numberFromJson(json);
    if (type.kind === "number") return { value: number, problems: [unreadType(json, number)] };
    const value = integerFromJson(json);
    if (!isLimited(type)) return { value, problems: [unreadType(json, value)] };
    const asDouble = `CASE WHEN ${isWholeJson(json)} THEN ${number} END`;
    const compared = ifPlainInteger(json, (plain) => `CAST(${plain} AS DOUBLE)`, asDouble);
    return { value, compared, problems: [unreadType(json, compared)] };
  }
  const ofType = `json_type(${json}) IN (${jsonTypes(type)})`;
  const parsed = `WHEN ${ofType} THEN ${json} ->> '$' END`;
  const text =
    type.kind === "boolean"
      ? `CASE WHEN CAST(${json} AS VARCHAR) IN ('true', 'false') THEN CAST(${json} AS VARCHAR) ${parsed}`
      : `CASE WHEN ${isPlainString(json)} THEN array_slice(CAST(${json} AS VARCHAR), 2, -2) ${parsed}`;
  const value = scalarFromText(type, text);
  const wrongType = { keyword: "type", when: `${json} IS NOT NULL AND NOT (${ofType})` } as const;
  if (type.kind !== "date" && type.kind !== "date-time") return { value, problems: [wrongType] };
  return { value, problems: [wrongType, { keyword: "format", when: unread(text, value) }] };
}

function unreadType(raw: string, value: string): ReadingProblem {
  return { keyword: "type", when: unread(raw, value) };
}

/** Whether a whole number that no column holds breaks a limit anyway. */
function isLimited(type: ValueType): boolean {
  return type.kind === "integer" && type.minimum !== undefined && type.maximum !== undefined;
}

function numberFromJson(json: string): string {
  return `CASE WHEN json_type(${json}) IN (${numberTypes}) THEN ${finiteOrNull(`TRY_CAST(${json} AS DOUBLE)`)} END`;
}

function integerFromJson(json: string): string {
  const whole = `CASE WHEN ${isWholeJson(json)} THEN TRY_CAST(TRY_CAST(${json} AS DOUBLE) AS BIGINT) END`;
  const exact = `CASE json_type(${json}) WHEN 'UBIGINT' THEN TRY_CAST(${json} AS BIGINT) WHEN 'BIGINT' THEN TRY_CAST(${json} AS BIGINT) WHEN 'DOUBLE' THEN ${whole} END`;
  return ifPlainInteger(json, (plain) => plain, exact);
}

/** A JSON string without an escape is what stands between its quotes; no parser is needed. */
function isPlainString(json: string): string {
  const text = `CAST(${json} AS VARCHAR)`;
  return `starts_with(${text}, '"') AND ends_with(${text}, '"') AND NOT contains(${text}, '\\')`;
}

function jsonContainerReading(type: ValueType, json: string): Omit<Reading, "absent"> {
  const reading = containerReading(type, json);
  return { ...reading, value: ifPlainTexts(type, `CAST(${json} AS VARCHAR)`, reading.value) };
}

/** A list of texts, without an escape or a space between them, is what stands between the quotes. */
function ifPlainTexts(type: ValueType, text: string, otherwise: string): string {
  if (type.kind !== "list" || !["string", "code"].includes(type.item.kind)) return otherwise;
  const items = `string_split(array_slice(${text}, 3, -3), '","')`;
  return `CASE WHEN regexp_full_match(${text}, ${quoteLiteral(plainTexts)}) THEN ${items} ELSE ${otherwise} END`;
}

const plainText = String.raw`"[^"\\\x00-\x1F]*"`;
const plainTexts = String.raw`\[${plainText}(,${plainText})*\]`;

/** JSON that is written as the engine prints whole numbers needs no parser either. */
function ifPlainInteger(json: string, value: (plain: string) => string, otherwise: string): string {
  const text = `CAST(${json} AS VARCHAR)`;
  const plain = `TRY_CAST(${text} AS BIGINT)`;
  return `CASE WHEN CAST(${plain} AS VARCHAR) = ${text} THEN ${value(plain)} ELSE ${otherwise} END`;
}

function containerReading(type: ValueType, json: string): Omit<Reading, "absent"> {
  const jsonType = type.kind === "object" ? "OBJECT" : "ARRAY";
  const ofType = `json_type(${json}) = ${quoteLiteral(jsonType)}`;
  const wrongType = { keyword: "type", when: `${json} IS NOT NULL AND NOT (${ofType})` } as const;
  if (type.kind !== "list" || isNested(type)) {
    return {
      value: `CASE WHEN ${ofType} THEN CAST(${json} AS VARCHAR) END`,
      problems: [wrongType],
    };
  }
  const badItems = `len(list_filter(TRY_CAST(${json} AS JSON[]), lambda item: NOT coalesce(${itemIsReadable(type)}, ${type.itemNullable}))) > 0`;
  const wrongItems = `CASE WHEN ${ofType} THEN ${badItems} ELSE FALSE END`;
  const itemsAs = (itemType: string): string =>
    `CASE WHEN ${ofType} AND NOT (${wrongItems}) THEN TRY_CAST(${json} AS ${itemType}[]) END`;
  return {
    value: itemsAs(columnType(type.item)),
    ...(isLimited(type.item) ? { compared: itemsAs("DOUBLE") } : {}),
    problems: [wrongType, { keyword: "items/type", when: wrongItems }],
  };
}

function itemIsReadable(list: Extract<ValueType, { kind: "list" }>): string {
  const types = `json_type(item) IN (${jsonTypes(list.item)})`;
  const whole = list.item.kind === "integer" ? ` AND ${isWholeJson("item")}` : "";
  const isNumber = list.item.kind === "integer" || list.item.kind === "number";
  const held = isNumber ? " AND coalesce(isfinite(TRY_CAST(item AS DOUBLE)), FALSE)" : "";
  const nothing = list.itemNullable ? ` OR json_type(item) = 'NULL'` : "";
  return `(${types}${whole}${held})${nothing}`;
}

/** JSON Schema counts `3.0` as an integer. */
function isWholeJson(json: string): string {
  const number = `TRY_CAST(${json} AS DOUBLE)`;
  return `(json_type(${json}) <> 'DOUBLE' OR ${number} = trunc(${number}))`;
}

const numberTypes = "'UBIGINT','BIGINT','HUGEINT','DOUBLE'";

function jsonTypes(type: ValueType): string {
  switch (type.kind) {
    case "integer":
    case "number":
      return numberTypes;
    case "boolean":
      return "'BOOLEAN'";
    case "list":
      return "'ARRAY'";
    case "object":
      return "'OBJECT'";
    case "string":
    case "code":
    case "date":
    case "date-time":
      return "'VARCHAR'";
  }
}

function unread(raw: string, value: string): string {
  return `${raw} IS NOT NULL AND (${value}) IS NULL`;
}

const timestampTypes = /^TIMESTAMP(_S|_MS|_NS)?$/;

/** A column that comes typed: read when its type can hold the property exactly, else all of it is wrong. */
function nativeReading(type: ValueType, raw: string, rawType: string): Reading {
  const absent = `${raw} IS NULL`;
  if (type.kind === "list" && !isNested(type)) {
    const items = nativeItems(type, raw, { own: rawType, item: columnType(type.item) });
    if (items !== undefined) return { absent, ...items };
  }
  const value = nativeValue(type, raw, rawType);
  if (value === raw) return { value, absent, problems: [] };
  return { value, absent, problems: [{ keyword: "type", when: unread(raw, value) }] };
}

function nativeValue(type: ValueType, raw: string, rawType: string): string {
  const target = columnType(type);
  const value = exactly(type, raw, rawType) ?? convertedTo(type, raw, rawType);
  return value ?? `CAST(NULL AS ${target})`;
}

/** The column has the property's own type; a number must also be finite. */
function exactly(type: ValueType, raw: string, rawType: string): string | undefined {
  if (type.kind === "number" && fractionTypes.test(rawType)) return finite(raw);
  return rawType === columnType(type) || storedAs(type, rawType) ? raw : undefined;
}

/** Types that lose nothing: what cannot be carried over value by value becomes NULL. */
function convertedTo(type: ValueType, raw: string, rawType: string): string | undefined {
  const cast = `TRY_CAST(${raw} AS ${columnType(type)})`;
  if (isExact(type, rawType)) return cast;
  if (type.kind === "integer" && fractionTypes.test(rawType)) {
    return `CASE WHEN ${raw} = trunc(${raw}) THEN ${cast} END`;
  }
  if (type.kind === "date" && timestampTypes.test(rawType)) {
    return `CASE WHEN ${raw} = date_trunc('day', ${raw}) THEN ${cast} END`;
  }
  return undefined;
}

/** A cast that changes no value: whole numbers of another size, enumerated text. */
function isExact(type: ValueType, rawType: string): boolean {
  if (type.kind === "integer" || type.kind === "number") return wholeTypes.test(rawType);
  return columnType(type) === "VARCHAR" && rawType.startsWith("ENUM(");
}

function storedAs(type: ValueType, rawType: string): boolean {
  return type.kind === "date-time" && rawType === "TIMESTAMP WITH TIME ZONE";
}

function finite(raw: string): string {
  return `CASE WHEN isfinite(CAST(${raw} AS DOUBLE)) THEN CAST(${raw} AS DOUBLE) END`;
}
