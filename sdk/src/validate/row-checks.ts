import type { Entity, Property } from "@edufed/schemas";
import type { SqlEngine } from "../engine/engine.ts";
import { type CheckedSource, typedSelect, violation } from "./check-sql.ts";
import { lookAtKeys } from "./key-look.ts";
import type { MayShareKey } from "./key-sql.ts";
import { type Check, decidingColumns } from "./plan.ts";
import { type Checking, fileColumn, type Violations, violationsOf } from "./sql-checks.ts";

/** What rows say one by one, and which may share their key. */
interface RowsChecked {
  readonly records: number;
  readonly violations: readonly Violations[];
  /** The records among which `checkKey` looks for those that do. */
  readonly mayShareKey: MayShareKey;
}

/**
 * Every check that one row decides. The first pass only asks which columns have a row that breaks
 * any of their checks, which is cheaper than counting: each column is read by itself, or with those
 * that a rule looks at beside it, and left at that row; those of the key are read once for their
 * checks and for the keys. Only the checks of
 * suspicious columns are counted, and the rows found of what failed.
 */
export async function checkRows(
  { engine, source, rowsShown }: Checking,
  entity: Entity,
  checks: readonly Check[],
): Promise<RowsChecked> {
  const conditions = checks.flatMap((check) => {
    const sql = violation(check, source);
    return sql === undefined ? [] : [{ check, sql }];
  });
  const { ofKey, others } = apart(conditions, keyPropertiesOf(checks));
  const keys = await lookAtKeys(engine, source, {
    checks,
    conditions: ofKey.map(({ sql }) => sql),
  });
  const suspects = [
    ...(keys.hasSuspects ? ofKey : []),
    ...(await suspectsAmong(engine, others, source)),
  ];
  const typed = typedSelect(source, entity.properties);
  const broken = await brokenOf(engine, inOrder(suspects, conditions), typed);
  const violations =
    broken.length === 0 ? [] : await locate({ engine, source, rowsShown }, broken, typed);
  return { records: keys.records, violations, mayShareKey: keys.mayShare };
}

function keyPropertiesOf(checks: readonly Check[]): readonly Property[] {
  return checks.flatMap(({ test }) => (test.kind === "key" ? test.properties : []));
}

/** The conditions over columns of the key alone, and the others. */
function apart(
  conditions: readonly Condition[],
  key: readonly Property[],
): { readonly ofKey: readonly Condition[]; readonly others: readonly Condition[] } {
  const isOfKey = ({ check }: Condition): boolean =>
    key.length > 0 && decidingColumns(check).every((property) => key.includes(property));
  return {
    ofKey: conditions.filter(isOfKey),
    others: conditions.filter((condition) => !isOfKey(condition)),
  };
}

function inOrder(some: readonly Condition[], all: readonly Condition[]): readonly Condition[] {
  const chosen = new Set(some);
  return all.filter((condition) => chosen.has(condition));
}

/** The conditions over columns of which some row meets one. */
async function suspectsAmong(
  engine: SqlEngine,
  conditions: readonly Condition[],
  source: CheckedSource,
): Promise<readonly Condition[]> {
  const groups = readTogether(conditions);
  if (groups.length === 0) return [];
  const looks = groups.map((group, index) => {
    const typed = typedSelect(source, columnsOf(group));
    const any = group.map(({ sql }) => `(${sql})`).join(" OR ");
    return `(SELECT ${index} AS suspect FROM (${typed}) WHERE ${any} LIMIT 1)`;
  });
  const found = await engine.rows(looks.join("\nUNION ALL\n"));
  return found.flatMap(({ suspect }) => groups[Number(suspect)] ?? []);
}

/** The conditions over the same columns, with those over one of these columns alone. */
function readTogether(conditions: readonly Condition[]): readonly (readonly Condition[])[] {
  const hosts = new Map<string, string>();
  for (const { check } of conditions) {
    const columns = decidingColumns(check);
    if (columns.length > 1)
      for (const column of columns) hosts.set(columnsKey([column]), columnsKey(columns));
  }
  const host = ({ check }: Condition): string => {
    const own = columnsKey(decidingColumns(check));
    return hosts.get(own) ?? own;
  };
  return [...Map.groupBy(conditions, host).values()];
}

function columnsKey(columns: readonly Property[]): string {
  return JSON.stringify(columns.map(({ name }) => name));
}

function columnsOf(conditions: readonly Condition[]): readonly Property[] {
  return [...new Set(conditions.flatMap(({ check }) => decidingColumns(check)))];
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
