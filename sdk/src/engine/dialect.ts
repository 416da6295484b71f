import type { FunctionName, Literal } from "./expression.ts";

/**
 * How one engine spells what SQL leaves open. Everything that is not here is written the same for
 * every engine: common table expressions, joins, `case`, `cube`, `filter (where …)`, window sums.
 */
export interface Dialect {
  /** As `edufed metric sql --dialect` names it. */
  readonly name: string;
  /** A column, a step or an alias, exactly as spelled. */
  readonly identifier: (name: string) => string;
  /** A value in place. A fraction is a double as records hold it, never an engine's own decimal type. */
  readonly literal: (literal: Literal) => string;
  /** A function of the expression language. */
  readonly call: (name: FunctionName, values: readonly string[]) => string;
  readonly types: {
    /** Text of any length. */
    readonly text: string;
    /** A whole number of 64 bits; adding beyond it is an error. */
    readonly whole: string;
    /** A whole number of at least 38 digits. */
    readonly wide: string;
  };
  /** Aggregate: the value in the row that is the greatest by `order`; null comes before every value. */
  readonly last: (value: string, order: readonly string[]) => string;
  /** The aggregate that gives the least or the greatest value; absent: `min` and `max`. */
  readonly extreme?: (aggregate: "min" | "max", value: string) => string;
}
