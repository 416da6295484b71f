import fc from "fast-check";
import type { Expression } from "../../src/engine/expression.ts";
import type { ValueRow } from "../../src/engine/evaluate.ts";

/** Columns of the rows that random expressions read, with their SQL types. */
export const columnTypes = {
  n1: "bigint",
  n2: "bigint",
  x1: "double",
  s1: "varchar",
  s2: "varchar",
  b1: "boolean",
  d1: "date",
  l1: "bigint[]",
  l2: "varchar[]",
} as const;

/** Texts that sort, count and quote in ways that go wrong easily. */
const texts = [
  "",
  "a",
  "b",
  "B",
  "ab",
  "it's",
  "å",
  "\uffff",
  "😀",
  "--",
  "_T",
  'a"b',
  "a\\b",
  "0",
  "042",
  "1 ",
  "-1",
];
const days = ["2025-07-31", "2025-08-01", "2026-02-28", "2026-07-31", "2026-08-01"];

const smallNumber = fc.integer({ min: -4, max: 5 });

/** A row with any of its values missing. */
export const row: fc.Arbitrary<ValueRow> = fc.record({
  n1: fc.option(smallNumber),
  n2: fc.option(smallNumber),
  x1: fc.option(smallNumber.map((half) => half / 2)),
  s1: fc.option(fc.constantFrom(...texts)),
  s2: fc.option(fc.constantFrom(...texts)),
  b1: fc.option(fc.boolean()),
  d1: fc.option(fc.constantFrom(...days)),
  l1: fc.option(fc.array(fc.option(smallNumber), { maxLength: 4 })),
  l2: fc.option(fc.array(fc.option(fc.constantFrom(...texts)), { maxLength: 3 })),
});

const comparison = fc.constantFrom("=", "<>", "<", "<=", ">", ">=");

type Typed = "condition" | "number" | "text" | "day";

/** Expressions that make sense, of a size that a reader could still follow. */
const { condition, number } = fc.letrec<Record<Typed, Expression>>((tie) => ({
  condition: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom<Expression>(column("b1"), literal(true), literal(false)),
    ...(["number", "text", "day"] as const).map((type) =>
      fc
        .tuple(comparison, tie(type), tie(type))
        .map(([operator, left, right]) => binary(operator, left, right)),
    ),
    fc
      .tuple(fc.constantFrom("and", "or"), tie("condition"), tie("condition"))
      .map(([operator, left, right]) => binary(operator, left, right)),
    tie("condition").map((of): Expression => ({ kind: "not", of })),
    fc
      .tuple(fc.oneof(tie("number"), tie("text"), fc.constant(column("l1"))), fc.boolean())
      .map(([of, negated]): Expression => ({ kind: "is-null", of, negated })),
    ...(["number", "text", "day"] as const).map((type) =>
      fc
        .tuple(tie(type), fc.array(tie(type), { minLength: 1, maxLength: 3 }), fc.boolean())
        .map(([of, values, negated]): Expression => ({ kind: "in", of, values, negated })),
    ),
    fc
      .tuple(comparison, tie("number"))
      .map(([operator, right]) => binary(operator, column("x1"), right)),
    comparison.map((operator) => binary(operator, column("x1"), literal(0.5))),
    tie("number").map((item) => call("list_contains", column("l1"), item)),
    tie("text").map((item) => call("list_contains", column("l2"), item)),
    choice(tie("condition"), tie("condition")),
  ),
  number: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.oneof(fc.constantFrom(column("n1"), column("n2")), smallNumber.map(literal)),
    fc
      .tuple(fc.constantFrom("+", "-", "*"), tie("number"), tie("number"))
      .map(([operator, left, right]) => binary(operator, left, right)),
    choice(tie("condition"), tie("number")),
    fc.constant<Expression>({
      kind: "call",
      name: "whole",
      of: [binary("*", literal(2), column("x1"))],
    }),
    fc
      .tuple(
        fc.constantFrom("coalesce", "least", "greatest"),
        fc.array(tie("number"), { minLength: 1, maxLength: 3 }),
      )
      .map(([name, of]): Expression => ({ kind: "call", name, of })),
    fc
      .tuple(fc.constantFrom("abs", "whole"), tie("number"))
      .map(([name, of]): Expression => ({ kind: "call", name, of: [of] })),
    tie("text").map((of): Expression => ({ kind: "call", name: "length", of: [of] })),
    tie("day").map((of): Expression => ({ kind: "call", name: "year", of: [of] })),
    fc
      .constantFrom("list_sum", "list_min", "list_max", "list_length", "list_count_known")
      .map((name) => call(name, column("l1"))),
    fc.constantFrom("list_length", "list_count_known").map((name) => call(name, column("l2"))),
    tie("text").map((of) => call("digits", of)),
    fc.tuple(tie("day"), tie("day")).map(([from, to]) => call("days_between", from, to)),
  ),
  text: fc.oneof(
    { depthSize: "small" },
    fc.oneof(
      fc.constantFrom(column("s1"), column("s2")),
      fc.constantFrom(...texts).map((text) => literal(text)),
    ),
    fc
      .tuple(fc.constantFrom("left", "right"), tie("text"), smallNumber)
      .map(([name, of, count]) => call(name, of, literal(count))),
    choice(tie("condition"), tie("text")),
  ),
  day: fc.oneof(
    { depthSize: "small" },
    fc.oneof(
      fc.constant(column("d1")),
      fc
        .constantFrom(...days)
        .map((value): Expression => ({ kind: "literal", value, type: "date" })),
    ),
  ),
}));

export { condition, number };

function column(name: keyof typeof columnTypes): Expression {
  return { kind: "column", name };
}

function literal(
  value: string | number | boolean | null,
): Extract<Expression, { kind: "literal" }> {
  return { kind: "literal", value };
}

function call(
  name: Extract<Expression, { kind: "call" }>["name"],
  ...of: readonly Expression[]
): Expression {
  return { kind: "call", name, of };
}

function binary(
  operator: Extract<Expression, { kind: "binary" }>["operator"],
  left: Expression,
  right: Expression,
): Expression {
  return { kind: "binary", operator, left, right };
}

function choice(
  when: fc.Arbitrary<Expression>,
  value: fc.Arbitrary<Expression>,
): fc.Arbitrary<Expression> {
  const branches = fc.array(fc.record({ when, value }), { minLength: 1, maxLength: 2 });
  return fc
    .tuple(branches, fc.option(value))
    .map(([whens, otherwise]) => ({ kind: "case", whens, otherwise }));
}
