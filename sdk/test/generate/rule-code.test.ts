import { compileFunction } from "node:vm";
import { loadRegistry } from "@edufed/schemas";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareText } from "../../src/engine/compare-text.ts";
import { evaluate, type ValueRow } from "../../src/engine/evaluate.ts";
import type { ExpressionType } from "../../src/engine/expression-type.ts";
import type { Expression } from "../../src/engine/expression.ts";
import { UsageError } from "../../src/errors.ts";
import { ruleCode } from "../../src/generate/rule-code.ts";
import { testCode } from "../../src/generate/test-code.ts";
import { parseRules } from "../../src/validate/parse-rules.ts";
import * as ruleFunctions from "../../src/validate/rule-functions.ts";
import { decidesRecord } from "../../src/validate/rules.ts";
import { valueOf } from "./rule-values.ts";

/** Columns of each type, two of each kind that can be compared. */
const columns: ReadonlyMap<string, ExpressionType> = new Map(
  (
    [
      ["b", "boolean"],
      ["c", "boolean"],
      ["i", "integer"],
      ["n", "number"],
      ["s", "string"],
      ["function", "string"],
      ["d", "date"],
      ["e", "date"],
      ["m", "date-time"],
      ["is", "integer-list"],
      ["ns", "number-list"],
      ["ss", "string-list"],
    ] as const
  ).map(([name, kind]) => [name, { kind, nullable: true }]),
);

const row: fc.Arbitrary<ValueRow> = fc.record({
  ...Object.fromEntries(["b", "c"].map((name) => [name, valueOf({ kind: "boolean" }, [])])),
  ...Object.fromEntries(["s", "function"].map((name) => [name, valueOf({ kind: "string" }, [])])),
  ...Object.fromEntries(["d", "e"].map((name) => [name, valueOf({ kind: "date" }, [])])),
  i: valueOf({ kind: "integer" }, []),
  n: valueOf({ kind: "number" }, []),
  m: valueOf({ kind: "date-time" }, []),
  is: valueOf({ kind: "list", item: { kind: "integer" }, itemNullable: true }, []),
  ns: valueOf({ kind: "list", item: { kind: "number" }, itemNullable: true }, []),
  ss: valueOf({ kind: "list", item: { kind: "string" }, itemNullable: true }, []),
});

type Tree = fc.Arbitrary<Expression>;

const column = (...names: readonly string[]): Tree =>
  fc.constantFrom(...names.map((name) => ({ kind: "column", name }) as const));

const literal = (...values: readonly (string | number | boolean | null)[]): Tree =>
  fc.constantFrom(...values.map((value) => ({ kind: "literal", value }) as const));

const call = (name: Extract<Expression, { kind: "call" }>["name"], ...of: readonly Tree[]): Tree =>
  fc.tuple(...of).map((parts) => ({ kind: "call", name, of: parts }) as const);

const passing = fc.constantFrom("coalesce", "least", "greatest" as const);

const kinds = ["condition", "number", "text", "day"] as const;

/** Expressions of the whole language, by what they yield. */
const { condition } = fc.letrec<Record<(typeof kinds)[number], Expression>>((tie) => ({
  condition: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    column("b", "c"),
    literal(true, false, null),
    ...kinds.map((kind) => compared(tie(kind))),
    ...kinds.map((kind) => listed(tie(kind))),
    binary(fc.constantFrom("and", "or"), tie("condition")),
    binary(fc.constantFrom("and", "or"), tie("condition")),
    tie("condition").map((of) => ({ kind: "not", of }) as const),
    isNull(fc.oneof(tie("condition"), tie("number"), tie("text"), column("is", "ss"))),
    cases(tie("condition"), tie("condition")),
    fc
      .array(tie("condition"), { minLength: 1, maxLength: 3 })
      .map((of) => ({ kind: "call", name: "coalesce", of }) as const),
    call("list_contains", column("ss"), tie("text")),
    compared(column("m")),
  ),
  number: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    column("i", "n"),
    literal(0, 1, 2026, 1.5),
    binary(fc.constantFrom("+", "-", "*"), tie("number")),
    passedOver(tie("number")),
    call("abs", tie("number")),
    call("length", tie("text")),
    call("digits", tie("text")),
    call("year", tie("day")),
    call("days_between", tie("day"), tie("day")),
    ...(["list_sum", "list_min", "list_max"] as const).map((name) =>
      call(name, column("is", "ns")),
    ),
    ...(["list_length", "list_count_known"] as const).map((name) =>
      call(name, column("is", "ns", "ss")),
    ),
    cases(tie("condition"), tie("number")),
  ),
  text: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    column("s", "function"),
    literal("", "2026", "\u{1F600}", "a'b\"c\\"),
    call("left", tie("text"), literal(-1, 0, 1, 4)),
    call("right", tie("text"), literal(-1, 0, 1, 4)),
    passedOver(tie("text")),
  ),
  day: fc.oneof(
    { depthSize: "small" },
    column("d", "e"),
    fc.constant({ kind: "literal", value: "2026-01-01", type: "date" } as const),
    passedOver(column("d", "e")),
  ),
}));

function compared(part: Tree): Tree {
  return binary(fc.constantFrom("=", "<>", "<", "<=", ">", ">="), part);
}

function binary(
  operators: fc.Arbitrary<Extract<Expression, { kind: "binary" }>["operator"]>,
  part: Tree,
): Tree {
  return fc
    .tuple(operators, part, part)
    .map(([operator, left, right]) => ({ kind: "binary", operator, left, right }) as const);
}

function listed(part: Tree): Tree {
  const item = fc.oneof({ weight: 5, arbitrary: part }, literal(null));
  return fc
    .tuple(part, fc.array(item, { minLength: 1, maxLength: 3 }), fc.boolean())
    .map(([of, values, negated]) => ({ kind: "in", of, values, negated }) as const);
}

function isNull(part: Tree): Tree {
  return fc
    .tuple(part, fc.boolean())
    .map(([of, negated]) => ({ kind: "is-null", of, negated }) as const);
}

function passedOver(part: Tree): Tree {
  return fc
    .tuple(passing, fc.array(part, { minLength: 1, maxLength: 3 }))
    .map(([name, of]) => ({ kind: "call", name, of }) as const);
}

function cases(when: Tree, value: Tree): Tree {
  const branch = fc.record({ when, value });
  return fc
    .tuple(fc.array(branch, { minLength: 1, maxLength: 2 }), fc.option(value))
    .map(([whens, otherwise]) => ({ kind: "case", whens, otherwise }) as const);
}

/** Runs the code of a condition on a record. */
function isBroken(expression: Expression, record: ValueRow): unknown {
  const { isBroken: broken, calls } = ruleCode(expression, columns, "a test");
  const known = { ...ruleFunctions, compareText };
  expect(Object.keys(known)).toEqual(expect.arrayContaining([...calls]));
  const code = compileFunction(`return ${testCode(broken)}`, ["record", ...Object.keys(known)]);
  return Reflect.apply(code, undefined, [record, ...Object.values(known)]);
}

describe("the code of a condition", () => {
  test("says what the interpreter says, whatever the condition and the record", () => {
    const seen = new Set<unknown>();
    fc.assert(
      fc.property(condition, row, (expression, record) => {
        const verdict = evaluate(expression, record);
        seen.add(verdict);
        expect(isBroken(expression, record)).toBe(verdict === false);
      }),
      { numRuns: 1000 },
    );
    expect(seen).toEqual(new Set([true, false, null]));
  });

  test("is what a reader would write", () => {
    const rule = parseRules(loadRegistry())
      .filter(decidesRecord)
      .find((parsed) => parsed.rule.id === "student-birth-year-of-birth-date");
    const types = new Map<string, ExpressionType>([
      ["birthDate", { kind: "date", nullable: true }],
      ["birthYear", { kind: "integer", nullable: true }],
    ]);
    if (rule === undefined) throw new Error("There is no such rule.");
    const { isBroken: broken, calls } = ruleCode(rule.check.holds, types, "a test");
    expect(testCode(broken)).toBe(
      "record.birthDate != null && record.birthYear != null && year(record.birthDate) !== record.birthYear",
    );
    expect([...calls]).toEqual(["year"]);
  });

  test("is not made of what could not be judged", () => {
    const day: Expression = { kind: "column", name: "d" };
    const whole: Expression = { kind: "call", name: "whole", of: [{ kind: "column", name: "n" }] };
    for (const right of [{ kind: "literal", value: 1 } as const, whole]) {
      const left = right === whole ? ({ kind: "literal", value: 1 } as const) : day;
      const compares: Expression = { kind: "binary", operator: "=", left, right };
      expect(() => ruleCode(compares, columns, "a test")).toThrow(UsageError);
    }
  });
});
