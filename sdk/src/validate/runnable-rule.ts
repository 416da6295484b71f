import { evaluate, type ValueRow } from "../engine/evaluate.ts";
import { columnsOf } from "../engine/expression.ts";
import type { RunnableRule } from "./one-record.ts";
import type { RecordRule } from "./rules.ts";

/** A parsed rule is read once for as long as a program has it. */
const runnable = new WeakMap<RecordRule, RunnableRule>();

/** A rule that is interpreted from its parsed condition: what the generated rules say, more slowly. */
export function interpreted(parsed: RecordRule): RunnableRule {
  const rule = runnable.get(parsed) ?? readRule(parsed);
  runnable.set(parsed, rule);
  return rule;
}

function readRule({ rule, check: { holds } }: RecordRule): RunnableRule {
  const reads = [...columnsOf(holds)];
  return {
    rule,
    reads,
    isBroken: (record) => evaluate(holds, ruleRow(record, reads)) === false,
  };
}

/** The properties that a rule looks at, read as a validator reads them. */
function ruleRow(record: object, reads: readonly string[]): ValueRow {
  const values = new Map<string, unknown>(reads.map((name) => [name, Reflect.get(record, name)]));
  return Object.fromEntries([...values].map(([name, value]) => [name, rowValue(value)]));
}

/** What rules cannot look into is a text to them. */
function rowValue(value: unknown): ValueRow[string] {
  if (Array.isArray(value)) return value.map((item) => (isRowItem(item) ? item : inside));
  return isScalar(value) ? value : inside;
}

const inside = "{}";

function isRowItem(item: unknown): item is number | string | null {
  return item === null || typeof item === "number" || typeof item === "string";
}

function isScalar(value: unknown): value is string | number | boolean | null | undefined {
  return value == null || ["string", "number", "boolean"].includes(typeof value);
}
