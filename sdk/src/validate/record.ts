import { evaluate } from "../engine/evaluate.ts";
import { columnsOf } from "../engine/expression.ts";
import type { Finding } from "../finding.ts";
import { wordsOf } from "../finding-text.ts";
import type { EntityName } from "../generated/types.ts";
import { validators } from "../generated/validators.js";
import { type Mistake, mistakesOf } from "./mistake.ts";
import type { ParsedRule } from "./plan.ts";

/**
 * Validates one record in process, in a browser too: the same codes, rule ids and words as a whole
 * data set gets. Rules are given parsed; keys and references need the other records and are not checked.
 */
export function validateRecord(
  entity: EntityName,
  value: unknown,
  rules: readonly ParsedRule[] = [],
): readonly Finding[] {
  const validator = validators[entity];
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
  { expression }: ParsedRule,
  value: unknown,
  unreadable: ReadonlySet<string | undefined>,
): boolean {
  const columns = [...columnsOf(expression)];
  return (
    !columns.some((column) => unreadable.has(column)) &&
    evaluate(expression, ruleRow(value)) === false
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
