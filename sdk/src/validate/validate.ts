import type { Entity, Registry } from "@edufed/schemas";
import { passed, type Records, type Relation, type Valid } from "../dataset.ts";
import { type Finding, hasErrors } from "../finding.ts";
import { type FindingLanguage, wordsOf } from "../finding-text.ts";
import type { CheckResult } from "./check-result.ts";
import { countFixable, withFixable } from "./fix/fixable.ts";
import { checkBetween } from "./between.ts";
import { type CountedMistake, checkNested } from "./nested.ts";
import { type Check, checksOf } from "./plan.ts";
import { parseRules } from "./parse-rules.ts";
import type { ParsedRule } from "./rules.ts";
import { absentEntity, uncheckedFacts } from "./unchecked.ts";
import {
  type Checking,
  checkKey,
  checkNames,
  checkReference,
  checkRows,
  rowsShownDefault,
  sourceOf,
  type Violations,
} from "./sql-checks.ts";

/** What validation says about a data set. */
export interface Validation {
  /** The data set as valid; null when there is an error. */
  readonly valid: Valid | null;
  readonly findings: readonly Finding[];
  readonly checks: readonly CheckResult[];
  /** Entity → records checked. */
  readonly records: Readonly<Record<string, number>>;
}

/** How much a validation reports. */
export interface ValidateOptions {
  /** How many of the records that fail a check are named; all are counted. Default 10. */
  readonly rowsShown?: number;
  /** Language of the findings; English when it is not given. */
  readonly language?: FindingLanguage;
  /** Told when the records of an entity are about to be checked. */
  readonly onEntity?: (entity: string) => void;
}

/** Checks every record against the schema, the rules, its key and its references. Rows stay in the engine. */
export async function validate(
  records: Records,
  registry: Registry,
  options: ValidateOptions = {},
): Promise<Validation> {
  const rules = parseRules(registry);
  const rowsShown = options.rowsShown ?? rowsShownDefault;
  const results: EntityResult[] = [];
  for (const relation of records.relations.values()) {
    const entity = registry.entities.get(relation.entity);
    if (entity === undefined) throw new RangeError(`no entity ${relation.entity}`);
    options.onEntity?.(entity.name);
    // One relation after the other: each uses all cores, and memory holds one at a time.
    const run = { records, registry, rules, rowsShown, language: options.language };
    results.push(await validateRelation(run, relation, entity));
  }
  const findings = results.flatMap((result) => result.findings);
  const checks = results.flatMap((result) => result.checks);
  const valid = hasErrors(findings)
    ? null
    : passed("valid", { engine: records.engine, relations: records.relations });
  const counts = results.map(({ entity, records: count }) => [entity, count] as const);
  return { valid, findings, checks, records: Object.fromEntries(counts) };
}

interface EntityResult {
  readonly entity: string;
  readonly records: number;
  readonly findings: readonly Finding[];
  readonly checks: readonly CheckResult[];
}

interface Run {
  readonly records: Records;
  readonly registry: Registry;
  readonly rules: readonly ParsedRule[];
  readonly rowsShown: number;
  readonly language: FindingLanguage | undefined;
}

async function validateRelation(
  { records, registry, rules, rowsShown, language }: Run,
  relation: Relation,
  entity: Entity,
): Promise<EntityResult> {
  const { engine } = records;
  const checks = checksOf(entity, rules);
  const checking = { engine, source: await sourceOf(engine, relation), rowsShown };
  const rows = await checkRows(checking, entity, checks);
  const nested = checks.flatMap(({ test }) => (test.kind === "record" ? [test.property] : []));
  const mistakes = await checkNested(checking, entity, nested);
  const between = await Promise.all(
    checks.map(async (check) => {
      if (check.test.kind === "key") return checkKey(checking, check);
      if (check.test.kind === "unknown-property") return checkNames(checking, check);
      if (check.test.kind === "between") return checkBetweenIn(records, checking, check);
      const target = targetOf(check, records, registry);
      return target === undefined ? [] : checkReference(checking, check, target);
    }),
  );
  const unchecked = checks.filter(
    (check) => absentEntity(check, new Set(records.relations.keys()), registry) !== undefined,
  );
  const violations = [...rows.violations, ...between.flat()];
  const fixable = await countFixable(
    { ...checking, entity, registry, checks },
    violations,
    relation.file,
  );
  return {
    entity: entity.name,
    records: rows.records,
    findings: [
      ...violations.map((found) =>
        withFixable(violationFinding(found, relation, language), fixable.get(found), language),
      ),
      ...mistakes.map((found) => mistakeFinding(found, relation, language)),
      ...unchecked.map((check) =>
        uncheckedFinding(check, relation, { records: rows.records, language }),
      ),
    ],
    checks: checks.map((check) => resultOf(check, rows.records, violations, mistakes, unchecked)),
  };
}

/** A rule between records, where the data set has the entity that it looks at. */
async function checkBetweenIn(
  { engine, relations }: Records,
  checking: Checking,
  check: Check,
): Promise<readonly Violations[]> {
  const { test } = check;
  if (test.kind !== "between") return [];
  if (!("related" in test.check)) return checkBetween(checking, check);
  const relation = relations.get(test.check.related.entity);
  if (relation === undefined) return [];
  return checkBetween(checking, check, await sourceOf(engine, relation));
}

/** The relation a reference points into, when the data set has it and its key is one property. */
function targetOf(
  check: Check,
  records: Records,
  registry: Registry,
): { readonly relation: string; readonly key: string } | undefined {
  if (check.test.kind !== "reference") return undefined;
  const relation = records.relations.get(check.test.to)?.name;
  const [key, ...others] = registry.entities.get(check.test.to)?.key ?? [];
  if (relation === undefined || key === undefined || others.length > 0) return undefined;
  return { relation, key };
}

function violationFinding(
  { check, file, count, rows }: Violations,
  relation: Relation,
  language: FindingLanguage | undefined,
): Finding {
  return {
    code: check.facts.code,
    severity: check.severity,
    entity: check.entity,
    ...placeOf(file ?? relation.file, rows),
    ...(check.pointer === undefined ? {} : { pointer: check.pointer }),
    rule: check.id,
    ...wordsOf(check.facts, language),
    count,
    rows,
  };
}

function mistakeFinding(
  found: CountedMistake,
  relation: Relation,
  language: FindingLanguage | undefined,
): Finding {
  const { mistake, file, count, rows } = found;
  return {
    code: mistake.facts.code,
    severity: "error",
    entity: relation.entity,
    ...placeOf(file ?? relation.file, rows),
    pointer: mistake.pointer,
    rule: mistake.rule,
    ...wordsOf(mistake.facts, language),
    count,
    rows,
  };
}

function uncheckedFinding(
  check: Check,
  relation: Relation,
  { records, language }: Pick<EntityResult, "records"> & Pick<Run, "language">,
): Finding {
  const facts = uncheckedFacts(check);
  return {
    code: facts.code,
    severity: "info",
    entity: check.entity,
    ...placeOf(relation.file, []),
    ...(check.pointer === undefined ? {} : { pointer: check.pointer }),
    rule: check.id,
    ...wordsOf(facts, language),
    count: records,
  };
}

function placeOf(
  file: string | undefined,
  rows: readonly number[],
): { readonly file?: string; readonly row?: number } {
  const [row] = rows;
  return { ...(file === undefined ? {} : { file }), ...(row === undefined ? {} : { row }) };
}

function resultOf(
  check: Check,
  records: number,
  violations: readonly Violations[],
  mistakes: readonly CountedMistake[],
  unchecked: readonly Check[],
): CheckResult {
  const inSql = violations.filter((found) => found.check.id === check.id);
  const prefix = `${check.pointer ?? ""}/`;
  const inRecords = mistakes.filter(({ mistake }) => `${mistake.pointer}/`.startsWith(prefix));
  const isRecord = check.test.kind === "record";
  const found = isRecord ? inRecords : inSql;
  return {
    id: check.id,
    entity: check.entity,
    by: unchecked.includes(check) ? "none" : isRecord ? "record" : "sql",
    records,
    violations: found.reduce((sum, { count }) => sum + count, 0),
  };
}
