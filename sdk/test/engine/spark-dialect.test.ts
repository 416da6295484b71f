import type { ValueType } from "@edufed/schemas";
import { describe, expect, test } from "vitest";
import type { Literal } from "../../src/engine/expression.ts";
import { sparkDialect, sparkType } from "../../src/engine/spark-dialect.ts";
import type { SparkType } from "../../src/engine/spark-script.ts";

describe("a literal of Spark", () => {
  const literals: readonly (readonly [Omit<Literal, "kind">, string])[] = [
    [{ value: "it's" }, String.raw`'it\'s'`],
    [{ value: String.raw`a\b` }, String.raw`'a\\b'`],
    [{ value: String.raw`\'` }, String.raw`'\\\''`],
    [{ value: 'say "a"' }, `'say "a"'`],
    [{ value: "2025-08-01", type: "date" }, "date '2025-08-01'"],
    [{ value: 12 }, "12"],
    [{ value: -3 }, "-3"],
    [{ value: 9_007_199_254_740_991 }, "9007199254740991"],
    [{ value: 0.5 }, "0.5D"],
    [{ value: 1e-7 }, "1e-7D"],
    [{ value: true }, "true"],
    [{ value: null }, "null"],
  ];
  test.each(literals)("%o", (literal, sql) => {
    expect(sparkDialect.literal({ kind: "literal", ...literal })).toBe(sql);
  });

  test("is none that is not a number of any use", () => {
    expect(() => sparkDialect.literal({ kind: "literal", value: Number.NaN })).toThrow(RangeError);
  });
});

test("a name stands in backticks, and one that it holds is written twice", () => {
  expect(sparkDialect.identifier("a`b")).toBe("`a``b`");
});

describe("the type in which Parquet keeps a property", () => {
  const string: ValueType = { kind: "string" };
  const types: readonly (readonly [ValueType, SparkType])[] = [
    [string, "string"],
    [{ kind: "code", list: "sex", codes: ["M", "F"] }, "string"],
    [{ kind: "integer" }, "bigint"],
    [{ kind: "number" }, "double"],
    [{ kind: "boolean" }, "boolean"],
    [{ kind: "date" }, "date"],
    [{ kind: "date-time" }, "timestamp"],
    [{ kind: "object", properties: [] }, "string"],
    [{ kind: "list", item: string, itemNullable: false }, "array<string>"],
    [{ kind: "list", item: { kind: "integer" }, itemNullable: true }, "array<bigint>"],
    [{ kind: "list", item: { kind: "number" }, itemNullable: true }, "array<double>"],
    [{ kind: "list", item: { kind: "boolean" }, itemNullable: false }, "array<boolean>"],
    [{ kind: "list", item: { kind: "object", properties: [] }, itemNullable: false }, "string"],
  ];
  test.each(types)("%j is %s", (type, expected) => {
    expect(sparkType(type)).toBe(expected);
  });
});
