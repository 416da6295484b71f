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
  /** What record keys are made with; `||` joins bytes in every engine. */
  readonly bytes: BytesDialect;
}

/** How an engine spells functions of bytes. */
export interface BytesDialect {
  /** The bytes that hexadecimal digits stand for. */
  readonly fromHex: (digits: string) => string;
  /** A text in UTF-8. */
  readonly utf8: (text: string) => string;
  /** The number of bytes as four bytes, most significant first. */
  readonly lengthOf: (bytes: string) => string;
  /** The digest as bytes. */
  readonly sha256: (bytes: string) => string;
  /** The first four bytes as a whole number from 0 on, most significant first. */
  readonly firstFour: (bytes: string) => string;
}
