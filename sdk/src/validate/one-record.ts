import type { Rule } from "@edufed/schemas";
import { type Finding, type FindingCode, hasErrors } from "../finding.ts";
import { english } from "../finding-text/en.ts";
import type { FindingFacts, FindingTable, FindingWords } from "../finding-text/table.ts";
import { type KeywordError, type Mistake, mistakesOf } from "./mistake.ts";

/** Whether a value keeps the schema of its entity; the errors of the latest value are left behind. */
export interface RecordValidator {
  (value: unknown): boolean;
  errors?: readonly KeywordError[] | null;
}

/**
 * A record with its type, or what is wrong with the value. `ok` is false when a finding is an error;
 * warnings come with the record.
 */
export type Validation<T> =
  | { readonly ok: true; readonly record: T; readonly findings: readonly Finding[] }
  | { readonly ok: false; readonly record?: undefined; readonly findings: readonly Finding[] };

/** What one record of an entity is held against. */
export interface RecordChecks<T> {
  readonly entity: string;
  readonly validator: {
    (value: unknown): value is T;
    readonly errors?: readonly KeywordError[] | null;
  };
  readonly rules: readonly RunnableRule[];
  /** Whether a record that keeps the schema breaks one of the rules. */
  readonly breaksRule: (record: T) => boolean;
}

/** What it takes to judge one record by a rule and to say so. */
export interface RunnableRule {
  readonly rule: Pick<Rule, "id" | "entity" | "severity" | "property" | "message" | "fix">;
  /** The properties that it looks at. */
  readonly reads: readonly string[];
  /** Whether a record breaks it; not to be asked where one of those properties cannot be read. */
  isBroken(record: object): boolean;
}

/** What findings say in a language other than English. */
export interface Words {
  readonly findings: FindingTable;
  /** By the id of the rule. */
  readonly rules: Readonly<Record<string, FindingWords>>;
}

/** How findings are told. */
export interface ValidateOptions {
  /** `words` of `@edufed/sdk/words/<language>`; English is the default. */
  readonly words?: Words;
}

/** Holds a value against the schema of an entity and the rules that one record decides. */
export function checkRecord<T>(
  value: unknown,
  { entity, validator, rules, breaksRule }: RecordChecks<T>,
  { words }: ValidateOptions = {},
): Validation<T> {
  const keepsSchema = validator(value);
  if (keepsSchema && !breaksRule(value)) return { ok: true, record: value, findings: [] };
  const errors = keepsSchema ? [] : (validator.errors ?? []);
  const findings = recordFindings(value, { entity, errors, rules }, words);
  return keepsSchema && !hasErrors(findings)
    ? { ok: true, record: value, findings }
    : { ok: false, findings };
}

/** What a value is judged by: what its validator said of it, and the rules of its entity. */
interface Judged {
  readonly entity: string;
  readonly errors: readonly KeywordError[];
  readonly rules: readonly RunnableRule[];
}

/** What is wrong with a value: what its validator said, in our words, and the rules that it breaks. */
export function recordFindings(
  value: unknown,
  { entity, errors, rules }: Judged,
  words: Words = inEnglish,
): readonly Finding[] {
  const mistakes = errors.length === 0 ? none : mistakesOf(entity, errors, value);
  const unreadable = mistakes.length === 0 ? nothing : unreadableIn(mistakes);
  const record = isObject(value) ? value : {};
  const broken = rules.filter((rule) => isBroken(rule, record, unreadable));
  if (mistakes.length === 0 && broken.length === 0) return [];
  return [
    ...mistakes.map((mistake) => findingOf(entity, mistake, words)),
    ...broken.map((rule) => ruleFinding(rule, words)),
  ];
}

const none: readonly Mistake[] = [];
const nothing: ReadonlySet<string> = new Set();

/** The words of rules come with the rules. */
const inEnglish: Words = { findings: english, rules: {} };

function wordsOf<C extends FindingCode>(facts: FindingFacts<C>, { findings }: Words): FindingWords {
  return findings[facts.code](facts);
}

function findingOf(entity: string, { rule, pointer, facts }: Mistake, words: Words): Finding {
  return {
    code: facts.code,
    severity: "error",
    entity,
    ...(pointer === "" ? {} : { pointer }),
    rule,
    ...wordsOf(facts, words),
    count: 1,
  };
}

function ruleFinding({ rule }: RunnableRule, words: Words): Finding {
  const { message, fix } = words.rules[rule.id] ?? { message: rule.message.en, fix: rule.fix.en };
  return {
    code: "rule",
    severity: rule.severity,
    entity: rule.entity,
    pointer: `/${rule.property}`,
    rule: rule.id,
    message,
    fix,
    count: 1,
  };
}

/** A rule that looks at what cannot be read is not judged. */
function isBroken(
  rule: RunnableRule,
  record: object,
  unreadable: ReadonlySet<string | undefined>,
): boolean {
  return !rule.reads.some((name) => unreadable.has(name)) && rule.isBroken(record);
}

function unreadableIn(mistakes: readonly Mistake[]): ReadonlySet<string | undefined> {
  const unreadable = mistakes.filter(({ facts }) => isUnreadable(facts));
  return new Set(unreadable.map(({ pointer }) => pointer.split("/")[1]));
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function isUnreadable(facts: Mistake["facts"]): boolean {
  return (
    facts.code === "wrong-type" || (facts.code === "wrong-format" && facts.format !== "pattern")
  );
}
