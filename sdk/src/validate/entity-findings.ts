import type { Relation } from "../dataset.ts";
import type { Finding } from "../finding.ts";
import { type FindingLanguage, wordsOf } from "../finding-text.ts";
import type { CheckResult } from "./check-result.ts";
import { type Fixable, withFixable } from "./fix/fixable.ts";
import type { CountedMistake } from "./nested.ts";
import type { Check } from "./plan.ts";
import type { Violations } from "./sql-checks.ts";
import { uncheckedFacts } from "./unchecked.ts";

/** What checking the records of an entity came to. */
export interface Outcome {
  readonly checks: readonly Check[];
  readonly records: number;
  readonly violations: readonly Violations[];
  /** How many of the records that break a check a safe fix would mend. */
  readonly fixable: ReadonlyMap<Violations, Fixable>;
  /** What the record validator found in objects and lists. */
  readonly mistakes: readonly CountedMistake[];
  /** Checks that need an entity which the data set has not. */
  readonly unchecked: readonly Check[];
}

/** The outcome in words: what is wrong, then what could not be looked at. */
export function findingsOf(
  { violations, fixable, mistakes, unchecked, records }: Outcome,
  relation: Relation,
  language: FindingLanguage | undefined,
): readonly Finding[] {
  return [
    ...violations.map((found) =>
      withFixable(violationFinding(found, relation, language), fixable.get(found), language),
    ),
    ...mistakes.map((found) => mistakeFinding(found, relation, language)),
    ...unchecked.map((check) => uncheckedFinding(check, relation, { records, language })),
  ];
}

/** Every check with how it was done and what it found. */
export function checkResultsOf(outcome: Outcome): readonly CheckResult[] {
  return outcome.checks.map((check) => resultOf(check, outcome));
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
  { records, language }: { records: number; language: FindingLanguage | undefined },
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
  { records, violations, mistakes, unchecked }: Outcome,
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
