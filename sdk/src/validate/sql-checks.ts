import type { Entity } from "@edufed/schemas";
import type { Relation } from "../dataset.ts";
import type { Row, SqlEngine } from "../engine/engine.ts";
import { rawName } from "../engine/reading.ts";
import { quoteIdentifier } from "../engine/sql-text.ts";
import { type CheckedSource, typedSelect, violation } from "./check-sql.ts";
import type { Check } from "./plan.ts";

/** First rows that a finding names. */
export const rowsShown = 10;

/** How many records break a check, per file where there are several, and the first of them. */
export interface Violations {
  readonly check: Check;
  readonly file: string | null;
  readonly count: number;
  readonly rows: readonly number[];
}

/** Where a relation's rows are checked: as they were in the file, if that is known. */
export async function sourceOf(engine: SqlEngine, relation: Relation): Promise<CheckedSource> {
  const [raw] = await engine.rows(
    "SELECT count(*) AS n FROM information_schema.tables WHERE table_name = ?",
    [rawName(relation.name)],
  );
  const from =
    raw?.["n"] === 0
      ? `(SELECT row_number() OVER () + 1 AS _row, * FROM ${quoteIdentifier(relation.name)})`
      : quoteIdentifier(rawName(relation.name));
  const described = await engine.rows(`DESCRIBE SELECT * FROM ${from}`);
  const columnTypes = new Map(
    described.map((row) => [String(row["column_name"]), String(row["column_type"])]),
  );
  return { from, columnTypes };
}

/** Every check that one row decides, counted in one pass; a second pass finds the rows of what failed. */
export async function checkRows(
  engine: SqlEngine,
  entity: Entity,
  checks: readonly Check[],
  source: CheckedSource,
): Promise<{ readonly records: number; readonly violations: readonly Violations[] }> {
  const conditions = checks.flatMap((check) => {
    const sql = violation(check, source);
    return sql === undefined ? [] : [{ check, sql }];
  });
  const typed = typedSelect(source, entity.properties);
  const counts = conditions.map(({ sql }, index) => `count_if(${sql}) AS c${index}`);
  const [totals] = await engine.rows(
    `SELECT ${["count(*) AS n", ...counts].join(",\n")}\nFROM (${typed})`,
  );
  const broken = conditions.filter((_, index) => Number(totals?.[`c${index}`] ?? 0) > 0);
  const violations = broken.length === 0 ? [] : await locate(engine, broken, typed, source);
  return { records: Number(totals?.["n"] ?? 0), violations };
}

interface Condition {
  readonly check: Check;
  readonly sql: string;
}

async function locate(
  engine: SqlEngine,
  broken: readonly Condition[],
  typed: string,
  source: CheckedSource,
): Promise<readonly Violations[]> {
  const file = source.columnTypes.has("_file") ? "_file" : "NULL";
  const columns = broken.flatMap(({ sql }, index) => [
    `count_if(${sql}) AS c${index}`,
    `min(_row, ${rowsShown}) FILTER (WHERE ${sql}) AS r${index}`,
  ]);
  const rows = await engine.rows(
    `SELECT ${file} AS file, ${columns.join(",\n")}\nFROM (${typed}) GROUP BY ALL ORDER BY file`,
  );
  return broken.flatMap(({ check }, index) =>
    rows
      .filter((row) => Number(row[`c${index}`]) > 0)
      .map((row) => violationsOf(check, row, `c${index}`, `r${index}`)),
  );
}

/**
 * Records that share their key. Hashes are counted first, which settles the usual case without
 * building every key; equal ones are then compared in full. An absent part of a key equals another.
 */
export async function checkKey(
  engine: SqlEngine,
  check: Check,
  source: CheckedSource,
): Promise<readonly Violations[]> {
  if (check.test.kind !== "key") return [];
  const { properties } = check.test;
  const names = properties.map((property) => quoteIdentifier(property.name)).join(", ");
  const needed = properties.filter((property) => property.required);
  const complete = needed.map((property) => `${quoteIdentifier(property.name)} IS NOT NULL`);
  const typed = `(${typedSelect(source, properties)})`;
  const keyed = complete.length === 0 ? typed : `${typed} WHERE ${complete.join(" AND ")}`;
  const [sizes] = await engine.rows(
    `SELECT count(*) AS n, count(DISTINCT hash(${names})) AS keys FROM ${keyed}`,
  );
  if (sizes?.["n"] === sizes?.["keys"]) return [];
  const rows = await engine.rows(
    [
      "SELECT NULL AS file, sum(n) AS c, min(later, 10) AS r FROM (",
      `  SELECT count(*) AS n, max(_row) AS later FROM ${keyed} GROUP BY ${names} HAVING count(*) > 1`,
      ")",
    ].join("\n"),
  );
  return rows.filter((row) => row["c"] !== null).map((row) => violationsOf(check, row, "c", "r"));
}

/** Values that name no record of the relation they point to. */
export async function checkReference(
  engine: SqlEngine,
  check: Check,
  source: CheckedSource,
  target: { readonly relation: string; readonly key: string },
): Promise<readonly Violations[]> {
  if (check.test.kind !== "reference") return [];
  const column = quoteIdentifier(check.test.property.name);
  const key = quoteIdentifier(target.key);
  const rows = await engine.rows(
    [
      `SELECT NULL AS file, count(*) AS c, min(_row, ${rowsShown}) AS r`,
      `FROM (${typedSelect(source, [check.test.property])}) AS record`,
      `WHERE ${column} IS NOT NULL`,
      `  AND NOT EXISTS (SELECT 1 FROM ${quoteIdentifier(target.relation)} AS target WHERE target.${key} = record.${column})`,
    ].join("\n"),
  );
  return rows.filter((row) => row["c"] !== 0).map((row) => violationsOf(check, row, "c", "r"));
}

/** Names that a JSON record has and its entity has not, each by itself; only what looks like a name is shown. */
export async function checkNames(
  engine: SqlEngine,
  check: Check,
  source: CheckedSource,
): Promise<readonly Violations[]> {
  if (check.test.kind !== "unknown-property" || !source.columnTypes.has("_unknown")) return [];
  const file = source.columnTypes.has("_file") ? "_file" : "NULL";
  const rows = await engine.rows(
    [
      `SELECT file, CASE WHEN regexp_full_match(name, '[A-Za-z_][A-Za-z0-9_-]{0,63}') THEN name END AS shown,`,
      `  count(*) AS c, min(_row, ${rowsShown}) AS r`,
      `FROM (SELECT ${file} AS file, _row, unnest(_unknown) AS name FROM ${source.from})`,
      "GROUP BY ALL ORDER BY file, shown LIMIT 100",
    ].join("\n"),
  );
  return rows.map((row) => {
    const { shown } = row;
    const named = typeof shown === "string" ? { ...check, ...nameFacts(shown) } : check;
    return violationsOf(named, row, "c", "r");
  });
}

function nameFacts(property: string): Pick<Check, "pointer" | "facts"> {
  return { pointer: `/${property}`, facts: { code: "unknown-property", property } };
}

function violationsOf(check: Check, row: Row, count: string, rows: string): Violations {
  return {
    check,
    file: typeof row["file"] === "string" ? row["file"] : null,
    count: Number(row[count]),
    rows: numbersOf(row[rows]),
  };
}

/** A list leaves the engine as JSON text. */
function numbersOf(value: Row[string] | undefined): readonly number[] {
  const list: unknown = typeof value === "string" ? JSON.parse(value) : [];
  return Array.isArray(list) ? list.filter((item) => typeof item === "number") : [];
}
