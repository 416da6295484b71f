import type { Property } from "@edufed/schemas";
import { columnType, type Reading, readingOf } from "../engine/reading.ts";
import { expressionSql } from "../engine/sql.ts";
import { quoteIdentifier, quoteLiteral } from "../engine/sql-text.ts";
import { sqlPattern } from "./pattern.ts";
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
    const value = reading?.value ?? `CAST(NULL AS ${columnType(property.type)})`;
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
    return readingOf(property, rawColumn(property), type).problems.map(({ when }) => `(${when})`);
  });
  return problems.length === 0 ? undefined : problems.join(" OR ");
}

/** Name of the column with the value as it was in the file. */
export function rawColumn(property: Property): string {
  return quoteIdentifier(`${property.name}__raw`);
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
  return reading.problems.find((problem) => problem.keyword === keyword)?.when;
}

function ruleSql(test: Extract<Test, { kind: "rule" }>, source: CheckedSource): string {
  const bad = unreadable(test.properties, source);
  const broken = `NOT (${expressionSql(test.holds)})`;
  return bad === undefined ? broken : `${broken} AND NOT (${bad})`;
}

function readingIn(source: CheckedSource, property: Property): Reading | undefined {
  const type = source.columnTypes.get(property.name);
  return type === undefined ? undefined : readingOf(property, quoteIdentifier(property.name), type);
}

function keywordSql(test: Extract<Test, { kind: "keyword" }>): string | undefined {
  const column = quoteIdentifier(test.property.name);
  if (!test.ofItems) return valueBreaks(test.keyword, test.argument, column);
  const itemBreaks = valueBreaks(test.keyword, test.argument, "item");
  return itemBreaks === undefined
    ? undefined
    : `len(list_filter(${column}, lambda item: item IS NOT NULL AND (${itemBreaks}))) > 0`;
}

function valueBreaks(keyword: string, argument: unknown, value: string): string | undefined {
  return breaks[keyword]?.(value, argument);
}

/** Keyword → condition under which a value breaks it; unknown (NULL) breaks nothing. */
const breaks: Readonly<Record<string, (value: string, argument: unknown) => string | undefined>> = {
  enum: (value, codes) => `${value} NOT IN (${codesOf(codes).map(quoteLiteral).join(", ")})`,
  minimum: (value, limit) => `${value} < ${numberOf(limit)}`,
  maximum: (value, limit) => `${value} > ${numberOf(limit)}`,
  multipleOf: (value, step) => `${value} % ${numberOf(step)} <> 0`,
  minLength: (value, limit) =>
    limit === 1 ? `${value} = ''` : `length(${value}) < ${numberOf(limit)}`,
  maxLength: (value, limit) =>
    `strlen(${value}) > ${numberOf(limit)} AND length(${value}) > ${numberOf(limit)}`,
  pattern: (value, pattern) =>
    `NOT regexp_matches(${value}, ${quoteLiteral(sqlPattern(textOf(pattern)) ?? "")})`,
  minItems: (value, limit) => `len(${value}) < ${numberOf(limit)}`,
  maxItems: (value, limit) => `len(${value}) > ${numberOf(limit)}`,
  uniqueItems: (value, unique) =>
    unique === true
      ? `len(list_distinct(${value})) < len(list_filter(${value}, lambda item: item IS NOT NULL))`
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
