import type { Entity, Property, ValueType } from "@edufed/schemas";
import type { SqlEngine } from "../../engine/engine.ts";
import { expressionSql } from "../../engine/sql.ts";
import { quoteIdentifier, quoteLiteral } from "../../engine/sql-text.ts";
import type { CheckedSource } from "../check-sql.ts";
import type { Check } from "../plan.ts";

/** What is counted of the records of an entity: numbers that do not leave the report as they are. */
export interface Counted {
  /** Property → records that have it. A property without a column is not there. */
  readonly present: ReadonlyMap<string, number>;
  /** Property → code → records that have the code. */
  readonly codes: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Id of a rule → records on which it was judged. */
  readonly judged: ReadonlyMap<string, number>;
}

/** The records to count: as they were in their files, and typed. */
export interface CountedRelation {
  readonly engine: SqlEngine;
  /** Name of the typed relation. */
  readonly name: string;
  readonly source: CheckedSource;
}

/** Counts in two passes: which values are there, and which codes they are. Only counts leave the engine. */
export async function countRelation(
  { engine, name, source }: CountedRelation,
  entity: Entity,
  checks: readonly Check[],
): Promise<Counted> {
  const columns = entity.properties.filter((property) => source.columnTypes.has(property.name));
  const [presence = {}] = await engine.rows(presenceSql(columns, source));
  const coded = columns.filter(hasShares);
  const rules = checks.flatMap((check) => {
    const when = appliesSql(check);
    return when === undefined ? [] : [{ id: check.id, when }];
  });
  const selects = [
    ...coded.map((property, index) => `${codesSql(property)} AS c${index}`),
    ...rules.map(({ when }, index) => `count_if(${when}) AS j${index}`),
  ];
  const [values = {}] =
    selects.length === 0
      ? []
      : await engine.rows(`SELECT ${selects.join(",\n")}\nFROM ${quoteIdentifier(name)}`);
  return {
    present: new Map(
      columns.map((property, index) => [property.name, Number(presence[`p${index}`])]),
    ),
    codes: new Map(
      coded.map((property, index) => [property.name, countsIn(values[`c${index}`])] as const),
    ),
    judged: new Map(rules.map(({ id }, index) => [id, Number(values[`j${index}`])] as const)),
  };
}

/** Whether the report shows how many records have each code: where a table may be cut by it. */
export function hasShares(property: Property): boolean {
  return isShown(property) && codesOf(property.type) !== undefined;
}

/** What may be said of a property beyond how many records have it. */
export function isShown({ privacy, aggregation }: Property): boolean {
  const isAllowed = privacy === "quasi" || privacy === "ordinary";
  return isAllowed && (aggregation === "dimension" || aggregation === "measure");
}

/** The codes that a value, or an item of a list, can be; a truth value has two. */
export function codesOf(type: ValueType): readonly string[] | undefined {
  if (type.kind === "boolean") return ["true", "false"];
  if (type.kind === "list") return type.item.kind === "code" ? type.item.codes : undefined;
  return type.kind === "code" ? type.codes : undefined;
}

function presenceSql(columns: readonly Property[], source: CheckedSource): string {
  const counts = columns.map(({ name }, index) => {
    const column = quoteIdentifier(name);
    return `${presentCount(column, source.columnTypes.get(name))} AS p${index}`;
  });
  return `SELECT ${["count(*) AS n", ...counts].join(",\n")}\nFROM ${source.from}`;
}

/** A null of JSON says that nothing is known. */
function presentCount(column: string, type: string | undefined): string {
  return type === "JSON"
    ? `count_if(${column} IS NOT NULL AND json_type(${column}) <> 'NULL')`
    : `count(${column})`;
}

/** How often each code is there, as JSON; whatever is no code stays in the engine. */
function codesSql({ name, type }: Property): string {
  const column = quoteIdentifier(name);
  const codes = (codesOf(type) ?? []).map(quoteLiteral).join(", ");
  if (type.kind === "list") {
    const each = (codesOf(type) ?? []).map(
      (code) => `${quoteLiteral(code)}: count_if(list_contains(${column}, ${quoteLiteral(code)}))`,
    );
    return `to_json({${each.join(", ")}})`;
  }
  const text = `CAST(${column} AS VARCHAR)`;
  return `to_json(histogram(CASE WHEN ${text} IN (${codes}) THEN ${text} END))`;
}

function countsIn(value: unknown): ReadonlyMap<string, number> {
  const counts: unknown = typeof value === "string" ? JSON.parse(value) : {};
  if (typeof counts !== "object" || counts === null) return new Map();
  return new Map(
    Object.entries(counts).flatMap(([code, count]: [string, unknown]) =>
      typeof count === "number" && count > 0 ? [[code, count] as const] : [],
    ),
  );
}

/** The condition under which a rule is judged on a record; undefined for what is no rule. */
function appliesSql({ test }: Check): string | undefined {
  if (test.kind === "rule") {
    const whole = new Set(
      test.properties.filter(({ type }) => type.kind === "integer").map(({ name }) => name),
    );
    const column = (name: string): string =>
      whole.has(name) ? `CAST(${quoteIdentifier(name)} AS DOUBLE)` : quoteIdentifier(name);
    return `(${expressionSql(test.holds, undefined, column)}) IS NOT NULL`;
  }
  if (test.kind !== "between") return undefined;
  const { check } = test;
  const when =
    "when" in check && check.when !== undefined ? ` AND (${expressionSql(check.when)})` : "";
  switch (check.kind) {
    case "related":
    case "some":
      return `${given(Object.keys(check.related.on))}${when}`;
    case "no-overlap":
      return `${given([...check.within, check.start])}${when}`;
    case "at-most-one":
      return `${given(check.within)}${when}`;
    case "acyclic":
      return given([check.key, check.parent]);
  }
}

function given(names: readonly string[]): string {
  return names.map((name) => `${quoteIdentifier(name)} IS NOT NULL`).join(" AND ");
}
