import { expect, test } from "vitest";
import { typeOf } from "../../src/engine/expression-type.ts";
import type { ExpressionType } from "../../src/engine/expression-type.ts";
import { parseExpression } from "../../src/engine/parse-expression.ts";
import { UsageError } from "../../src/errors.ts";

const columns = new Map<string, ExpressionType>([
  ["days", { kind: "number", nullable: false }],
  ["count", { kind: "integer", nullable: true }],
  ["code", { kind: "string", nullable: false }],
  ["day", { kind: "date", nullable: true }],
  ["answers", { kind: "integer-list", nullable: false }],
  ["codes", { kind: "string-list", nullable: false }],
  ["place", { kind: "other", nullable: true }],
]);
const parameters = new Map<string, ExpressionType>([
  ["censusDay", { kind: "date", nullable: false }],
]);

function kindOf(text: string): string {
  const names = { columns: new Set(columns.keys()), parameters: new Set(parameters.keys()) };
  const { kind, nullable } = typeOf(parseExpression(text, names), {
    columns,
    parameters,
    place: "here",
  });
  return `${kind}${nullable ? "?" : ""}`;
}

test.each([
  ["2 * count", "integer?"],
  ["2 * days", "number"],
  ["2 * whole(days)", "integer"],
  ["days > count", "boolean?"],
  ["day >= :censusDay", "boolean?"],
  ["day is null", "boolean"],
  ["place is not null", "boolean"],
  ["code in ('a', 'b')", "boolean"],
  ["code in ('a', null)", "boolean?"],
  ["coalesce(count, 0)", "integer"],
  ["least(count, days)", "number"],
  ["case when count > 1 then 1 else 0 end", "integer"],
  ["case when count > 1 then 1 end", "integer?"],
  ["list_sum(answers)", "integer?"],
  ["list_count_known(answers)", "integer"],
  ["length(code) + year(day)", "integer?"],
  ["digits(left(code, 4)) + 1", "integer?"],
  ["right(code, 4)", "string"],
  ["days_between(day, day)", "integer?"],
  ["list_length(codes)", "integer"],
  ["list_max(answers)", "integer?"],
  ["list_contains(codes, code)", "boolean"],
])("%s is %s", (text, kind) => {
  expect(kindOf(text)).toBe(kind);
});

test.each([
  ["day > '2025-08-01'", "date and string cannot be compared"],
  ["code > 1", "string and integer cannot be compared"],
  ["code + 1", "a number is expected where there is string"],
  ["not count", "a condition is expected where there is integer"],
  ["count and day is null", "a condition is expected"],
  ["place = 'x'", "cannot be compared"],
  ["case when count then 1 end", "a condition is expected"],
  ["case when day is null then 1 else 'a' end", "integer and string"],
  ["length(count)", "length takes string, not integer"],
  ["left(code, code)", "left takes string and integer, not string and string"],
  ["list_contains(codes, 1)", "not string-list and integer"],
  ["list_sum(count)", "list_sum takes integer-list or number-list"],
  ["year(code)", "year takes date"],
  ["answers = 1", "cannot be compared"],
])("%s does not fit together", (text, message) => {
  expect(() => kindOf(text)).toThrow(UsageError);
  expect(() => kindOf(text)).toThrow(message);
});
