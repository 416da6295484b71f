import { quoteIdentifier, quoteLiteral } from "./sql-text.ts";
import type { BinaryOperator, Expression, FunctionName, Literal } from "./expression.ts";

/** How one dialect writes the leaves and calls of an expression; everything else is common SQL. */
export interface Words {
  column(name: string): string;
  parameter(name: string): string;
  literal(literal: Literal): string;
  call(name: FunctionName, values: readonly string[]): string;
}

/** The text of an expression in the language itself: parsing it gives the same tree. */
export function printExpression(expression: Expression): string {
  return writeExpression(expression, ownWords);
}

/** The text of an expression in the words of a dialect. */
export function writeExpression(expression: Expression, words: Words): string {
  switch (expression.kind) {
    case "column":
      return words.column(expression.name);
    case "parameter":
      return words.parameter(expression.name);
    case "literal":
      return words.literal(expression);
    case "binary":
      return printBinary(expression, words);
    case "not":
      return `not ${operand(expression.of, comparison, words)}`;
    case "is-null":
      return printIsNull(expression, words);
    case "in":
      return printIn(expression, words);
    case "case":
      return printCase(expression, words);
    case "call": {
      const values = expression.of.map((value) => writeExpression(value, words));
      return words.call(expression.name, values);
    }
  }
}

const ownWords: Words = {
  column: quoteIdentifier,
  parameter: (name) => `:${name}`,
  literal: ({ value, type }) => (type === "date" ? "date " : "") + quoteLiteral(value),
  call: (name, values) => `${name}(${values.join(", ")})`,
};

const comparison = 4;
const bindings: Readonly<Record<BinaryOperator, number>> = {
  or: 1,
  and: 2,
  "=": comparison,
  "<>": comparison,
  "<": comparison,
  "<=": comparison,
  ">": comparison,
  ">=": comparison,
  "+": 5,
  "-": 5,
  "*": 6,
};

/** How tightly an expression holds its parts together; the loosest, `or`, is 1. */
function binding(expression: Expression): number {
  switch (expression.kind) {
    case "binary":
      return bindings[expression.operator];
    case "not":
      return 3;
    case "is-null":
    case "in":
      return comparison;
    case "literal":
    case "column":
    case "parameter":
    case "case":
    case "call":
      return 7;
  }
}

/** Whether `a op b op c` is read from the left; comparisons are not chained. */
function isChained(operator: BinaryOperator): boolean {
  return bindings[operator] !== comparison;
}

type Kind<K extends Expression["kind"]> = Extract<Expression, { kind: K }>;

/** A part, in parentheses unless it binds tighter than its surroundings. */
function operand(part: Expression, tighterThan: number, words: Words): string {
  const text = writeExpression(part, words);
  return binding(part) > tighterThan ? text : `(${text})`;
}

function printBinary({ operator, left, right }: Kind<"binary">, words: Words): string {
  const own = bindings[operator];
  const leftText = operand(left, isChained(operator) ? own - 1 : own, words);
  return `${leftText} ${operator} ${operand(right, own, words)}`;
}

function printIsNull({ of, negated }: Kind<"is-null">, words: Words): string {
  return `${operand(of, comparison, words)} is ${negated ? "not " : ""}null`;
}

function printIn({ of, values, negated }: Kind<"in">, words: Words): string {
  const list = values.map((value) => writeExpression(value, words)).join(", ");
  return `${operand(of, comparison, words)} ${negated ? "not " : ""}in (${list})`;
}

function printCase({ whens, otherwise }: Kind<"case">, words: Words): string {
  const print = (part: Expression): string => writeExpression(part, words);
  const branches = whens.map(({ when, value }) => `when ${print(when)} then ${print(value)}`);
  const rest = otherwise === null ? [] : [`else ${print(otherwise)}`];
  return ["case", ...branches, ...rest, "end"].join(" ");
}
