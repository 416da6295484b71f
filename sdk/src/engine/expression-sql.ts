import { notWhole } from "./evaluate.ts";
import type { Expression, FunctionName, Literal } from "./expression.ts";
import { type Words, writeExpression } from "./print-expression.ts";
import { quoteIdentifier, quoteLiteral } from "./sql-text.ts";

/** An expression as SQL, with the values of its parameters in it, and its columns as `column` writes them. */
export function expressionSql(
  expression: Expression,
  parameters: ReadonlyMap<string, Literal> = new Map<string, Literal>(),
  column: (name: string) => string = quoteIdentifier,
): string {
  const parameter = (name: string): string => parameterSql(name, parameters);
  return writeExpression(expression, { ...words, column, parameter });
}

/** An expression without parameters as SQL over the columns of one table among several. */
export function expressionSqlOf(expression: Expression, table: string): string {
  return writeExpression(expression, {
    ...words,
    column: (name) => `${table}.${quoteIdentifier(name)}`,
    parameter: (name) => parameterSql(name, new Map()),
  });
}

const words: Pick<Words, "literal" | "call"> = {
  literal: literalSql,
  call: (name, values) => calls[name](values.join(", ")),
};

function parameterSql(name: string, parameters: ReadonlyMap<string, Literal>): string {
  const value = parameters.get(name);
  if (value === undefined) throw new TypeError(`parameter ${name} has no value`);
  return literalSql(value);
}

/** A fraction is a double as records hold it, never an engine's own decimal type. */
function literalSql({ value, type }: Literal): string {
  const text = quoteLiteral(value);
  if (type === "date") return `date ${text}`;
  return typeof value === "number" && !Number.isInteger(value) ? `cast(${text} as double)` : text;
}

const calls: Readonly<Record<FunctionName, (values: string) => string>> = {
  coalesce: (values) => `coalesce(${values})`,
  least: (values) => `least(${values})`,
  greatest: (values) => `greatest(${values})`,
  abs: (value) => `abs(${value})`,
  length: (value) => `length(${value})`,
  left: (values) => `left(${values})`,
  right: (values) => `right(${values})`,
  digits: (value) =>
    `case when regexp_matches(${value}, '^[0-9]{1,15}$') then cast(${value} as bigint) end`,
  days_between: (values) => `date_diff('day', ${values})`,
  list_sum: (value) => `list_sum(${value})`,
  list_min: (value) => `list_min(${value})`,
  list_max: (value) => `list_max(${value})`,
  list_length: (value) => `len(${value})`,
  list_count_known: (value) => `list_count(${value})`,
  list_contains: (values) => `list_contains(${values})`,
  whole: (value) =>
    `case when ${value} <> floor(${value}) then error(${quoteLiteral(notWhole)}) else cast(${value} as bigint) end`,
  year: (value) => `year(${value})`,
};
