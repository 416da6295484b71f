import type { Relation } from "../dataset.ts";
import type { Row, SqlEngine } from "../engine/engine.ts";
import { rawName } from "../engine/reading.ts";
import { quoteIdentifier } from "../engine/sql-text.ts";
import { type CheckedSource, typedSelect } from "./check-sql.ts";
import { keyOf, type MayShareKey } from "./key-sql.ts";
import type { Check } from "./plan.ts";

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
 * Records that share their key: those that may, or whose hash is there several times, are compared in
 * full. An absent part of a key equals another.
 */
export async function checkKey(
  { engine, source, rowsShown }: Checking,
  check: Check,
  mayShare: MayShareKey,
): Promise<readonly Violations[]> {
  if (check.test.kind !== "key" || mayShare.length === 0) return [];
  const { names, hash, mark, isWhole } = keyOf(check.test);
  const typed = typedSelect(source, check.test.properties);
  const keyed = `SELECT *, ${hash} AS _hash, ${mark} AS _mark FROM (${typed}) WHERE ${isWhole}`;
  const suspect =
    mayShare === "any"
      ? "_hash IN (SELECT _hash FROM keyed GROUP BY _hash HAVING count(*) > 1)"
      : `_mark IN (${mayShare.join(", ")})`;
  const rows = await engine.rows(
    [
      `WITH keyed AS (${keyed}),`,
      "suspect AS (",
      `  SELECT * FROM keyed WHERE ${suspect}`,
      ")",
      `SELECT ${fileColumn(source)} AS file, count(*) AS c, min(_row, ${rowsShown}) AS r`,
      `FROM (SELECT *, count(*) OVER (PARTITION BY ${names}) AS n FROM suspect)`,
      "WHERE n > 1 GROUP BY ALL ORDER BY file",
    ].join("\n"),
  );
  return rows.map((row) => violationsOf(check, row, "c", "r")).filter(({ count }) => count > 0);
}

/** SQL of the file that a row is in, where there are several. */
export function fileColumn(source: CheckedSource): string {
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

/** Violations as a row of a result says them. */
export function violationsOf(check: Check, row: Row, count: string, rows: string): Violations {
  return {
    check,
    file: typeof row["file"] === "string" ? row["file"] : null,
    count: Number(row[count]),
    rows: numbersOf(row[rows]),
  };
}

/** A list leaves the engine as JSON text. */
export function numbersOf(value: Row[string] | undefined): readonly number[] {
  const list: unknown = typeof value === "string" ? JSON.parse(value) : [];
  return Array.isArray(list) ? list.filter((item) => typeof item === "number") : [];
}
