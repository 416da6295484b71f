import { evaluate } from "../engine/evaluate.ts";
import { columnsOf } from "../engine/expression.ts";
import type { Finding } from "../finding.ts";
import { wordsOf } from "../finding-text.ts";
import type { EntityName } from "../generated/types.ts";
import { validators } from "../generated/validators.js";
import { type KeywordError, type Mistake, mistakesOf } from "./mistake.ts";
import type { ParsedRule } from "./rules.ts";

/** Whether a value keeps the schema of its entity; the errors of the latest value are left behind. */
export interface RecordValidator {
  (value: unknown): boolean;
  errors?: readonly KeywordError[] | null;
}

/**
 * Validates one record in process, in a browser too: the same codes, rule ids and words as a whole
 * data set gets. Rules are given parsed; what needs other records (keys, references, rules between
 * records) is not checked here but by `validateRecords`.
 * The validator is the standard's own; a member's extensions bring theirs.
 */
export function validateRecord(
  entity: EntityName,
  value: unknown,
  rules: readonly ParsedRule[] = [],
  validator: RecordValidator = validators[entity],
): readonly Finding[] {
  const mistakes = validator(value) ? [] : mistakesOf(entity, validator.errors ?? [], value);
  const unreadable = unreadableIn(mistakes);
  const broken = rules
    .filter(({ rule }) => rule.entity === entity)
    .filter((parsed) => isBroken(parsed, value, unreadable));
  return [
    ...mistakes.map((mistake) => findingOf(entity, mistake)),
    ...broken.map((parsed) => ruleFinding(parsed)),
  ];
}

function findingOf(entity: string, { rule, pointer, facts }: Mistake): Finding {
  return {
    code: facts.code,
    severity: "error",
    entity,
    ...(pointer === "" ? {} : { pointer }),
    rule,
    ...wordsOf(facts),
    count: 1,
  };
}

function ruleFinding({ rule }: ParsedRule): Finding {
  return {
    code: "rule",
    severity: rule.severity,
    entity: rule.entity,
    pointer: `/${rule.property}`,
    rule: rule.id,
    ...wordsOf({ code: "rule", message: rule.message, fix: rule.fix }),
    count: 1,
  };
}

type RuleRow = Parameters<typeof evaluate>[1];

/** False on a record is a broken rule; a rule that looks at what cannot be read is not judged. */
function isBroken(
  { check }: ParsedRule,
  value: unknown,
  unreadable: ReadonlySet<string | undefined>,
): boolean {
  if (check.kind !== "record") return false;
  const columns = [...columnsOf(check.holds)];
  return (
    !columns.some((column) => unreadable.has(column)) &&
    evaluate(check.holds, ruleRow(value)) === false
  );
}

function unreadableIn(mistakes: readonly Mistake[]): ReadonlySet<string | undefined> {
  const unreadable = mistakes.filter(({ facts }) => isUnreadable(facts));
  return new Set(unreadable.map(({ pointer }) => pointer.split("/")[1]));
}

function ruleRow(value: unknown): RuleRow {
  if (typeof value !== "object" || value === null) return {};
  const entries = Object.entries(value).flatMap(([name, property]) =>
    isRowValue(property) ? [[name, property] as const] : [],
  );
  return Object.fromEntries(entries);
}

function isUnreadable(facts: Mistake["facts"]): boolean {
  return (
    facts.code === "wrong-type" || (facts.code === "wrong-format" && facts.format !== "pattern")
  );
}

function isRowValue(value: unknown): value is RuleRow[string] {
  if (Array.isArray(value)) return value.every((item) => item === null || typeof item !== "object");
  return value === null || typeof value !== "object";
}
