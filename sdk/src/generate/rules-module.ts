import type { Entity, Property, ValueType } from "@edufed/schemas";
import { type ExpressionType, kindOf, type ScalarKind } from "../engine/expression-type.ts";
import { columnsOf } from "../engine/expression.ts";
import type { ParsedRule, RecordRule } from "../validate/rules.ts";
import { imported, lines, notice } from "./module-text.ts";
import { isIdentifier, ruleCode } from "./rule-code.ts";
import { any, returned } from "./test-code.ts";

/** The rules of an entity that one record decides: a function for each, one for all, and their words. */
export function rulesModule(entity: Entity, all: readonly (ParsedRule & RecordRule)[]): string {
  const types = new Map(entity.properties.map(({ name, type }) => [name, found(type)]));
  const rules = all
    .filter(({ rule }) => rule.entity === entity.name)
    .map((parsed) => written(parsed, types));
  const calls = new Set(rules.flatMap((rule) => [...rule.calls]));
  const reads = new Set(rules.flatMap((rule) => [...rule.reads]));
  return lines([
    notice,
    ...importsOf(calls),
    "",
    `/** What rules look at in a record of ${entity.name}. */`,
    "interface Properties {",
    ...entity.properties.filter(({ name }) => reads.has(name)).map(propertyLine),
    "}",
    ...rules.flatMap(({ code }) => ["", ...code]),
    "",
    `/** Whether a record that keeps the schema breaks a rule that one record of ${entity.name} decides. */`,
    ...breaksRule(rules.map(({ name }) => name)),
    "",
    "/** Those rules, with their words in English. */",
    "export const rules: readonly RunnableRule[] = [",
    ...rules.flatMap(({ data }) => data),
    "];",
  ]);
}

function importsOf(calls: ReadonlySet<string>): readonly string[] {
  const own = [...calls].filter((name) => name !== "compareText").toSorted();
  return [
    ...(calls.has("compareText")
      ? [imported("{ compareText }", "../../engine/compare-text.ts")]
      : []),
    imported("type { RunnableRule }", "../../validate/one-record.ts"),
    ...(own.length === 0
      ? []
      : [imported(`{ ${own.join(", ")} }`, "../../validate/rule-functions.ts")]),
  ];
}

/** A rule as text. */
interface WrittenRule {
  readonly name: string;
  readonly reads: readonly string[];
  readonly calls: ReadonlySet<string>;
  readonly code: readonly string[];
  readonly data: readonly string[];
}

function written(
  { rule, check: { holds } }: RecordRule & ParsedRule,
  types: ReadonlyMap<string, ExpressionType>,
): WrittenRule {
  const name = functionName(rule.id, rule.entity);
  const reads = [...columnsOf(holds)];
  const { isBroken, calls } = ruleCode(holds, types, `rule ${rule.id}`);
  const declared = rule.check.kind === "record" ? rule.check.holds : "";
  return {
    name,
    reads,
    calls,
    code: [
      `/** ${rule.id}: ${declared.replaceAll("*/", "* /")} */`,
      `function ${name}(record: Properties): boolean {`,
      ...returned(isBroken),
      "}",
    ],
    data: [
      "  {",
      `    rule: ${dataOf(rule)},`,
      `    reads: ${JSON.stringify(reads)},`,
      `    isBroken: ${name},`,
      "  },",
    ],
  };
}

/** Only what saying so needs. */
function dataOf({ id, entity, severity, property, message, fix }: ParsedRule["rule"]): string {
  const words = { message: { en: message.en }, fix: { en: fix.en } };
  return JSON.stringify({ id, entity, severity, property, ...words });
}

/** `student-birth-year-of-birth-date` → `breaksBirthYearOfBirthDate`. */
function functionName(id: string, entity: string): string {
  const words = id.replace(new RegExp(`^${entity}[-/]`), "").split(/[^A-Za-z0-9]+/);
  const capitalised = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `breaks${capitalised.join("")}`;
}

function breaksRule(names: readonly string[]): readonly string[] {
  const record = names.length === 0 ? "_record" : "record";
  return [
    `export function breaksRule(${record}: Properties): boolean {`,
    ...returned(any(names.map((name) => `${name}(record)`))),
    "}",
  ];
}

/** Every property can be absent where a rule is judged, though the schema asks for it. */
function found(type: ValueType): ExpressionType {
  return { kind: kindOf(type), nullable: true };
}

function propertyLine({ name, type }: Property): string {
  return `  readonly ${isIdentifier(name) ? name : JSON.stringify(name)}?: ${typeText[kindOf(type)]} | null;`;
}

const typeText: Readonly<Record<ScalarKind, string>> = {
  boolean: "boolean",
  integer: "number",
  number: "number",
  string: "string",
  date: "string",
  "date-time": "string",
  "integer-list": "readonly (number | null)[]",
  "number-list": "readonly (number | null)[]",
  "string-list": "readonly (string | null)[]",
  other: "object",
  null: "null",
};
