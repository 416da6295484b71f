/**
 * What an expression yields, found before any record is read: so that a comparison of a day with a
 * number is an error of the metric, the same on every engine, and sums know whether they are whole.
 */
import { UsageError } from "../errors.ts";
import { isArithmetic, isLogical } from "./expression.ts";
import type { Expression, FunctionName } from "./expression.ts";
import { printExpression } from "./print-expression.ts";

/** `integer` is a number without a fraction; `null` is the type of the bare word null. */
export type ScalarKind =
  | "boolean"
  | "integer"
  | "number"
  | "string"
  | "date"
  | "date-time"
  | "integer-list"
  | "number-list"
  | "other"
  | "null";

export interface ExpressionType {
  readonly kind: ScalarKind;
  /** Whether it can be unknown. */
  readonly nullable: boolean;
}

export interface TypeContext {
  readonly columns: ReadonlyMap<string, ExpressionType>;
  readonly parameters: ReadonlyMap<string, ExpressionType>;
  /** Where the expression stands, for messages. */
  readonly place: string;
}

/** The type of an expression; a `UsageError` when its parts do not fit together. */
export function typeOf(expression: Expression, context: TypeContext): ExpressionType {
  switch (expression.kind) {
    case "column":
      return declared(context.columns, expression, context);
    case "parameter":
      return declared(context.parameters, expression, context);
    case "literal":
      return typeOfLiteral(expression);
    case "binary":
      return typeOfBinary(expression, context);
    case "not":
      return conditionOf([expression.of], expression, context);
    case "is-null":
      typeOf(expression.of, context);
      return { kind: "boolean", nullable: false };
    case "in":
      return typeOfIn(expression, context);
    case "case":
      return typeOfCase(expression, context);
    case "call":
      return typeOfCall(expression, context);
  }
}

/** Whether a type is one that can be counted up: a number or a condition. */
export function isCountable({ kind }: ExpressionType): boolean {
  return kind === "boolean" || kind === "integer" || kind === "number";
}

type Kind<K extends Expression["kind"]> = Extract<Expression, { kind: K }>;

function declared(
  types: ReadonlyMap<string, ExpressionType>,
  leaf: Kind<"column" | "parameter">,
  context: TypeContext,
): ExpressionType {
  const type = types.get(leaf.name);
  if (type === undefined) throw misfit(leaf, `“${leaf.name}” is not declared`, context);
  return type;
}

function typeOfLiteral({ value, type }: Kind<"literal">): ExpressionType {
  if (value === null) return { kind: "null", nullable: true };
  if (typeof value === "number") {
    return { kind: Number.isInteger(value) ? "integer" : "number", nullable: false };
  }
  return { kind: typeof value === "string" ? (type ?? "string") : "boolean", nullable: false };
}

function typeOfBinary(expression: Kind<"binary">, context: TypeContext): ExpressionType {
  const { operator, left, right } = expression;
  if (isLogical(operator)) return conditionOf([left, right], expression, context);
  const types = [typeOf(left, context), typeOf(right, context)];
  if (isArithmetic(operator)) return numberOf(types, expression, context);
  return { kind: "boolean", nullable: unified(types, expression, context).nullable };
}

function typeOfIn(expression: Kind<"in">, context: TypeContext): ExpressionType {
  const types = [expression.of, ...expression.values].map((part) => typeOf(part, context));
  return { kind: "boolean", nullable: unified(types, expression, context).nullable };
}

function typeOfCase(expression: Kind<"case">, context: TypeContext): ExpressionType {
  const { whens, otherwise } = expression;
  conditionOf(
    whens.map(({ when }) => when),
    expression,
    context,
  );
  const values = whens.map(({ value }) => typeOf(value, context));
  const rest: ExpressionType =
    otherwise === null ? { kind: "null", nullable: true } : typeOf(otherwise, context);
  return unified([...values, rest], expression, context);
}

function typeOfCall(expression: Kind<"call">, context: TypeContext): ExpressionType {
  const types = expression.of.map((part) => typeOf(part, context));
  switch (expression.name) {
    case "coalesce":
    case "least":
    case "greatest": {
      const nullable = types.every((type) => type.nullable);
      return { kind: unified(types, expression, context).kind, nullable };
    }
    case "abs":
      return numberOf(types, expression, context);
    case "whole":
      return { ...numberOf(types, expression, context), kind: "integer" };
    case "length":
    case "year":
    case "list_sum":
    case "list_count_known":
      return fixed(expression.name, types, expression, context);
  }
}

type FixedName = Extract<FunctionName, "length" | "year" | "list_sum" | "list_count_known">;

/** What each function takes, and what it gives. */
const signatures: Readonly<Record<FixedName, Partial<Record<ScalarKind, ScalarKind>>>> = {
  length: { string: "integer" },
  year: { date: "integer" },
  list_sum: { "integer-list": "integer", "number-list": "number" },
  list_count_known: { "integer-list": "integer", "number-list": "integer" },
};

function fixed(
  name: FixedName,
  [type]: readonly ExpressionType[],
  expression: Expression,
  context: TypeContext,
): ExpressionType {
  const kind = type && signatures[name][type.kind];
  if (type === undefined || kind === undefined) {
    const taken = Object.keys(signatures[name]).join(" or ");
    throw misfit(expression, `${name} takes ${taken}, not ${type?.kind ?? "nothing"}`, context);
  }
  return { kind, nullable: type.nullable || name === "list_sum" };
}

function conditionOf(
  parts: readonly Expression[],
  whole: Expression,
  context: TypeContext,
): ExpressionType {
  const types = parts.map((part) => typeOf(part, context));
  const stranger = types.find(({ kind }) => kind !== "boolean" && kind !== "null");
  if (stranger !== undefined) {
    throw misfit(whole, `a condition is expected where there is ${stranger.kind}`, context);
  }
  return { kind: "boolean", nullable: types.some(({ nullable }) => nullable) };
}

function numberOf(
  types: readonly ExpressionType[],
  whole: Expression,
  context: TypeContext,
): ExpressionType {
  const stranger = types.find(({ kind }) => kind !== "integer" && kind !== "number");
  if (stranger !== undefined) {
    throw misfit(whole, `a number is expected where there is ${stranger.kind}`, context);
  }
  return {
    kind: types.every(({ kind }) => kind === "integer") ? "integer" : "number",
    nullable: types.some(({ nullable }) => nullable),
  };
}

/** The one type that all of them are, or an error. A whole number is also a number. */
function unified(
  types: readonly ExpressionType[],
  whole: Expression,
  context: TypeContext,
): ExpressionType {
  const kinds = new Set(types.map(({ kind }) => kind));
  kinds.delete("null");
  if (kinds.has("number")) kinds.delete("integer");
  const [kind = "null", ...others] = kinds;
  if (others.length > 0 || kind === "other") {
    const found = [...kinds].join(" and ");
    throw misfit(whole, `${found} cannot be compared or mixed`, context);
  }
  return { kind, nullable: types.some(({ nullable }) => nullable) };
}

function misfit(expression: Expression, fact: string, { place }: TypeContext): UsageError {
  return new UsageError(
    `${place}: in ${printExpression(expression)}, ${fact}.`,
    "Compare like with like: text with text, days with date '…' or a day parameter, numbers with numbers.",
  );
}
