import {
  type ExpressionType,
  type ScalarKind,
  type TypeContext,
  typeOf,
} from "../engine/expression-type.ts";
import { isArithmetic, type BinaryOperator } from "../engine/expression.ts";
import type { Expression } from "../engine/expression.ts";
import { UsageError } from "../errors.ts";
import { called, callText, isForRules, passesOver, unsure } from "./call-code.ts";
import { all, always, any, never, operand, type Test, testCode } from "./test-code.ts";

/** The condition of a rule as code. */
export interface RuleCode {
  /** True of a `record` that breaks the rule: the condition is false, neither true nor unknown. */
  readonly isBroken: Test;
  /** The functions of rule-functions.ts that it calls, and `compareText`. */
  readonly calls: ReadonlySet<string>;
}

/**
 * Unknown is never a value here: a condition becomes two tests, one that is true where it is true
 * and one that is true where it is false, and where neither is, it is unknown. A value becomes its
 * code and the tests that say whether it is known; an absent property is unknown as null is.
 */
export function ruleCode(
  condition: Expression,
  columns: ReadonlyMap<string, ExpressionType>,
  place: string,
): RuleCode {
  const context: TypeContext = { columns, parameters: new Map(), place };
  // Whoever mixes a day with a number is told so before any code is made of it.
  typeOf(condition, context);
  const calls = new Set<string>();
  return { isBroken: verdict(condition, false, { context, calls }), calls };
}

/** Whether a property can be written after a dot. */
export function isIdentifier(name: string): boolean {
  return /^[A-Za-z_$][\w$]*$/.test(name);
}

/** What code is made with: the types of the properties, and the functions called so far. */
interface Making {
  readonly context: TypeContext;
  readonly calls: Set<string>;
}

type Kind<K extends Expression["kind"]> = Extract<Expression, { kind: K }>;

/** The test that a condition is true, or that it is false. */
function verdict(expression: Expression, wanted: boolean, making: Making): Test {
  switch (expression.kind) {
    case "column":
      return `${property(expression.name)} === ${wanted}`;
    case "parameter":
      throw refused(`parameter ${expression.name}`, making);
    case "literal":
      return literalVerdict(expression, wanted);
    case "binary":
      return binaryVerdict(expression, wanted, making);
    case "not":
      return verdict(expression.of, !wanted, making);
    case "is-null":
      return nullVerdict(expression, wanted, making);
    case "in":
      return inVerdict(expression, wanted, making);
    case "case":
      return caseVerdict(expression, wanted, making);
    case "call":
      return all([...known(expression, making), `${value(expression, making)} === ${wanted}`]);
  }
}

function literalVerdict({ value: written }: Kind<"literal">, wanted: boolean): Test {
  return written === wanted ? always : never;
}

function nullVerdict({ of, negated }: Kind<"is-null">, wanted: boolean, making: Making): Test {
  return `${maybe(of, making)} ${negated === wanted ? "!=" : "=="} null`;
}

function binaryVerdict(expression: Kind<"binary">, wanted: boolean, making: Making): Test {
  const { operator, left, right } = expression;
  if (operator === "and" || operator === "or") {
    const both = [left, right].map((part) => verdict(part, wanted, making));
    return (operator === "and") === wanted ? all(both) : any(both);
  }
  const compared = compare(wanted ? operator : opposite(operator, making), left, right, making);
  const pairs = [
    [left, right],
    [right, left],
  ] as const;
  const isSame = (operator === "=") === wanted && (operator === "=" || operator === "<>");
  const tests = pairs.flatMap(([one, other]) => knownBeside(one, other, isSame, making));
  return all([...tests, compared]);
}

/** The tests that a value is known, without what being the same as a written value says already. */
function knownBeside(
  one: Expression,
  other: Expression,
  isSame: boolean,
  making: Making,
): readonly Test[] {
  const isSaid = isSame && other.kind === "literal" && other.value !== null;
  return isSaid ? valueCode(one, making).needs : known(one, making);
}

const opposites: Readonly<Partial<Record<BinaryOperator, BinaryOperator>>> = {
  "=": "<>",
  "<>": "=",
  "<": ">=",
  "<=": ">",
  ">": "<=",
  ">=": "<",
};

function opposite(operator: BinaryOperator, making: Making): BinaryOperator {
  const found = opposites[operator];
  if (found === undefined) throw refused(`${operator} as a condition`, making);
  return found;
}

/** A comparison of two values that are known. Days are texts in the order of days. */
function compare(
  operator: BinaryOperator,
  left: Expression,
  right: Expression,
  making: Making,
): string {
  if (operator === "=") return `${value(left, making)} === ${value(right, making)}`;
  if (operator === "<>") return `${value(left, making)} !== ${value(right, making)}`;
  const [one, other] = [definite(left, making), definite(right, making)];
  const { kind } = typeOf(left, making.context);
  if (kind === "string" || kind === "date-time") {
    return `${called("compareText", [one, other], making.calls)} ${operator} 0`;
  }
  return kind === "boolean"
    ? `Number(${one}) ${operator} Number(${other})`
    : `${one} ${operator} ${other}`;
}

/** A value that is in no list is known not to be, unless something in the list is unknown. */
function inVerdict({ of, values, negated }: Kind<"in">, wanted: boolean, making: Making): Test {
  const isFound = wanted !== negated;
  const operator = isFound ? "=" : "<>";
  const each = values.map((listed) =>
    binaryVerdict({ kind: "binary", operator, left: of, right: listed }, true, making),
  );
  return isFound ? any(each) : all(each);
}

/** The first branch whose condition is true decides; without one and without `else` it is unknown. */
function caseVerdict({ whens, otherwise }: Kind<"case">, wanted: boolean, making: Making): Test {
  const last = otherwise === null ? never : verdict(otherwise, wanted, making);
  return whens.reduceRight<Test>((rest, { when, value: then }) => {
    const condition = operand(verdict(when, true, making));
    return `(${condition} ? ${operand(verdict(then, wanted, making))} : ${operand(rest)})`;
  }, last);
}

/** A value as code. */
interface ValueCode {
  readonly code: string;
  /** The tests without which the code says nothing. */
  readonly needs: readonly Test[];
  /** Whether the code can be null, or undefined as an absent property is, though they hold. */
  readonly isNullable: boolean;
}

/** The tests that a value is known. */
function known(expression: Expression, making: Making): readonly Test[] {
  const { code, needs, isNullable } = valueCode(expression, making);
  return isNullable ? [...needs, `${code} != null`] : needs;
}

/** The code of a value behind the tests that it is known. */
function value(expression: Expression, making: Making): string {
  return valueCode(expression, making).code;
}

/** The same where the compiler asks for more than those tests: what it adds is never seen. */
function definite(expression: Expression, making: Making): string {
  const { code, isNullable } = valueCode(expression, making);
  if (!isNullable || expression.kind === "column") return code;
  return `(${code} ?? ${placeholders[typeOf(expression, making.context).kind] ?? '""'})`;
}

const placeholders: Readonly<Partial<Record<ScalarKind, string>>> = {
  boolean: "false",
  integer: "0",
  number: "0",
};

/** The code of a value that no test stands before: null or undefined where it is unknown. */
function maybe(expression: Expression, making: Making): string {
  const { code, needs } = valueCode(expression, making);
  return needs.length === 0 ? code : `(${testCode(all(needs))} ? ${code} : null)`;
}

function valueCode(expression: Expression, making: Making): ValueCode {
  switch (expression.kind) {
    case "column":
      return { code: property(expression.name), needs: [], isNullable: true };
    case "literal":
      return literalCode(expression);
    case "call":
      return callCode(expression, making);
    case "case":
      return { code: caseCode(expression, making), needs: [], isNullable: true };
    case "binary":
      return binaryCode(expression, making);
    case "parameter":
    case "not":
    case "is-null":
    case "in":
      return conditionCode(expression, making);
  }
}

function literalCode({ value: written }: Kind<"literal">): ValueCode {
  const needs = written === null ? [never] : [];
  return { code: JSON.stringify(written), needs, isNullable: false };
}

function binaryCode(expression: Kind<"binary">, making: Making): ValueCode {
  const { operator, left, right } = expression;
  if (!isArithmetic(operator)) return conditionCode(expression, making);
  return {
    code: `(${definite(left, making)} ${operator} ${definite(right, making)})`,
    needs: [...known(left, making), ...known(right, making)],
    isNullable: false,
  };
}

/** A condition that is compared with another, or asked whether it is known. */
function conditionCode(expression: Expression, making: Making): ValueCode {
  const isTrue = operand(verdict(expression, true, making));
  if (!typeOf(expression, making.context).nullable) {
    return { code: `(${isTrue})`, needs: [], isNullable: false };
  }
  const isFalse = operand(verdict(expression, false, making));
  return { code: `(${isTrue} ? true : ${isFalse} ? false : null)`, needs: [], isNullable: true };
}

function caseCode({ whens, otherwise }: Kind<"case">, making: Making): string {
  const last = otherwise === null ? "null" : maybe(otherwise, making);
  return whens.reduceRight((rest, { when, value: then }) => {
    const condition = operand(verdict(when, true, making));
    return `(${condition} ? ${maybe(then, making)} : ${rest})`;
  }, last);
}

function callCode(expression: Kind<"call">, making: Making): ValueCode {
  const { name, of } = expression;
  if (!isForRules(name)) throw refused(`${name}, which only metrics call,`, making);
  if (passesOver.has(name)) {
    const parts = of.map((part) => maybe(part, making));
    const { nullable } = typeOf(expression, making.context);
    return { code: callText(name, parts, making.calls), needs: [], isNullable: nullable };
  }
  const parts = of.map((part) => definite(part, making));
  return {
    code: callText(name, parts, making.calls),
    needs: of.flatMap((part) => known(part, making)),
    isNullable: unsure.has(name),
  };
}

function property(name: string): string {
  return isIdentifier(name) ? `record.${name}` : `record[${JSON.stringify(name)}]`;
}

function refused(what: string, { context }: Making): UsageError {
  return new UsageError(
    `${context.place}: ${what} has no place in the condition of a rule.`,
    "Write the condition in another way.",
  );
}
