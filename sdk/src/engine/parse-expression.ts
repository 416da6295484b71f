/**
 * Text → expression. The parser reads all of SQL; what it read becomes one of our expressions node
 * by node, so that whatever is not named here does not exist in the language.
 */
import { functions, isFunctionName } from "./expression.ts";
import type { BinaryOperator, Expression, Literal } from "./expression.ts";
import { outsideAggregate, outsideCall, outsideOf } from "./outside-language.ts";
import {
  fieldsOf,
  isAbsent,
  list,
  listOf,
  notInLanguage,
  onlyEntry,
  refusal,
  requireNothingElse,
  syntaxTree,
} from "./syntax-tree.ts";
import type { Allowed, Context, Fields } from "./syntax-tree.ts";

/** An aggregate over the rows of one contributor. */
export interface Aggregate {
  readonly aggregate: "sum" | "count" | "min" | "max" | "last";
  /** Absent for `count(*)`. */
  readonly of?: Expression;
  /** Rows the aggregate looks at. */
  readonly filter?: Expression;
}

/** The expression a text says, or a `UsageError` that names the place and what is allowed there. */
export function parseExpression(text: string, allowed: Allowed): Expression {
  const context = { text, allowed };
  return read(syntaxTree(context), context);
}

/** A measure: `sum(…)`, `count(*)`, `min(…)`, `max(…)`, each with an optional `filter (where …)`, or `last(…)`. */
export function parseAggregate(text: string, allowed: Allowed): Aggregate {
  const context = { text, allowed };
  const [kind, node] = onlyEntry(syntaxTree(context), context);
  if (!isAggregate(kind)) {
    const { fact, remedy } = outsideAggregate(kind) ?? notAggregate;
    throw refusal(context, fact, remedy);
  }
  const { this: of, star, filter, ...rest } = fieldsOf(node, context);
  requireNothingElse(rest, ["name", "original_name"], context, aggregateRemedy);
  const isFiltered = !isAbsent(filter);
  if ((kind === "count") !== (star === true) || (kind === "last" && isFiltered)) {
    throw refusal(
      context,
      `uses ${kind} in a way that is not part of the language`,
      aggregateRemedy,
    );
  }
  return {
    aggregate: kind,
    ...(kind === "count" ? {} : { of: read(of, context) }),
    ...(isFiltered ? { filter: read(filter, context) } : {}),
  };
}

function isAggregate(kind: string): kind is Aggregate["aggregate"] {
  return ["sum", "count", "min", "max", "last"].includes(kind);
}

const aggregateRemedy =
  "Write sum(…), count(*), min(…) or max(…), with filter (where …) after it if needed, or last(…).";

const notAggregate = { fact: "is not an aggregate", remedy: aggregateRemedy } as const;

type Reader = (fields: Fields, context: Context) => Expression;

function read(node: unknown, context: Context): Expression {
  const [kind, content] = onlyEntry(node, context);
  if (kind === "null") return { kind: "literal", value: null };
  const reader = readers.get(kind);
  if (reader === undefined) {
    const { fact, remedy } = outsideOf(kind) ?? notInLanguage(kind);
    throw refusal(context, fact, remedy);
  }
  return reader(fieldsOf(content, context), context);
}

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["column", readColumn],
  ["parameter", readParameter],
  ["literal", readLiteral],
  ["boolean", readBoolean],
  ["paren", (fields, context) => readOnly(fields, context)],
  ["neg", readNegative],
  ["not", (fields, context) => ({ kind: "not", of: readOnly(fields, context) })],
  ["is_null", readIsNull],
  ["in", readIn],
  ["between", readBetween],
  ["case", readCase],
  ["function", readCall],
  ["coalesce", readCoalesce],
  ...(["abs", "length", "year"] as const).map((name): [string, Reader] => [
    name,
    ({ this: of, ...rest }, context) => {
      requireNothingElse(rest, ["original_name"], context);
      return { kind: "call", name, of: [read(of, context)] };
    },
  ]),
  ...Object.entries({
    add: "+",
    sub: "-",
    mul: "*",
    eq: "=",
    neq: "<>",
    lt: "<",
    lte: "<=",
    gt: ">",
    gte: ">=",
    and: "and",
    or: "or",
  } as const).map(([node, operator]): [string, Reader] => [node, binaryReader(operator)]),
]);

function binaryReader(operator: BinaryOperator): Reader {
  return ({ left, right, ...rest }, context) => {
    requireNothingElse(rest, [], context);
    return { kind: "binary", operator, left: read(left, context), right: read(right, context) };
  };
}

/** The one expression that a node wraps. */
function readOnly({ this: of, ...rest }: Fields, context: Context): Expression {
  requireNothingElse(rest, [], context);
  return read(of, context);
}

function readBoolean({ value, ...rest }: Fields, context: Context): Expression {
  requireNothingElse(rest, [], context);
  return { kind: "literal", value: value === true };
}

function readColumn({ name, ...rest }: Fields, context: Context): Expression {
  requireNothingElse(rest, ["span"], context);
  const written = fieldsOf(name, context)["name"];
  const { columns } = context.allowed;
  if (typeof written !== "string" || !columns.has(written)) {
    const known = columns.size === 0 ? "No property may be named here." : `Use ${list(columns)}.`;
    throw refusal(context, `names “${String(written)}”, which is not declared`, known);
  }
  return { kind: "column", name: written };
}

function readParameter({ name, style, ...rest }: Fields, context: Context): Expression {
  requireNothingElse(rest, [], context);
  const { parameters } = context.allowed;
  if (style !== "Colon" || typeof name !== "string" || !parameters.has(name)) {
    const known =
      parameters.size === 0
        ? "No parameter is declared here."
        : `Use ${list([...parameters].map((parameter) => `:${parameter}`))}.`;
    throw refusal(context, `names the parameter “${String(name)}”, which is not declared`, known);
  }
  return { kind: "parameter", name };
}

function readLiteral(fields: Fields, context: Context): Expression {
  const { literal_type: type, value, ...rest } = fields;
  requireNothingElse(rest, [], context);
  if (typeof value === "string" && type === "string" && !/\p{Cc}/u.test(value)) {
    return { kind: "literal", value };
  }
  if (typeof value === "string" && type === "date" && /^\d{4}-\d\d-\d\d$/.test(value)) {
    return { kind: "literal", value, type };
  }
  const number = Number(value);
  if (type !== "number" || !isPlainNumber(String(value), number)) {
    throw refusal(context, "has a literal that is not part of the language", literalRemedy);
  }
  return { kind: "literal", value: number };
}

const literalRemedy =
  "Write text in single quotes on one line, days as date 'YYYY-MM-DD', and numbers in plain digits.";

/** Digits with at most one point, without loss in a double and without an exponent. */
function isPlainNumber(text: string, number: number): boolean {
  if (!/^\d+(\.\d+)?$/.test(text) || String(number).includes("e")) return false;
  return Number.isInteger(number) ? Number.isSafeInteger(number) : text.length <= 15;
}

function readNegative(fields: Fields, context: Context): Expression {
  const inner = readOnly(fields, context);
  if (inner.kind === "literal" && typeof inner.value === "number") return negated(inner.value);
  return { kind: "binary", operator: "-", left: negated(0), right: inner };
}

function negated(value: number): Literal {
  return { kind: "literal", value: value === 0 ? 0 : -value };
}

function readIsNull({ this: of, not, ...rest }: Fields, context: Context): Expression {
  requireNothingElse(rest, ["postfix_form"], context);
  return { kind: "is-null", of: read(of, context), negated: not === true };
}

function readIn({ this: of, expressions, not, ...rest }: Fields, context: Context): Expression {
  requireNothingElse(rest, [], context);
  const values = listOf(expressions, context).map((value) => read(value, context));
  if (values.length === 0) throw refusal(context, "has an empty list", "Write in (…) with values.");
  return { kind: "in", of: read(of, context), values, negated: not === true };
}

/** `a between b and c` is `a >= b and a <= c`. */
function readBetween(fields: Fields, context: Context): Expression {
  const { this: of, low, high, not, ...rest } = fields;
  requireNothingElse(rest, [], context);
  const value = read(of, context);
  const both: Expression = {
    kind: "binary",
    operator: "and",
    left: { kind: "binary", operator: ">=", left: value, right: read(low, context) },
    right: { kind: "binary", operator: "<=", left: value, right: read(high, context) },
  };
  return not === true ? { kind: "not", of: both } : both;
}

function readCase({ whens, else_: otherwise, ...rest }: Fields, context: Context): Expression {
  requireNothingElse(rest, [], context);
  return {
    kind: "case",
    whens: listOf(whens, context).map((branch) => {
      const [when, value] = listOf(branch, context);
      return { when: read(when, context), value: read(value, context) };
    }),
    otherwise: isAbsent(otherwise) ? null : read(otherwise, context),
  };
}

function readCall({ name, args, ...rest }: Fields, context: Context): Expression {
  const called = String(name).toLowerCase();
  if (!isFunctionName(called)) {
    const { fact, remedy } = outsideCall(called) ?? {
      fact: `calls “${called}”, which is not a function of the language`,
      remedy: `Use ${list(Object.keys(functions))}.`,
    };
    throw refusal(context, fact, remedy);
  }
  requireNothingElse(rest, [], context);
  const of = listOf(args, context).map((value) => read(value, context));
  const [fewest, most] = functions[called];
  if (of.length < fewest || of.length > most) {
    throw refusal(context, `gives ${called} ${of.length} values`, `Give it ${fewest}.`);
  }
  return { kind: "call", name: called, of };
}

function readCoalesce({ expressions, ...rest }: Fields, context: Context): Expression {
  requireNothingElse(rest, ["original_name"], context);
  const of = listOf(expressions, context).map((value) => read(value, context));
  return { kind: "call", name: "coalesce", of };
}
