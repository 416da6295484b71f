import type { Property } from "@edufed/schemas";
import { columnType, type Reading, readingOf } from "../engine/reading.ts";
import { expressionSql } from "../engine/sql.ts";
import { quoteIdentifier, quoteLiteral } from "../engine/sql-text.ts";
import { patternBreaks } from "./pattern-sql.ts";
import type { Check, Test } from "./plan.ts";

/** The rows to check: as they were in the file (`raw`), with the engine type of each column. */
export interface CheckedSource {
  /** SQL that gives `_row`, perhaps `_file` and `_unknown`, and the columns as they are. */
  readonly from: string;
  readonly columnTypes: ReadonlyMap<string, string>;
}

/** SQL that gives each row's typed values under the names of the properties. */
export function typedSelect(source: CheckedSource, properties: readonly Property[]): string {
  const columns = properties.map((property) => {
    const name = quoteIdentifier(property.name);
    const reading = readingIn(source, property);
    const value =
      reading?.compared ?? reading?.value ?? `CAST(NULL AS ${columnType(property.type)})`;
    return `${value} AS ${name}, ${reading === undefined ? "NULL" : name} AS ${rawColumn(property)}`;
  });
  const kept = ["_row", "_file"].filter((name) => source.columnTypes.has(name));
  return `SELECT ${[...kept, ...columns].join(", ")} FROM ${source.from}`;
}

/**
 * The condition under which a row of `typedSelect` breaks the check; undefined when no row of
 * this source can, or when it is not decided row by row.
 */
export function violation(check: Check, source: CheckedSource): string | undefined {
  const { test } = check;
  switch (test.kind) {
    case "missing":
      return missingSql(test.property, source);
    case "reading":
      return readingSql(test.property, test.keyword, source);
    case "keyword":
      return keywordSql(test);
    case "rule":
      return ruleSql(test, source);
    case "unknown-property":
    case "between":
    case "key":
    case "reference":
    case "record":
      return undefined;
  }
}

/**
 * The condition under which a row of `typedSelect` has a value of these properties that cannot be
 * read; undefined when no row of this source can.
 */
export function unreadable(
  properties: readonly Property[],
  source: CheckedSource,
): string | undefined {
  const problems = properties.flatMap((property) => {
    const type = source.columnTypes.get(property.name);
    if (type === undefined) return [];
    const reading = readingOf(property, rawColumn(property), type);
    return reading.problems.map(({ when }) => ifUnread(property, when));
  });
  return problems.length === 0 ? undefined : problems.join(" OR ");
}

/** Name of the column with the value as it was in the file. */
export function rawColumn({ name }: Pick<Property, "name">): string {
  return quoteIdentifier(`${name}__raw`);
}

/** A known unknown is written as null, which a cell can only say by being empty. */
function missingSql(property: Property, source: CheckedSource): string | undefined {
  const type = source.columnTypes.get(property.name);
  if (type === undefined) return undefined;
  return property.nullable && type !== "JSON" ? undefined : `${rawColumn(property)} IS NULL`;
}

function readingSql(
  property: Property,
  keyword: "type" | "format" | "items/type",
  source: CheckedSource,
): string | undefined {
  const type = source.columnTypes.get(property.name);
  if (type === undefined) return undefined;
  const reading = readingOf(property, rawColumn(property), type);
  const problem = reading.problems.find((candidate) => candidate.keyword === keyword);
  return problem && ifUnread(property, problem.when);
}

/** What a problem is, is asked only where a value is there and was not read: seldom. */
function ifUnread(property: Property, when: string): string {
  const unread = `${rawColumn(property)} IS NOT NULL AND ${quoteIdentifier(property.name)} IS NULL`;
  return `CASE WHEN ${unread} THEN ${when} ELSE FALSE END`;
}

/** Whole numbers are added up as doubles: the largest that a column holds are findings, not an overflow. */
function ruleSql(test: Extract<Test, { kind: "rule" }>, source: CheckedSource): string {
  const bad = unreadable(test.properties, source);
  const whole = new Set(
    test.properties.filter(({ type }) => type.kind === "integer").map(({ name }) => name),
  );
  const column = (name: string): string =>
    whole.has(name) ? `CAST(${quoteIdentifier(name)} AS DOUBLE)` : quoteIdentifier(name);
  const broken = `NOT (${expressionSql(test.holds, undefined, column)})`;
  return bad === undefined ? broken : `${broken} AND NOT (${bad})`;
}

function readingIn(source: CheckedSource, property: Property): Reading | undefined {
  const type = source.columnTypes.get(property.name);
  return type === undefined ? undefined : readingOf(property, quoteIdentifier(property.name), type);
}

function keywordSql(test: Extract<Test, { kind: "keyword" }>): string | undefined {
  const column = quoteIdentifier(test.property.name);
  if (!test.ofItems) return valueBreaks(test.keyword, test.argument, column);
  if (test.keyword === "enum") return itemsOutside(column, test.argument);
  const itemBreaks = valueBreaks(test.keyword, test.argument, "item");
  return itemBreaks === undefined
    ? undefined
    : `len(list_filter(${column}, lambda item: item IS NOT NULL AND (${itemBreaks}))) > 0`;
}

/** Fewer items are codes than are there; asked only where an item is no code, or was nothing before. */
function itemsOutside(column: string, codes: unknown): string {
  const known = `TRY_CAST(${column} AS ${codeType(codesOf(codes))}[])`;
  const fewer = `coalesce(list_count(${known}), 0) < list_count(${column})`;
  return `CASE WHEN list_position(${known}, NULL) IS NOT NULL THEN ${fewer} ELSE FALSE END`;
}

/**
 * Up to here a list is searched, which the engine does once for each distinct value where the file
 * has them in a dictionary. A longer one is looked up by hash, which is faster where it has not.
 */
const listedCodesMax = 100;

function outside(value: string, codes: readonly string[]): string {
  return codes.length <= listedCodesMax
    ? `NOT list_contains([${codes.map(quoteLiteral).join(", ")}], ${value})`
    : `${value} IS NOT NULL AND TRY_CAST(${value} AS ${codeType(codes)}) IS NULL`;
}

/** An enumerated type, whose codes are looked up by hash. */
function codeType(codes: readonly string[]): string {
  return `ENUM(${[...new Set(codes)].map(quoteLiteral).join(", ")})`;
}

function valueBreaks(keyword: string, argument: unknown, value: string): string | undefined {
  return breaks[keyword]?.(value, argument);
}

/** Keyword → condition under which a value breaks it; unknown (NULL) breaks nothing. */
const breaks: Readonly<Record<string, (value: string, argument: unknown) => string | undefined>> = {
  enum: (value, codes) => outside(value, codesOf(codes)),
  minimum: (value, limit) => `${value} < ${numberOf(limit)}`,
  maximum: (value, limit) => `${value} > ${numberOf(limit)}`,
  multipleOf: (value, step) => `${value} % ${numberOf(step)} <> 0`,
  minLength: (value, limit) =>
    limit === 1 ? `${value} = ''` : `length(${value}) < ${numberOf(limit)}`,
  maxLength: (value, limit) =>
    `strlen(${value}) > ${numberOf(limit)} AND length(${value}) > ${numberOf(limit)}`,
  pattern: (value, pattern) => patternBreaks(value, textOf(pattern)),
  minItems: (value, limit) => `len(${value}) < ${numberOf(limit)}`,
  maxItems: (value, limit) => `len(${value}) > ${numberOf(limit)}`,
  uniqueItems: (value, unique) =>
    unique === true
      ? `CASE WHEN len(${value}) = 2 THEN ${value}[1] IS NOT DISTINCT FROM ${value}[2] WHEN len(${value}) > 2 THEN list_unique(${value}) + least(len(${value}) - list_count(${value}), 1) < len(${value}) ELSE FALSE END`
      : undefined,
};

function textOf(argument: unknown): string {
  return typeof argument === "string" ? argument : "";
}

function codesOf(argument: unknown): readonly string[] {
  return Array.isArray(argument) ? argument.filter((code) => typeof code === "string") : [];
}

function numberOf(argument: unknown): string {
  return quoteLiteral(Number(argument));
}
