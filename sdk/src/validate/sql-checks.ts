import type { Entity } from "@edufed/schemas";
import type { Relation } from "../dataset.ts";
import type { Row, SqlEngine } from "../engine/engine.ts";
import { rawName } from "../engine/reading.ts";
import { quoteIdentifier } from "../engine/sql-text.ts";
import { type CheckedSource, typedSelect, violation } from "./check-sql.ts";
import { type Check, decidingColumns, type Test } from "./plan.ts";

/** First rows that a finding names, unless more are asked for. */
export const rowsShownDefault = 10;

/** How many records break a check, per file where there are several, and the first of them. */
export interface Violations {
  readonly check: Check;
  readonly file: string | null;
  readonly count: number;
  readonly rows: readonly number[];
}

/** The rows to check, and how many of those that fail are named. */
export interface Checking {
  readonly engine: SqlEngine;
  readonly source: CheckedSource;
  readonly rowsShown: number;
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

/**
 * Every check that one row decides. The first pass only asks which columns have a row that breaks
 * any of their checks, which is cheaper than counting: each column is read by itself, and left at
 * that row. Only the checks of those columns are counted, and the rows found of what failed.
 */
export async function checkRows(
  { engine, source, rowsShown }: Checking,
  entity: Entity,
  checks: readonly Check[],
): Promise<{ readonly records: number; readonly violations: readonly Violations[] }> {
  const conditions = checks.flatMap((check) => {
    const sql = violation(check, source);
    return sql === undefined ? [] : [{ check, sql }];
  });
  const [{ n: records = 0 } = {}] = await engine.rows(`SELECT count(*) AS n FROM ${source.from}`);
  const suspects = await suspectsAmong(engine, conditions, source);
  const typed = typedSelect(source, entity.properties);
  const broken = await brokenOf(engine, suspects, typed);
  const violations =
    broken.length === 0 ? [] : await locate({ engine, source, rowsShown }, broken, typed);
  return { records: Number(records), violations };
}

/** The conditions over columns of which some row meets one. */
async function suspectsAmong(
  engine: SqlEngine,
  conditions: readonly Condition[],
  source: CheckedSource,
): Promise<readonly Condition[]> {
  const groups = [...Map.groupBy(conditions, ({ check }) => columnsKey(check)).values()];
  if (groups.length === 0) return [];
  const looks = groups.map((group, index) => {
    const [first] = group;
    const typed = typedSelect(source, first === undefined ? [] : decidingColumns(first.check));
    const any = group.map(({ sql }) => `(${sql})`).join(" OR ");
    return `(SELECT ${index} AS suspect FROM (${typed}) WHERE ${any} LIMIT 1)`;
  });
  const found = await engine.rows(looks.join("\nUNION ALL\n"));
  return found.flatMap(({ suspect }) => groups[Number(suspect)] ?? []);
}

function columnsKey(check: Check): string {
  return JSON.stringify(decidingColumns(check).map(({ name }) => name));
}

async function brokenOf(
  engine: SqlEngine,
  suspects: readonly Condition[],
  typed: string,
): Promise<readonly Condition[]> {
  if (suspects.length === 0) return [];
  const counts = suspects.map(({ sql }, index) => `count_if(${sql}) AS c${index}`);
  const [totals] = await engine.rows(`SELECT ${counts.join(",\n")}\nFROM (${typed})`);
  return suspects.filter((_, index) => Number(totals?.[`c${index}`] ?? 0) > 0);
}

interface Condition {
  readonly check: Check;
  readonly sql: string;
}

async function locate(
  { engine, source, rowsShown }: Checking,
  broken: readonly Condition[],
  typed: string,
): Promise<readonly Violations[]> {
  const columns = broken.flatMap(({ sql }, index) => [
    `count_if(${sql}) AS c${index}`,
    `min(_row, ${rowsShown}) FILTER (WHERE ${sql}) AS r${index}`,
  ]);
  const rows = await engine.rows(
    `SELECT ${fileColumn(source)} AS file, ${columns.join(",\n")}\nFROM (${typed}) GROUP BY ALL ORDER BY file`,
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
  { engine, source, rowsShown }: Checking,
  check: Check,
): Promise<readonly Violations[]> {
  if (check.test.kind !== "key") return [];
  const { names, hash, isWhole } = keyOf(check.test);
  const typed = typedSelect(source, check.test.properties);
  const keyed = `SELECT *, ${hash} AS _hash FROM (${typed}) WHERE ${isWhole}`;
  const [sizes] = await engine.rows(
    `SELECT count(*) AS n, count(DISTINCT _hash) AS keys FROM (${keyed})`,
  );
  if (sizes?.["n"] === sizes?.["keys"]) return [];
  const rows = await engine.rows(
    [
      `WITH keyed AS (${keyed}),`,
      "suspect AS (",
      "  SELECT * FROM keyed",
      "  WHERE _hash IN (SELECT _hash FROM keyed GROUP BY _hash HAVING count(*) > 1)",
      ")",
      `SELECT ${fileColumn(source)} AS file, count(*) AS c, min(_row, ${rowsShown}) AS r`,
      `FROM (SELECT *, count(*) OVER (PARTITION BY ${names}) AS n FROM suspect)`,
      "WHERE n > 1 GROUP BY ALL ORDER BY file",
    ].join("\n"),
  );
  return rows.map((row) => violationsOf(check, row, "c", "r")).filter(({ count }) => count > 0);
}

/** SQL about the key of a row of `typedSelect`. */
export interface KeySql {
  readonly names: string;
  readonly hash: string;
  /** Whether every part is there that must be. */
  readonly isWhole: string;
}

/** The key that a check asks for, in SQL. */
export function keyOf({ properties }: Extract<Test, { kind: "key" }>): KeySql {
  const names = properties.map((property) => quoteIdentifier(property.name)).join(", ");
  const needed = properties.filter((property) => property.required);
  const complete = needed.map((property) => `${quoteIdentifier(property.name)} IS NOT NULL`);
  return { names, hash: `hash(${names})`, isWhole: complete.join(" AND ") || "TRUE" };
}

function fileColumn(source: CheckedSource): string {
  return source.columnTypes.has("_file") ? "_file" : "NULL";
}

/** Records with a value, or an item of a list, that names no record of the relation it points to. */
export async function checkReference(
  { engine, source, rowsShown }: Checking,
  check: Check,
  target: { readonly relation: string; readonly key: string },
): Promise<readonly Violations[]> {
  if (check.test.kind !== "reference") return [];
  const { property } = check.test;
  const column = quoteIdentifier(property.name);
  const isList = property.type.kind === "list";
  const named = isList ? `unnest(${column})` : column;
  const key = quoteIdentifier(target.key);
  const places = ["_row", ...(source.columnTypes.has("_file") ? ["_file"] : [])].join(", ");
  const rows = await engine.rows(
    [
      "WITH names AS (",
      `  SELECT ${places}, ${named} AS named FROM (${typedSelect(source, [property])})`,
      "),",
      "lost AS (",
      // A record with two items that lead nowhere is one record.
      `  SELECT ${isList ? "DISTINCT " : ""}${places} FROM names`,
      `    ANTI JOIN ${quoteIdentifier(target.relation)} AS target ON target.${key} = names.named`,
      "    WHERE named IS NOT NULL",
      ")",
      `SELECT ${fileColumn(source)} AS file, count(*) AS c, min(_row, ${rowsShown}) AS r`,
      "FROM lost GROUP BY ALL ORDER BY file",
    ].join("\n"),
  );
  return rows.map((row) => violationsOf(check, row, "c", "r")).filter(({ count }) => count > 0);
}

/** The records at the places that a query gives, counted; the check is broken there. */
export async function countedPlaces(
  { engine, source, rowsShown }: Checking,
  check: Check,
  places: string,
): Promise<readonly Violations[]> {
  const rows = await engine.rows(
    `SELECT ${fileColumn(source)} AS file, count(*) AS c, min(_row, ${rowsShown}) AS r\nFROM (\n${places}\n)\nGROUP BY ALL ORDER BY file`,
  );
  return rows.map((row) => violationsOf(check, row, "c", "r")).filter(({ count }) => count > 0);
}

/** Names that are shown one by one; all others are counted together. */
const namesShownMax = 20;

/**
 * Names that a JSON record has and its entity has not, each by itself. Only what looks like a name is
 * shown, and only of records most of whose names are properties: others may be named after people.
 */
export async function checkNames(
  { engine, source, rowsShown }: Checking,
  check: Check,
): Promise<readonly Violations[]> {
  if (check.test.kind !== "unknown-property" || !source.columnTypes.has("_unknown")) return [];
  const known = [...source.columnTypes.keys()]
    .filter((column) => !column.startsWith("_"))
    .map((column) => `CAST(${quoteIdentifier(column)} IS NOT NULL AS INTEGER)`);
  const isPlain = `len(_unknown) <= ${known.join(" + ")}`;
  const isName = `regexp_full_match(name, '[A-Za-z_][A-Za-z0-9_-]{0,63}')`;
  const rows = await engine.rows(
    [
      "WITH unknown AS (",
      `  SELECT ${fileColumn(source)} AS file, _row, ${isPlain} AS is_plain, unnest(_unknown) AS name`,
      `  FROM ${source.from} WHERE len(_unknown) > 0`,
      "), named AS (",
      `  SELECT DISTINCT file, _row, CASE WHEN is_plain AND ${isName} THEN name END AS shown FROM unknown`,
      "), frequent AS (",
      "  SELECT shown FROM named WHERE shown IS NOT NULL",
      `  GROUP BY shown ORDER BY count(*) DESC, shown LIMIT ${namesShownMax}`,
      "), placed AS (",
      "  SELECT DISTINCT file, _row, frequent.shown FROM named LEFT JOIN frequent USING (shown)",
      ")",
      `SELECT file, shown, count(*) AS c, min(_row, ${rowsShown}) AS r`,
      "FROM placed GROUP BY ALL ORDER BY file, shown",
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
