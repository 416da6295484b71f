import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { evaluate, notInSteps, notWhole, type ValueRow } from "../../src/engine/evaluate.ts";
import { expressionSqlOf } from "../../src/engine/expression-sql.ts";
import type { Expression } from "../../src/engine/expression.ts";
import { parseExpression } from "../../src/engine/parse-expression.ts";
import { postgresDialect } from "../../src/engine/postgres-dialect.ts";
import { readingSql } from "../../src/engine/postgres-reading.ts";
import {
  type Arrangement,
  openPostgresRecords,
  type PostgresRecords,
  relationOf,
} from "../engine/postgres-records.ts";
import { columnTypes, condition, number, row } from "./arbitrary-expression.ts";

let postgres: PostgresRecords;
beforeAll(async () => {
  postgres = await openPostgresRecords();
});
afterAll(() => postgres.close());

const relation = relationOf({ place: "bigint", ...columnTypes });

/** What the catalogue says of a column that holds a property in an arrangement. */
const inCatalogue: Readonly<Record<string, { readonly type: string; readonly category: string }>> =
  {
    varchar: { type: "text", category: "S" },
    bigint: { type: "int8", category: "N" },
    double: { type: "float8", category: "N" },
    boolean: { type: "bool", category: "B" },
    date: { type: "date", category: "D" },
    "bigint[]": { type: "_int8", category: "A" },
    "varchar[]": { type: "_text", category: "A" },
    text: { type: "text", category: "S" },
    jsonb: { type: "jsonb", category: "U" },
  };

function readings(arrangement: Arrangement): string {
  const types: Readonly<Record<string, string>> = { place: "bigint", ...columnTypes };
  return relation.properties
    .map((property) => {
      const { name } = property;
      const type = arrangement === "typed" ? (types[name] ?? "") : arrangement;
      const column = { name, kind: "b", type: "", category: "", ...inCatalogue[type] };
      return `${readingSql(column, property, "A value is wrong.")} as ${postgresDialect.identifier(name)}`;
    })
    .join(", ");
}

/** The values of expressions for each row, as the server says them. */
async function valuesOf(
  expressions: readonly Expression[],
  rows: readonly ValueRow[],
  arrangement: Arrangement,
): Promise<unknown> {
  const placed = rows.map((each, place) => ({ ...each, place }));
  await postgres.give(new Map([["row", placed]]), new Map([["row", relation]]), arrangement);
  const values = expressions.map((each) => `to_jsonb(${typedSql(each)})`).join(", ");
  const [text] = await postgres.rows(
    `select coalesce(jsonb_agg(jsonb_build_array(${values}) order by place), '[]')::text as text
    from (select ${readings(arrangement)} from school."row") as r`,
  );
  return JSON.parse(String(text?.["text"]));
}

/** A text that is nothing but a literal has no type of its own. */
function typedSql(expression: Expression): string {
  const sql = expressionSqlOf(expression, postgresDialect);
  const isText = expression.kind === "literal" && typeof expression.value === "string";
  return isText ? `cast(${sql} as text)` : sql;
}

test("an expression has the same value in PostgreSQL as without an engine, unknown included", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(condition, number), { minLength: 10, maxLength: 30 }),
      fc.array(row, { minLength: 1, maxLength: 12 }),
      fc.constantFrom("typed", "jsonb", "text"),
      async (expressions, rows, arrangement) => {
        const found = await valuesOf(expressions, rows, arrangement);
        expect(found).toEqual(rows.map((each) => expressions.map((e) => evaluate(e, each))));
      },
    ),
    { numRuns: 100 },
  );
});

const columns = new Set(Object.keys(columnTypes));
const parsed = (text: string): Expression =>
  parseExpression(text, { columns, parameters: new Set() });

const edges: readonly ValueRow[] = [
  { n1: 0, n2: 9007199254740991, x1: 0.1, s1: "", s2: "😀é", d1: "2024-02-29", l1: [], l2: [] },
  {
    n1: -3,
    n2: -9007199254740991,
    x1: -0.5,
    s1: "042",
    s2: "١٢",
    d1: "0001-01-01",
    l1: [null],
    l2: [null],
  },
  {
    n1: 2,
    n2: 1,
    x1: 1e300,
    s1: "123456789012345",
    s2: "12\n",
    d1: "9999-12-31",
    l1: [3, null, -2],
    l2: ["", null, 'a"b\\,{}'],
  },
  {
    n1: 5,
    n2: 3_000_000_000,
    x1: 4.35,
    s1: "1234567890123456",
    s2: "\uffff",
    d1: "1900-03-01",
    l1: [9007199254740991, 0],
    l2: ["NULL"],
  },
  { n1: 1, n2: 4, x1: 2, s1: "a", s2: "B", d1: "2025-07-31", l1: [1], l2: ["B"] },
  { n1: null, n2: null, x1: null, s1: null, s2: null, b1: null, d1: null, l1: null, l2: null },
];

const texts = [
  "left(s1, n1)",
  "left(s2, -1)",
  "left(s2, n2)",
  "left(s1, 0)",
  "left(s1, 99)",
  "right(s1, n1)",
  "right(s2, -1)",
  "right(s2, n2)",
  "right(s1, 0)",
  "right(s1, 99)",
  "length(s2)",
  "length(s1)",
  "digits(s1)",
  "digits(s2)",
  "digits('7')",
  "digits('x')",
  "days_between(d1, date '2025-01-01')",
  "days_between(date '2025-01-01', d1)",
  "days_between(d1, d1) * 1000000",
  "year(d1)",
  "years_later(date '2024-02-29', 1)",
  "years_later(date '2024-02-29', -4)",
  "years_later(date '2023-02-28', n1)",
  "year(years_later(date '2020-02-29', n1 + 1))",
  "list_sum(l1)",
  "list_min(l1)",
  "list_max(l1)",
  "list_length(l1)",
  "list_length(l2)",
  "list_count_known(l1)",
  "list_count_known(l2)",
  "list_contains(l1, 3)",
  "list_contains(l1, n1)",
  "list_contains(l1, n1 - 2)",
  "list_contains(l2, '')",
  "list_contains(l2, s1)",
  "list_item(l1, 1)",
  "list_item(l1, n1)",
  "list_item(l1, list_length(l1))",
  "list_item(l2, 3)",
  "list_item(l1, 0)",
  "list_item(l1, -1)",
  "list_item(l1, 3000000000)",
  "coalesce(s1, s2)",
  "coalesce(n1, list_sum(l1), -1)",
  "coalesce(x1)",
  "s1 < s2",
  "least(s1, s2)",
  "greatest(s1, s2)",
  "least('a', 'B')",
  "greatest('å', 'z')",
  "least(n1, x1)",
  "least(d1, date '2000-01-01')",
  "greatest(n1)",
  "abs(n1)",
  "abs(x1)",
  "abs(-2)",
  "whole(n2)",
  "whole(2 * n1)",
  "scaled(n1, 0)",
  "scaled(0.1, 6)",
  "scaled(n1, 3)",
  "scaled(4.35, 2)",
  "whole(case when n1 > 4 then 2.5 when n1 is null then null else 2 end) > 0",
  "'a' < 'B'",
  "s1 < 'b'",
  "s2 > '\uffff'",
  "s1 in ('042', null)",
  "s2 not in ('\uffff', '1')",
  "left('abc', 2) < 'B'",
  "case when n1 > 0 then 'a' else 'b' end < 'B'",
  "x1 = 0.1",
  "x1 < 4.35",
  "n2 + 0.5",
  "n1 * x1",
  "b1 or n1 > 0",
  "not (b1 and n1 > 0)",
] as const;

describe.each(["typed", "jsonb", "text"] as const)("in columns that are %s", (arrangement) => {
  test.each(texts)("%s", async (text) => {
    const expression = parsed(text);
    const rows = edges.filter((each) => isAnswered(expression, each));
    expect(rows.length).toBeGreaterThan(3);
    const found = await valuesOf([expression], rows, arrangement);
    expect(found).toEqual(rows.map((each) => [evaluate(expression, each)]));
  });
});

/** Whether a row has a value without an engine; `whole` may refuse it. */
function isAnswered(expression: Expression, each: ValueRow): boolean {
  try {
    evaluate(expression, each);
    return true;
  } catch {
    return false;
  }
}

test.each([
  ["whole(x1)", notWhole],
  ["scaled(x1, 0)", notInSteps],
])(
  "%s refuses a fraction in the words of every engine, and where there is a row",
  async (text, words) => {
    await expect(valuesOf([parsed(text)], [{ x1: 0.5 }], "typed")).rejects.toThrow(words);
    expect(await valuesOf([parsed(text)], [], "typed")).toEqual([]);
    expect(await valuesOf([parsed(text)], [{ x1: 3 }, { x1: null }], "typed")).toEqual([
      [3],
      [null],
    ]);
  },
);

test.each([
  "case when n1 > 4 then whole(x1) else 0 end",
  "case when n1 > 4 then whole(2.5) else 0 end",
  "case when n1 > 4 then scaled(0.0001, 3) else 0 end",
])("%s is no error where nobody asks for it", async (text) => {
  expect(await valuesOf([parsed(text)], [{ n1: 1, x1: 0.5 }], "typed")).toEqual([[0]]);
});
