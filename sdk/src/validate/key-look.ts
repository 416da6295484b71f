import type { SqlEngine } from "../engine/engine.ts";
import { type CheckedSource, typedSelect } from "./check-sql.ts";
import { keyOf, markedSql, type MayShareKey, repeatedMarksMax } from "./key-sql.ts";
import type { Check } from "./plan.ts";
import { numbersOf } from "./sql-checks.ts";

/** What one look at the keys of an entity's records shows. */
export interface KeysSeen {
  readonly records: number;
  /** Whether some record may break one of the conditions. */
  readonly hasSuspects: boolean;
  readonly mayShare: MayShareKey;
}

/**
 * How many records there are, which may share their key, and whether one may break a condition over
 * the columns of the key: these are read once for all.
 */
export async function lookAtKeys(
  engine: SqlEngine,
  source: CheckedSource,
  { checks, conditions }: { checks: readonly Check[]; conditions: readonly string[] },
): Promise<KeysSeen> {
  const [test] = checks.flatMap((check) => (check.test.kind === "key" ? [check.test] : []));
  if (test === undefined) {
    const [seen] = await engine.rows(`SELECT count(*) AS records FROM ${source.from}`);
    return { records: Number(seen?.["records"] ?? 0), hasSuspects: false, mayShare: [] };
  }
  const suspect = conditions.map((sql) => `(${sql})`).join(" OR ") || "FALSE";
  const typed = typedSelect(source, test.properties);
  const [seen = {}] = await engine.rows(markedSql(keyOf(test), typed, suspect));
  const records = Number(seen["records"]);
  const repeated = Number(seen["repeated"]);
  const isInOrder = Number(seen["ascending"]) + repeated >= records - 1;
  return {
    records,
    hasSuspects: Number(seen["marked"]) < records,
    mayShare: isInOrder && repeated <= repeatedMarksMax ? numbersOf(seen["marks"]) : "any",
  };
}
