import { quoteIdentifier } from "../engine/sql-text.ts";
import type { Check, Test } from "./plan.ts";

/** SQL about the key of a row of `typedSelect`. */
export interface KeySql {
  readonly names: string;
  readonly hash: string;
  /** The first 48 bits of the hash, which a number of JavaScript holds. */
  readonly mark: string;
  /** Whether every part is there that must be. */
  readonly isWhole: string;
}

/** The key that a check asks for, in SQL. */
export function keyOf({ properties }: Extract<Test, { kind: "key" }>): KeySql {
  const names = properties.map((property) => quoteIdentifier(property.name)).join(", ");
  const needed = properties.filter((property) => property.required);
  const complete = needed.map((property) => `${quoteIdentifier(property.name)} IS NOT NULL`);
  const hash = `hash(${names})`;
  const isWhole = complete.join(" AND ") || "TRUE";
  return { names, hash, mark: `(${hash} >> ${64 - markBits})`, isWhole };
}

/** Columns that count the records with a whole key, and how many keys they have, by their hashes. */
export function keyColumns(checks: readonly Check[]): readonly string[] {
  return checks.flatMap((check) => {
    if (check.test.kind !== "key") return [];
    const { hash, isWhole } = keyOf(check.test);
    const whole = `FILTER (WHERE ${isWhole})`;
    return [`count(*) ${whole} AS keyed`, `count(DISTINCT ${hash}) ${whole} AS keys`];
  });
}

/** Which records may share their key: those with one of these marks, and if there are none, none; or any. */
export type MayShareKey = readonly number[] | "any";

/** As many bits as two columns have that the engine sorts as one word, each with a byte for NULL. */
const markBits = 48;
/** Bits of the mark in the second of these columns. */
const lowBits = 16;

/** Marks that several rows have are named up to here; where there are more, they are no accident. */
export const repeatedMarksMax = 1000;

/**
 * SQL that puts the marks of all rows in order and looks at neighbours. A row without a whole key,
 * and one that `suspect` holds for, has no mark.
 *
 * `ascending` counts the rows whose mark is above that of the row before. If those are all rows but
 * the first, no two keys are equal, in whichever order the engine gave the rows: no count of distinct
 * values, which remembers every one of them, is needed to prove it.
 */
export function markedSql({ mark, isWhole }: KeySql, typed: string, suspect: string): string {
  return [
    "WITH marked AS (",
    `  SELECT ${mark} AS mark, (${isWhole}) AND (${suspect}) IS NOT TRUE AS is_plain FROM (${typed})`,
    "), in_order AS (",
    `  SELECT CASE WHEN is_plain THEN CAST(mark >> ${lowBits} AS UINTEGER) END AS high,`,
    `    CAST(mark & ${2 ** lowBits - 1} AS USMALLINT) AS low`,
    "  FROM marked ORDER BY high, low",
    "), chained AS (",
    "  SELECT mark, lag(mark) OVER () AS before",
    `  FROM (SELECT CAST(high AS BIGINT) * ${2 ** lowBits} + low AS mark FROM in_order)`,
    ")",
    "SELECT count(*) AS records, count(mark) AS marked,",
    "  count_if(mark > before) AS ascending, count_if(mark = before) AS repeated,",
    `  min(mark, ${repeatedMarksMax}) FILTER (WHERE mark = before) AS marks`,
    "FROM chained",
  ].join("\n");
}
