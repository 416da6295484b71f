import type { Entity, Registry } from "@edufed/schemas";
import { passed, type Records, type Relation, type Scan, type Valid } from "../dataset.ts";
import { type Finding, hasErrors } from "../finding.ts";
import type { FindingLanguage } from "../finding-text.ts";
import type { CheckResult } from "./check-result.ts";
import { checkBetween } from "./between.ts";
import { checkResultsOf, findingsOf, type Outcome } from "./entity-findings.ts";
import { canBeRewritten } from "./fix/fixable-values.ts";
import { countFixable, type Fixable } from "./fix/fixable.ts";
import { isLookedAtOnce, lookOnce } from "./look-once.ts";
import { checkNested } from "./nested.ts";
import { rulesOf } from "./known-rules.ts";
import { type Check, checksOf } from "./plan.ts";
import { checkRows } from "./row-checks.ts";
import {
  type Checking,
  checkKey,
  checkNames,
  checkReference,
  rowsShownDefault,
  sourceOf,
  type Violations,
} from "./sql-checks.ts";
import { absentEntity } from "./unchecked.ts";

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
  /** Checks the records of these entities only; those of the others are looked up, as they are. */
  readonly only?: ReadonlySet<string>;
  /** Told when the records of an entity are about to be checked. */
  readonly onEntity?: (entity: string) => void;
}

/** Checks every record against the schema, the rules, its key and its references. Rows stay in the engine. */
export async function validate(
  records: Records,
  registry: Registry,
  options: ValidateOptions = {},
): Promise<Validation> {
  const rules = await rulesOf(registry);
  const rowsShown = options.rowsShown ?? rowsShownDefault;
  const planned = new Map(
    [...records.relations.keys()].map((name) => [name, checksOf(entityIn(registry, name), rules)]),
  );
  const run = { records, registry, checks: planned, rowsShown, language: options.language };
  const prepared: (readonly [Relation, Prepared])[] = [];
  const checked = [...records.relations.values()].filter(
    ({ entity }) => options.only?.has(entity) ?? true,
  );
  for (const relation of checked) {
    options.onEntity?.(relation.entity);
    // One relation after the other: each uses all cores, and memory holds one at a time.
    prepared.push([relation, await prepare(run, relation)]);
  }
  const isRewritable = prepared.every(
    ([relation, before]) => relation.isPartial !== true && canBeRewritten(before.findings),
  );
  const results: EntityResult[] = [];
  for (const [relation, before] of prepared) {
    options.onEntity?.(relation.entity);
    results.push(await validateRelation({ ...run, isRewritable }, relation, before));
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
  /** Entity that is there → what is checked of its records. */
  readonly checks: ReadonlyMap<string, readonly Check[]>;
  readonly rowsShown: number;
  readonly language: FindingLanguage | undefined;
}

/** Looks once at what needs no more; how many records that are, if nothing is wrong. Else keeps the files. */
async function prepare(run: Run, relation: Relation): Promise<Prepared> {
  if (relation.scan === undefined) return { findings: [] };
  const seen = await recordsSeenOnce(run, relation.scan, relation);
  return seen === undefined ? { findings: await relation.scan.keep() } : { findings: [], seen };
}

interface Prepared {
  /** What was found of the files themselves. */
  readonly findings: readonly Finding[];
  /** Records of which one look has shown that nothing is wrong with them. */
  readonly seen?: number;
}

async function recordsSeenOnce(
  { records: { engine }, registry, checks, rowsShown }: Run,
  scan: Scan,
  relation: Relation,
): Promise<number | undefined> {
  const entity = entityIn(registry, relation.entity);
  if (!isLookedAtOnce(entity, checks, registry)) return undefined;
  const checking = { engine, source: await sourceOf(engine, relation), rowsShown };
  return lookOnce(checking, scan, entity, checks.get(entity.name) ?? []);
}

async function validateRelation(
  run: Run & Rewritable,
  relation: Relation,
  { findings, seen }: Prepared,
): Promise<EntityResult> {
  const checks = run.checks.get(relation.entity) ?? [];
  const present = new Set(run.records.relations.keys());
  const unchecked = checks.filter(
    (check) => absentEntity(check, present, run.registry) !== undefined,
  );
  const found = seen === undefined ? await checkPlaced(run, relation, checks) : nothing(seen);
  const outcome = { checks, unchecked, ...found };
  return {
    entity: relation.entity,
    records: outcome.records,
    findings: [...findings, ...findingsOf(outcome, relation, run.language)],
    checks: checkResultsOf(outcome),
  };
}

/** Whether files could be written anew: `edufed fix` refuses those of which it cannot read a row. */
interface Rewritable {
  readonly isRewritable: boolean;
}

type Found = Omit<Outcome, "checks" | "unchecked">;

function nothing(records: number): Found {
  return { records, violations: [], mistakes: [], fixable: new Map() };
}

/** Checks rows that have a place, one kind of check after the other. */
async function checkPlaced(
  { records, registry, rowsShown, isRewritable }: Run & Rewritable,
  relation: Relation,
  checks: readonly Check[],
): Promise<Found> {
  const { engine } = records;
  const entity = entityIn(registry, relation.entity);
  const checking = { engine, source: await sourceOf(engine, relation), rowsShown };
  const rows = await checkRows(checking, entity, checks);
  const nested = checks.flatMap(({ test }) => (test.kind === "record" ? [test.property] : []));
  const mistakes = await checkNested(checking, entity, nested);
  const between = await Promise.all(
    checks.map(async (check) => {
      if (check.test.kind === "key") return checkKey(checking, check, rows.mayShareKey);
      if (check.test.kind === "unknown-property") return checkNames(checking, check);
      if (check.test.kind === "between") return checkBetweenIn(records, checking, check);
      const target = targetOf(check, records, registry);
      return target === undefined ? [] : checkReference(checking, check, target);
    }),
  );
  const violations = [...rows.violations, ...between.flat()];
  const mendable = { ...checking, entity, registry, checks };
  const fixable = isRewritable
    ? await countFixable(mendable, violations, relation.file)
    : new Map<Violations, Fixable>();
  return { records: rows.records, violations, mistakes, fixable };
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

function entityIn(registry: Registry, name: string): Entity {
  const entity = registry.entities.get(name);
  if (entity === undefined) throw new RangeError(`no entity ${name}`);
  return entity;
}
