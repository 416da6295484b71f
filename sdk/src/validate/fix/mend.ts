import type { Entity, Property, Registry } from "@edufed/schemas";
import type { SqlEngine } from "../../engine/engine.ts";
import { quoteIdentifier, quoteLiteral } from "../../engine/sql-text.ts";
import { type CheckedSource, rawColumn, typedSelect, violation } from "../check-sql.ts";
import type { Check } from "../plan.ts";
import { catalogue, isFixable } from "./catalogue.ts";
import { codeNames } from "./codes.ts";
import { dayOrderColumns } from "./dates.ts";
import { plainCharacters, trimmed } from "./text-sql.ts";

/** What safe fixes make of a property's values: a relation of `_source`, `_raw`, `_kind` and `_value`. */
export interface Mending {
  readonly property: Property;
  /** Name of the temporary table; `_value` is as the column holds it: text, or JSON. */
  readonly table: string;
}

/** Records whose values are to be mended, and the checks of their entity. */
export interface Mendable {
  readonly engine: SqlEngine;
  readonly source: CheckedSource;
  readonly entity: Entity;
  readonly registry: Registry;
  readonly checks: readonly Check[];
}

/** The checks that one value of a property decides, which a fix must make it pass. */
function valueChecks(checks: readonly Check[], property: Property): readonly Check[] {
  return checks.filter(
    ({ test }) =>
      (test.kind === "reading" || test.kind === "keyword") && test.property.name === property.name,
  );
}

/** Whether values of the property can be mended as they come: as text, or as JSON. */
export function canMend({ source, checks }: Mendable, property: Property): boolean {
  const type = source.columnTypes.get(property.name);
  const isText = type === "VARCHAR" || type === "JSON";
  const isElsewhere = checks.some(
    ({ test }) => test.kind === "record" && test.property.name === property.name,
  );
  return isText && !isElsewhere && isFixable(property);
}

/** The properties that can be mended and have a value that fails a check, found in one pass. */
export async function brokenProperties(mendable: Mendable): Promise<readonly Property[]> {
  const { engine, source, entity, checks } = mendable;
  const asked = entity.properties.flatMap((property) => {
    const broken = failing(valueChecks(checks, property), source);
    return broken === undefined || !canMend(mendable, property) ? [] : [{ property, broken }];
  });
  if (asked.length === 0) return [];
  const columns = asked.map(
    ({ broken }, index) => `coalesce(bool_or(${broken}), FALSE) AS b${index}`,
  );
  const properties = asked.map(({ property }) => property);
  const [row] = await engine.rows(
    `SELECT ${columns.join(",\n")}\nFROM (${typedSelect(source, properties)})`,
  );
  return properties.filter((_, index) => row?.[`b${index}`] === true);
}

/**
 * Finds what safe fixes make of the values of a property that fail a check, each different value once
 * for each file. Undefined where no value of this source can fail.
 */
export async function mend(mendable: Mendable, property: Property): Promise<Mending | undefined> {
  const { engine, entity, source, checks } = mendable;
  const broken = failing(valueChecks(checks, property), source);
  if (broken === undefined || !canMend(mendable, property)) return undefined;
  const table = `${entity.name}__mended_${property.name}`;
  await engine.run(
    [
      `CREATE OR REPLACE TEMP TABLE ${quoteIdentifier(table)} AS`,
      `WITH ${namesOf(mendable, property)}broken AS (`,
      `  SELECT DISTINCT ${fileOf(source)} AS file, CAST(${rawColumn(property)} AS VARCHAR) AS raw`,
      `  FROM (${typedSelect(source, [property])}) WHERE ${broken}`,
      "),",
      `written AS (SELECT file, raw, ${writtenColumns(property, isJson(source, property))} FROM broken),`,
      // Once: the texts are computed here, not anew in each fix.
      `texts AS MATERIALIZED (SELECT * FROM written WHERE whole IS NOT NULL),`,
      `candidates AS MATERIALIZED (`,
      `  SELECT row_number() OVER () AS _row, *, ${isJson(source, property) ? jsonLiteral(property) : "value"} AS literal`,
      `  FROM (\n${candidates(property)}\n  ) WHERE literal IS NOT NULL`,
      "),",
      `passing AS (SELECT _row FROM (${typedCandidates(property)}) WHERE ${passes(mendable, property)})`,
      `SELECT file AS _source, raw AS _raw, arg_min(kind, place) AS _kind, arg_min(literal, place) AS _value`,
      "FROM candidates SEMI JOIN passing USING (_row) GROUP BY file, raw",
    ].join("\n"),
  );
  return { property, table };
}

/** Lets go of what `mend` has made. */
export async function forgetMending(engine: SqlEngine, { table }: Mending): Promise<void> {
  await engine.run(`DROP TABLE ${quoteIdentifier(table)}`);
}

/** SQL of the file that a row is of, as `mend` writes it; one file alone has no name. */
export function fileOf(source: CheckedSource): string {
  return source.columnTypes.has("_file") ? "_file" : "''";
}

function isJson(source: CheckedSource, { name }: Property): boolean {
  return source.columnTypes.get(name) === "JSON";
}

/** The condition under which a row of `typedSelect` fails any of the checks. */
function failing(checks: readonly Check[], source: CheckedSource): string | undefined {
  const conditions = checks.flatMap((check) => violation(check, source) ?? []);
  return conditions.length === 0 ? undefined : conditions.map((sql) => `(${sql})`).join(" OR ");
}

function candidateSource({ name }: Property): CheckedSource {
  return {
    from: `(SELECT _row, value AS ${quoteIdentifier(name)} FROM candidates)`,
    columnTypes: new Map([
      ["_row", "BIGINT"],
      [name, "VARCHAR"],
    ]),
  };
}

function typedCandidates(property: Property): string {
  return typedSelect(candidateSource(property), [property]);
}

/** Unknown, which a condition about a value that is not there is, is no failure. */
function passes({ checks }: Mendable, property: Property): string {
  const broken = failing(valueChecks(checks, property), candidateSource(property));
  return broken === undefined ? "TRUE" : `NOT coalesce(${broken}, FALSE)`;
}

function candidates(property: Property): string {
  return catalogue
    .filter((fix) => fix.appliesTo(property))
    .map(
      ({ kind, sql }, place) =>
        `SELECT file, raw, ${place} AS place, ${quoteLiteral(kind)} AS kind, ${sql} AS value FROM texts`,
    )
    .join("\nUNION ALL\n");
}

/** The value as text (`whole`), and what the fixes see of it. */
function writtenColumns(property: Property, json: boolean): string {
  const whole = json ? jsonText(property) : "raw";
  const other = json ? `json_type(raw) IN (${otherTypes(property)})` : "FALSE";
  return [
    `${whole} AS whole`,
    `${trimmed("whole")} AS text`,
    `${plainCharacters("text")} AS plain`,
    `${other} AS is_other_type`,
    ...(property.type.kind === "date" ? dayOrderColumns : []),
  ].join(",\n  ");
}

/** A JSON value as text, where it may be another way of writing the value that is meant. */
function jsonText(property: Property): string {
  const types = `'VARCHAR', ${otherTypes(property)}`;
  return `CASE WHEN json_type(raw) IN (${types}) THEN CAST(raw AS JSON) ->> '$' END`;
}

/** The other JSON types that a value may have been written in: a code as a number, a number as text. */
function otherTypes({ type }: Property): string {
  switch (type.kind) {
    case "code":
      return "'UBIGINT', 'BIGINT', 'DOUBLE'";
    case "string":
    case "date":
    case "date-time":
      return "'UBIGINT', 'BIGINT'";
    case "integer":
    case "number":
    case "boolean":
    case "list":
    case "object":
      return "'VARCHAR'";
  }
}

/** A number as JSON writes it; not every text that is read as a number is one. */
const jsonNumber = "-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?";

/** SQL of the value as a JSON column holds it. */
function jsonLiteral({ type }: Property): string {
  switch (type.kind) {
    case "integer":
    case "number":
      return `CASE WHEN regexp_full_match(value, ${quoteLiteral(jsonNumber)}) THEN value END`;
    case "boolean":
      return "lower(value)";
    case "string":
    case "code":
    case "date":
    case "date-time":
    case "list":
    case "object":
      return "CAST(to_json(value) AS VARCHAR)";
  }
}

/** The relations of names that the fixes of codes look into. */
function namesOf({ registry }: Mendable, { type }: Property): string {
  if (type.kind !== "code") return "";
  const { spellings, labels } = codeNames(type.codes, registry.codeLists.get(type.list));
  return `code_spelling AS MATERIALIZED (\n${spellings}\n),\ncode_label AS MATERIALIZED (\n${labels}\n),\n`;
}
