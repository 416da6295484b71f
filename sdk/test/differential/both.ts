import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Entity, Registry } from "@edufed/schemas";
import type { SqlEngine } from "../../src/engine/engine.ts";
import type { Finding } from "../../src/finding.ts";
import { readRecords } from "../../src/import/records.ts";
import { recordFindings, type RecordValidator } from "../../src/validate/one-record.ts";
import { validateRecord } from "../../src/validate/record.ts";
import type { ParsedRule } from "../../src/validate/rules.ts";
import { validate } from "../../src/validate/validate.ts";
import type { EntityName } from "../../src/generated/types.ts";

/** What one back end finds in each record: `<severity> <code> <rule> <pointer>`, each once, in order. */
export type Verdicts = readonly (readonly string[])[];

/** A record on which the two do not agree, with what only one of them finds. */
export interface Difference {
  readonly record: string;
  readonly onlySql: readonly string[];
  readonly onlyRecord: readonly string[];
}

/** The records that the two judge differently. */
export function differences(
  lines: readonly string[],
  sql: Verdicts,
  record: Verdicts,
): readonly Difference[] {
  return lines.flatMap((text, index) => {
    const [one, other] = [sql[index] ?? [], record[index] ?? []];
    const onlySql = one.filter((mistake) => !other.includes(mistake));
    const onlyRecord = other.filter((mistake) => !one.includes(mistake));
    return onlySql.length + onlyRecord.length === 0 ? [] : [{ record: text, onlySql, onlyRecord }];
  });
}

/** The verdict of the validator of one record on each line. */
export function inProcess(
  entity: EntityName,
  lines: readonly string[],
  rules: readonly ParsedRule[],
): Verdicts {
  const own = rules.filter(({ rule, check }) => rule.entity === entity && check.kind === "record");
  return lines.map((text) => seen(validateRecord(entity, JSON.parse(text), own)));
}

/** The verdict of a validator that is not one of the standard's on each line, without rules. */
export function byValidator(
  entity: string,
  lines: readonly string[],
  validator: RecordValidator,
): Verdicts {
  return lines.map((text) => {
    const value: unknown = JSON.parse(text);
    const errors = validator(value) ? [] : (validator.errors ?? []);
    return seen(recordFindings(value, { entity, errors, rules: [] }));
  });
}

/** The verdict of the engine on each line of one NDJSON file. */
export async function inEngine(
  engine: SqlEngine,
  folder: string,
  entity: Entity,
  lines: readonly string[],
  registry: Registry,
): Promise<Verdicts> {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${entity.name}.ndjson`);
  writeFileSync(path, lines.map((text) => `${text}\n`).join(""));
  return verdictsOnFile(engine, path, 1, lines.length, registry);
}

/** The verdict of the engine on each record of a file whose first record is in row `first`. */
export async function verdictsOnFile(
  engine: SqlEngine,
  path: string,
  first: number,
  count: number,
  registry: Registry,
): Promise<Verdicts> {
  const { records } = await readRecords(engine, [path], registry);
  const { findings } = await validate(records, registry, { rowsShown: count });
  const found: Finding[][] = Array.from({ length: count }, () => []);
  for (const finding of findings.filter(({ rule }) => isOfOneRecord(rule, registry))) {
    for (const row of finding.rows ?? []) found[row - first]?.push(finding);
  }
  return found.map(seen);
}

/** Keys, references and rules between records are not of one record. */
function isOfOneRecord(id: string, registry: Registry): boolean {
  const rule = registry.rules.find((declared) => declared.id === id);
  return rule === undefined ? !/\/(key|reference)$/.test(id) : rule.check.kind === "record";
}

/** Places in a list are left out, because a column has none. */
function seen(findings: readonly Finding[]): readonly string[] {
  const texts = findings.map(({ severity, code, rule, pointer = "" }) =>
    [severity, code, rule, pointer.replaceAll(/\/\d+(?=\/|$)/g, "")].join(" "),
  );
  return [...new Set(texts)].toSorted();
}
