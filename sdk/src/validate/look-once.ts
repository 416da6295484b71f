import type { Entity, Registry } from "@edufed/schemas";
import type { Scan } from "../dataset.ts";
import { quoteIdentifier, quoteLiteral } from "../engine/sql-text.ts";
import { type CheckedSource, rawColumn, typedSelect, violation } from "./check-sql.ts";
import { keyColumns } from "./key-sql.ts";
import type { Check } from "./plan.ts";
import type { Checking } from "./sql-checks.ts";
import { absentEntity } from "./unchecked.ts";

/** What the engine is told to say at the first record that breaks a check. */
const failure = "a record breaks a check";

/**
 * Whether the rows of an entity need be looked at only once: nothing but themselves and their key
 * decides, and no other records lead to them.
 */
export function isLookedAtOnce(
  entity: Entity,
  checks: ReadonlyMap<string, readonly Check[]>,
  registry: Registry,
): boolean {
  const present = new Set(checks.keys());
  const made = [...checks.values()]
    .flat()
    .filter((check) => absentEntity(check, present, registry) === undefined);
  return made.every((check) =>
    check.entity === entity.name ? !needsPlaces(check) : leadsTo(check) !== entity.name,
  );
}

/** Checks that are made over the places of the rows, or over values one by one. */
function needsPlaces({ test }: Check): boolean {
  return ["between", "reference", "record"].includes(test.kind);
}

function leadsTo({ test }: Check): string | undefined {
  if (test.kind === "reference") return test.to;
  return test.kind === "between" && "related" in test.check ? test.check.related.entity : undefined;
}

/**
 * One look at rows that stand in files: every check that a row decides, the key, and whether the
 * files are what they were taken for. Ends at the first record that breaks a check. How many records
 * there are, if nothing is wrong with them; else undefined, and they must be kept and looked at again.
 */
export async function lookOnce(
  { engine, source }: Checking,
  scan: Scan,
  entity: Entity,
  checks: readonly Check[],
): Promise<number | undefined> {
  const columns = [
    "count(*) AS records",
    ...failureColumn(checks, source),
    ...keyColumns(checks),
    ...Object.entries(scan.sums((name) => rawColumn({ name }))).map(
      ([name, sum]) => `${sum} AS ${quoteIdentifier(name)}`,
    ),
  ];
  const sql = `SELECT ${columns.join(",\n  ")}\nFROM (${typedSelect(source, entity.properties)})`;
  try {
    const look = engine.rows(sql).then(([sums = {}]) => sums);
    const [isWhole, seen] = await Promise.all([scan.holds(look), look]);
    const records = Number(seen["records"]);
    return isWhole && records > 0 && seen["keyed"] === seen["keys"] ? records : undefined;
  } catch (error) {
    if (isFailure(error) || scan.isUnreadable(error)) return undefined;
    throw error;
  }
}

function failureColumn(checks: readonly Check[], source: CheckedSource): readonly string[] {
  const conditions = checks.flatMap((check) => violation(check, source) ?? []);
  if (conditions.length === 0) return [];
  const any = conditions.map((sql) => `(${sql})`).join("\nOR ");
  return [`count(CASE WHEN ${any} THEN error(${quoteLiteral(failure)}) END) AS failing`];
}

function isFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.message.includes(failure) || isFailure(error.cause);
}
