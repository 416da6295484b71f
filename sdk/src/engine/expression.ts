/**
 * The expression language of rules and metrics: scalar SQL, and nothing that could look elsewhere,
 * change between runs or differ between engines. Text is parsed once; engines print or evaluate
 * this tree, never the text. Conditions are three-valued as in SQL: unknown is null.
 */
export type Expression =
  | { readonly kind: "column"; readonly name: string }
  | { readonly kind: "parameter"; readonly name: string }
  | Literal
  | {
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: "not"; readonly of: Expression }
  | { readonly kind: "is-null"; readonly of: Expression; readonly negated: boolean }
  | {
      readonly kind: "in";
      readonly of: Expression;
      readonly values: readonly Expression[];
      readonly negated: boolean;
    }
  | {
      readonly kind: "case";
      readonly whens: readonly CaseBranch[];
      readonly otherwise: Expression | null;
    }
  | { readonly kind: "call"; readonly name: FunctionName; readonly of: readonly Expression[] };

/** A value as written. A day is text with `type: "date"`, so that engines compare days with days. */
export interface Literal {
  readonly kind: "literal";
  readonly value: string | number | boolean | null;
  readonly type?: "date";
}

interface CaseBranch {
  readonly when: Expression;
  readonly value: Expression;
}

export type ComparisonOperator = "=" | "<>" | "<" | "<=" | ">" | ">=";
export type ArithmeticOperator = "+" | "-" | "*";
export type BinaryOperator = ComparisonOperator | ArithmeticOperator | "and" | "or";

/**
 * Deterministic and the same everywhere. `least` and `greatest` pass over nulls; `list_sum`,
 * `list_min` and `list_max` pass over null items and are null without any item; `list_length`
 * counts all items, `list_count_known` those that are not null, `list_item` is the item at a place
 * counted from 1, and null outside; `whole` is the number itself, and an error when it is not a whole
 * one; `scaled` is the number in steps of so many decimals, 0 to 6, as a whole number, and an error
 * when it has more; `left` and `right` are the first and last characters of a text; `digits` is the
 * number that a text of 1 to 15 digits writes, and null for any other text; `days_between` counts
 * the days from the first to the second, negative when that is earlier; `years_later` is the same
 * day so many years later, and 28 February where that year has no 29th.
 */
export type FunctionName =
  | "coalesce"
  | "least"
  | "greatest"
  | "abs"
  | "length"
  | "left"
  | "right"
  | "digits"
  | "days_between"
  | "list_sum"
  | "list_min"
  | "list_max"
  | "list_length"
  | "list_count_known"
  | "list_contains"
  | "list_item"
  | "whole"
  | "scaled"
  | "year"
  | "years_later";

/** How many values each function takes: fewest and most. */
export const functions: Readonly<Record<FunctionName, readonly [number, number]>> = {
  coalesce: [1, Infinity],
  least: [1, Infinity],
  greatest: [1, Infinity],
  abs: [1, 1],
  length: [1, 1],
  left: [2, 2],
  right: [2, 2],
  digits: [1, 1],
  days_between: [2, 2],
  list_sum: [1, 1],
  list_min: [1, 1],
  list_max: [1, 1],
  list_length: [1, 1],
  list_count_known: [1, 1],
  list_contains: [2, 2],
  list_item: [2, 2],
  whole: [1, 1],
  scaled: [2, 2],
  year: [1, 1],
  years_later: [2, 2],
};

/** Whether text is the name of a function of the language. */
export function isFunctionName(name: string): name is FunctionName {
  return Object.hasOwn(functions, name);
}

/** The expressions directly inside one, in the order they are written. */
function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "column":
    case "parameter":
    case "literal":
      return [];
    case "binary":
      return [expression.left, expression.right];
    case "not":
    case "is-null":
      return [expression.of];
    case "in":
      return [expression.of, ...expression.values];
    case "case":
      return partsOfCase(expression);
    case "call":
      return expression.of;
  }
}

/** Every column an expression reads. */
export function columnsOf(expression: Expression): ReadonlySet<string> {
  if (expression.kind === "column") return new Set([expression.name]);
  return new Set(partsOf(expression).flatMap((part) => Array.from(columnsOf(part))));
}

/** The same expression with every parameter and column that `replace` answers for replaced. */
export function substitute(
  expression: Expression,
  replace: (leaf: Expression) => Expression,
): Expression {
  const inner = (part: Expression): Expression => substitute(part, replace);
  switch (expression.kind) {
    case "column":
    case "parameter":
    case "literal":
      return replace(expression);
    case "binary":
      return { ...expression, left: inner(expression.left), right: inner(expression.right) };
    case "not":
    case "is-null":
      return { ...expression, of: inner(expression.of) };
    case "in":
      return { ...expression, of: inner(expression.of), values: expression.values.map(inner) };
    case "case":
      return mapCase(expression, inner);
    case "call":
      return { ...expression, of: expression.of.map(inner) };
  }
}

type Case = Extract<Expression, { kind: "case" }>;

function partsOfCase({ whens, otherwise }: Case): readonly Expression[] {
  const branches = whens.flatMap(({ when, value }) => [when, value]);
  return otherwise === null ? branches : [...branches, otherwise];
}

function mapCase({ whens, otherwise }: Case, change: (part: Expression) => Expression): Expression {
  return {
    kind: "case",
    whens: whens.map(({ when, value }) => ({ when: change(when), value: change(value) })),
    otherwise: otherwise === null ? null : change(otherwise),
  };
}

/** Both conditions, or the one that there is. */
export function both(left: Expression, right: Expression | undefined): Expression {
  return right === undefined ? left : { kind: "binary", operator: "and", left, right };
}

/** Whether an operator joins conditions. */
export function isLogical(operator: BinaryOperator): operator is "and" | "or" {
  return operator === "and" || operator === "or";
}

/** Whether an operator makes a number of two numbers. */
export function isArithmetic(operator: BinaryOperator): operator is ArithmeticOperator {
  return operator === "+" || operator === "-" || operator === "*";
}
