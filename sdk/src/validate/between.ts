import { acyclicPlaces } from "./acyclic.ts";
import type { CheckedSource } from "./check-sql.ts";
import type { Check } from "./plan.ts";
import { brokenSql } from "./rule-sql.ts";
import { type Checking, countedPlaces, type Violations } from "./sql-checks.ts";

/** Records that break a rule between records; `other` is the related entity's source, where it has one. */
export async function checkBetween(
  checking: Checking,
  check: Check,
  other?: CheckedSource,
): Promise<readonly Violations[]> {
  const { test } = check;
  if (test.kind !== "between") return [];
  const judged = { source: checking.source, properties: test.properties };
  if (test.check.kind !== "acyclic") {
    return countedPlaces(checking, check, brokenSql(test.check, judged, other));
  }
  await using circles = await acyclicPlaces(checking.engine, test.check, judged);
  // Awaited here: the query reads a table that goes when this function ends.
  return circles.places === undefined ? [] : await countedPlaces(checking, check, circles.places);
}
