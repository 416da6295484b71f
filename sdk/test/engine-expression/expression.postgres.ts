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
import { edges, texts } from "./edge-expressions.ts";

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
