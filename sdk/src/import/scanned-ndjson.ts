import type { Entity, Property } from "@edufed/schemas";
import { readingOf } from "../engine/reading.ts";
import { quoteIdentifier, quoteLiteral } from "../engine/sql-text.ts";
import type { JsonFile } from "./json.ts";
import { type Column, columnOf, columnsOf, countOfTexts } from "./plain-ndjson.ts";

/** The records of NDJSON files for one look, which says no more than whether all is well. */
export interface ScannedNdjson {
  /**
   * SQL of the records of a file, with typed values, so that checks need not take them apart: the look
   * ends at a value that is not of its property's type, and at what is no list where one belongs.
   */
  readonly select: (file: JsonFile) => string;
  /** SQL of what `isProven` asks for, by the SQL of a column. */
  readonly sums: (column: (name: string) => string) => Readonly<Record<string, string>>;
}

/** How the records of an entity are read for one look. */
export function scannedNdjson(entity: Entity): ScannedNdjson {
  const columns = scannedColumns(entity);
  const values = columns.map(({ name, value }) => `${value} AS ${quoteIdentifier(name)}`);
  return {
    select: (file) => `SELECT ${values.join(", ")} FROM ${columnsOf(file, columns)}`,
    sums: (column) => sumsOf(columns, column),
  };
}

interface ScannedColumn {
  readonly name: string;
  /** The engine's type as it takes a record apart. */
  readonly type: Column["type"] | "VARCHAR[]";
  /** SQL of the value that is looked at. */
  readonly value: string;
  /** Whether the look ends at a value of another type than the property's. */
  readonly isTyped: boolean;
}

/**
 * The items of lists are counted as texts one bracket deep, which says something only where no other
 * property can have a bracket.
 */
function scannedColumns({ properties }: Entity): readonly ScannedColumn[] {
  const columns = properties.map(typedColumn);
  const hasNoOtherBrackets = columns.every(
    ({ type, isTyped }, index) => isTyped || type === "VARCHAR" || isListOfTexts(properties[index]),
  );
  if (!hasNoOtherBrackets) return columns;
  return columns.map((column, index) =>
    isListOfTexts(properties[index]) ? { ...column, type: "VARCHAR[]" } : column,
  );
}

function isListOfTexts(property: Property | undefined): boolean {
  if (property?.type.kind !== "list" || property.nullable) return false;
  return ["string", "code"].includes(property.type.item.kind);
}

const typedKinds: ReadonlySet<string> = new Set([
  "integer",
  "number",
  "boolean",
  "date",
  "date-time",
]);

function typedColumn(property: Property): ScannedColumn {
  const column = columnOf(property);
  const raw = quoteIdentifier(property.name);
  if (!typedKinds.has(property.type.kind) || property.nullable) {
    return { ...column, value: raw, isTyped: false };
  }
  return { ...column, value: valueOrError(property, raw, column.type), isTyped: true };
}

function valueOrError(property: Property, raw: string, type: Column["type"]): string {
  const error = `error(${quoteLiteral(mistyped)})`;
  if (property.type.kind === "boolean") {
    const word = `CAST(${raw} AS VARCHAR)`;
    return `CASE WHEN ${word} NOT IN ('true', 'false') THEN ${error} ELSE ${word} = 'true' END`;
  }
  const { value } = readingOf(property, raw, type);
  return `CASE WHEN ${raw} IS NOT NULL THEN coalesce(${value}, ${error}) END`;
}

/** What the engine is told to say at a value that is not of its property's type. */
const mistyped = "a value is of another type";

function sumsOf(
  columns: readonly ScannedColumn[],
  column: (name: string) => string,
): Readonly<Record<string, string>> {
  const names = columns.map(({ name }) => `count(${column(name)})`);
  const texts = columns.flatMap(({ name, type, isTyped }) =>
    type === "VARCHAR[]" || (type === "JSON" && isTyped) ? [] : [countOfTexts(column(name), type)],
  );
  const lists = columns.filter(({ type }) => type === "VARCHAR[]");
  const items = lists.map(({ name }) => `coalesce(sum(len(${column(name)})), 0)`);
  return {
    names: names.join(" + "),
    texts: texts.join(" + ") || "0",
    ...(items.length === 0 ? {} : { items: items.join(" + ") }),
  };
}
