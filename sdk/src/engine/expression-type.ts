/**
 * What an expression yields, found before any record is read: so that a comparison of a day with a
 * number is an error of the metric, the same on every engine, and sums know whether they are whole.
 */
import type { ValueType } from "@edufed/schemas";
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
  | "string-list"
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
  const { name } = expression;
  if (isFixed(name)) return fixed(name, types, expression, context);
  switch (name) {
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
    case "scaled":
      return scaledType(types, expression, context);
  }
}

/** Most decimals that a number can be counted in. */
const decimalsMax = 6;

function scaledType(
  [value, digits]: readonly ExpressionType[],
  expression: Kind<"call">,
  context: TypeContext,
): ExpressionType {
  const given = expression.of[1];
  const decimals = given?.kind === "literal" ? given.value : null;
  const fits = typeof decimals === "number" && Number.isInteger(decimals);
  if (digits === undefined || !fits || decimals < 0 || decimals > decimalsMax) {
    const remedy = `Write scaled(…, n), with n from 0 to ${decimalsMax}.`;
    const fact = `scaled takes 0 to ${decimalsMax} decimals, in digits`;
    throw misfit(expression, fact, context, remedy);
  }
  const number = numberOf(value === undefined ? [] : [value], expression, context);
  return { ...number, kind: "integer" };
}

type FixedName = Exclude<
  FunctionName,
  "coalesce" | "least" | "greatest" | "abs" | "whole" | "scaled"
>;

/** What a function takes, in order, and what it gives. */
type Signature = readonly [takes: readonly ScalarKind[], gives: ScalarKind];

const itemwise: readonly Signature[] = [
  [["integer-list"], "integer"],
  [["number-list"], "number"],
];

const counting: readonly Signature[] = (
  ["integer-list", "number-list", "string-list"] as const
).map((list) => [[list], "integer"]);

const signatures: Readonly<Record<FixedName, readonly Signature[]>> = {
  length: [[["string"], "integer"]],
  left: [[["string", "integer"], "string"]],
  right: [[["string", "integer"], "string"]],
  digits: [[["string"], "integer"]],
  year: [[["date"], "integer"]],
  years_later: [[["date", "integer"], "date"]],
  days_between: [[["date", "date"], "integer"]],
  list_item: [
    [["integer-list", "integer"], "integer"],
    [["number-list", "integer"], "number"],
    [["string-list", "integer"], "string"],
  ],
  list_sum: itemwise,
  list_min: itemwise,
  list_max: itemwise,
  list_length: counting,
  list_count_known: counting,
  list_contains: [
    [["integer-list", "integer"], "boolean"],
    [["string-list", "string"], "boolean"],
  ],
};

function isFixed(name: FunctionName): name is FixedName {
  return Object.hasOwn(signatures, name);
}

/** Functions whose value can be unknown though nothing they take is. */
const unsure: ReadonlySet<FunctionName> = new Set([
  "digits",
  "list_sum",
  "list_min",
  "list_max",
  "list_item",
]);

function fixed(
  name: FixedName,
  types: readonly ExpressionType[],
  expression: Expression,
  context: TypeContext,
): ExpressionType {
  const given = types.map(({ kind }) => kind).join(" and ");
  const fitting = signatures[name].find(([takes]) => takes.join(" and ") === given);
  if (fitting === undefined) {
    const taken = signatures[name].map(([takes]) => takes.join(" and ")).join(" or ");
    const fact = `${name} takes ${taken}, not ${given}`;
    throw misfit(expression, fact, context, `Give ${name} ${taken}.`);
  }
  const nullable = unsure.has(name) || types.some((type) => type.nullable);
  return { kind: fitting[1], nullable };
}

function conditionOf(
  parts: readonly Expression[],
  whole: Expression,
  context: TypeContext,
): ExpressionType {
  const types = parts.map((part) => typeOf(part, context));
  const stranger = types.find(({ kind }) => kind !== "boolean" && kind !== "null");
  if (stranger !== undefined) {
    const fact = `a condition is expected where there is ${stranger.kind}`;
    throw misfit(whole, fact, context, "Write a comparison, such as value >= 1.");
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
    const fact = `a number is expected where there is ${stranger.kind}`;
    const remedy = "Write a number; a condition becomes one as case when … then 1 else 0 end.";
    throw misfit(whole, fact, context, remedy);
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

function misfit(
  expression: Expression,
  fact: string,
  { place }: TypeContext,
  remedy: string = likeWithLike,
): UsageError {
  return new UsageError(`${place}: in ${printExpression(expression)}, ${fact}.`, remedy);
}

const likeWithLike =
  "Compare like with like: text with text, days with date '…' or a day parameter, numbers with numbers.";

/** What an expression finds in a property of this type. */
export function kindOf(type: ValueType): ScalarKind {
  switch (type.kind) {
    case "string":
    case "code":
      return "string";
    case "integer":
    case "number":
    case "boolean":
    case "date":
    case "date-time":
      return type.kind;
    case "list":
      return kindOfList(type.item);
    case "object":
      return "other";
  }
}

function kindOfList(item: ValueType): ScalarKind {
  if (item.kind === "integer") return "integer-list";
  if (item.kind === "string" || item.kind === "code") return "string-list";
  return item.kind === "number" ? "number-list" : "other";
}
