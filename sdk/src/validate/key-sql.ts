import { quoteIdentifier } from "../engine/sql-text.ts";
import type { Check, Test } from "./plan.ts";

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

/** Columns that count the records with a whole key, and how many keys they have, by their hashes. */
export function keyColumns(checks: readonly Check[]): readonly string[] {
  return checks.flatMap((check) => {
    if (check.test.kind !== "key") return [];
    const { hash, isWhole } = keyOf(check.test);
    const whole = `FILTER (WHERE ${isWhole})`;
    return [`count(*) ${whole} AS keyed`, `count(DISTINCT ${hash}) ${whole} AS keys`];
  });
}
