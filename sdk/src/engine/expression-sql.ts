import type { Dialect } from "./dialect.ts";
import { duckDbDialect } from "./duckdb-dialect.ts";
import type { Expression, Literal } from "./expression.ts";
import { writeExpression } from "./print-expression.ts";

/** An expression as SQL, with the values of its parameters in it, and its columns as `column` writes them. */
export function expressionSql(
  expression: Expression,
  parameters: ReadonlyMap<string, Literal> = new Map<string, Literal>(),
  column: (name: string) => string = duckDbDialect.identifier,
): string {
  return write(expression, duckDbDialect, column, parameters);
}

/** An expression without parameters as SQL over the columns of one table among several, or of the only one. */
export function expressionSqlOf(
  expression: Expression,
  dialect: Dialect = duckDbDialect,
  table?: string,
): string {
  const owner = table === undefined ? "" : `${table}.`;
  return write(expression, dialect, (name) => `${owner}${dialect.identifier(name)}`, new Map());
}

function write(
  expression: Expression,
  dialect: Dialect,
  column: (name: string) => string,
  parameters: ReadonlyMap<string, Literal>,
): string {
  return writeExpression(expression, {
    column,
    parameter: (name) => {
      const value = parameters.get(name);
      if (value === undefined) throw new TypeError(`parameter ${name} has no value`);
      return dialect.literal(value);
    },
    literal: dialect.literal,
    call: dialect.call,
  });
}
