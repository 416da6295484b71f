import type { ValueType } from "@edufed/schemas";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Expression } from "../../src/engine/expression.ts";
import { openReference } from "../../src/engine/reference.ts";
import { counting, openPostgresRecords, type PostgresRecords } from "./postgres-records.ts";
import {
  call,
  cellsOf,
  column,
  list,
  one,
  planOf,
  relationsWith,
  text,
  visits,
  whole,
} from "./postgres-visits.ts";

let postgres: PostgresRecords;
beforeAll(async () => {
  postgres = await openPostgresRecords();
});
afterAll(() => postgres.close());

/** The codes that values become, each with how many there are. */
async function codes(type: ValueType): Promise<Readonly<Record<string, number>>> {
  const cells = await cellsOf(postgres, planOf({ aggregate: "count" }, one, "value"), type);
  return Object.fromEntries(cells.map((each) => [each.codes["CUT"] ?? "", each.contributors]));
}

describe("a column counts as what its property is, whatever its type", () => {
  const all = { _T: 3, _U: 1 };
  test.each<readonly [string, ValueType, readonly string[], Readonly<Record<string, number>>]>([
    ["text", text, ["'b'", "'B'", "null"], { ...all, B: 1, b: 1 }],
    ["char(5)", text, ["'b'", "'B'", "null"], { ...all, B: 1, b: 1 }],
    ["varchar(9)", whole, ["'7'", "'-8.0'", "null"], { ...all, "-8": 1, "7": 1 }],
    ["smallint", whole, ["7", "-8", "null"], { ...all, "-8": 1, "7": 1 }],
    ["numeric(9, 2)", whole, ["7.00", "-8", "null"], { ...all, "-8": 1, "7": 1 }],
    ["double precision", whole, ["7", "-8", "null"], { ...all, "-8": 1, "7": 1 }],
    ["jsonb", whole, ["'7.0'", "'-8'", "'null'"], { ...all, "-8": 1, "7": 1 }],
    ["bool", { kind: "boolean" }, ["true", "false", "null"], { ...all, false: 1, true: 1 }],
    ["text", { kind: "boolean" }, ["'TRUE'", "'false'", "null"], { ...all, false: 1, true: 1 }],
    ["json", { kind: "boolean" }, ["'true'", "'false'", "null"], { ...all, false: 1, true: 1 }],
    [
      "timestamp",
      { kind: "date" },
      ["'2025-09-01'", "'0001-01-01'", "null"],
      { ...all, "0001-01-01": 1, "2025-09-01": 1 },
    ],
    [
      "text",
      { kind: "date" },
      ["'2025-09-01'", "'0001-01-01'", "null"],
      { ...all, "0001-01-01": 1, "2025-09-01": 1 },
    ],
    ["real", { kind: "number" }, ["0.1", "-2", "null"], { ...all, "-2": 1, "0.1": 1 }],
    ["numeric", { kind: "number" }, ["0.10", "-2", "null"], { ...all, "-2": 1, "0.1": 1 }],
    ["text", { kind: "number" }, ["'1e-1'", "'-2.0'", "null"], { ...all, "-2": 1, "0.1": 1 }],
  ])("%s for %o", async (type, property, values, expected) => {
    visits(postgres, type, ...values);
    const found = await codes(property);
    expect(found).toEqual(expected);
  });

  test("codes are in the order of their code points, whatever the language of the database", async () => {
    visits(postgres, "text", "'b'", "'B'", "'å'", "'_'", "'~'", "'😀'", "'\uffff'");
    const cells = await cellsOf(postgres, planOf({ aggregate: "count" }, one, "value"), text);
    const order = cells.map((each) => each.codes["CUT"]);
    expect(order).toEqual(["B", "_", "_T", "b", "~", "å", "\uffff", "😀"]);
    const [sorted] = await postgres.rows(
      `select string_agg(value, '' order by value) as it from school.visit`,
    );
    expect(sorted?.["it"]).not.toBe("B_b~å\uffff😀");
  });

  test("of several last places the greatest by its code points counts", async () => {
    visits(postgres, "text", "'B'", "'a'", "'😀'");
    postgres.psql("update school.visit set person = 'p' where value <> '😀'");
    expect(await codes(text)).toEqual({ _T: 2, a: 1, "😀": 1 });
    postgres.psql("update school.visit set person = 'p'");
    expect(await codes(text)).toEqual({ _T: 1, "😀": 1 });
  });

  test.each([
    ["bigint[]", "'[0:2]={7,null,8}'", "'{}'", "null"],
    ["smallint[]", "'{7,null,8}'", "'{}'", "null"],
    ["numeric[]", "'{7.0,null,8}'", "'{}'", "null"],
    ["jsonb", "'[7.0,null,8]'", "'[]'", "'null'"],
    ["text", "'[7, null, 8]'", "'[]'", "null"],
  ])("a list in a column of %s", async (type, ...values) => {
    visits(postgres, type, ...values);
    const last = { aggregate: "last", of: column("value") } as const;
    for (const [value, sum] of [
      [call("list_sum", column("measured")), 15n],
      [call("list_item", column("measured"), one), 7n],
      [call("list_length", column("measured")), 3n],
    ] as const) {
      const [cell] = await cellsOf(postgres, planOf(last, value), list(whole));
      expect(cell?.sums["NUM"]).toBe(sum);
    }
  });

  test("of several last lists the greatest counts; an unknown item comes before every other", async () => {
    const rows = [
      { person: "a", day: "2025-09-01", value: [9] },
      { person: "a", day: "2025-09-02", value: [1, null, 4] },
      { person: "a", day: "2025-09-02", value: [1, -5, 5] },
      { person: "b", day: null, value: [2] },
      { person: "b", day: "2025-09-02", value: null },
      { person: "c", day: "2025-09-02", value: [3] },
      { person: "c", day: "2025-09-02", value: [3, 7] },
    ];
    await postgres.give(new Map([["visit", rows]]), relationsWith(list(whole)));
    const plan = planOf(
      { aggregate: "last", of: column("value") },
      call("list_sum", column("measured")),
    );
    const expected = await openReference(new Map([["visit", rows]])).cells(plan);
    expect(expected.get("q")?.[0]?.sums["NUM"]).toBe(11n);
    expect(await cellsOf(postgres, plan, list(whole))).toEqual(expected.get("q"));
  });

  test("the least and the greatest of truth values are truth values", async () => {
    const rows = [
      { person: "a", day: "2025-09-01", value: true },
      { person: "a", day: "2025-09-02", value: false },
      { person: "b", day: "2025-09-02", value: false },
      { person: "c", day: "2025-09-02", value: null },
    ];
    const relations = relationsWith({ kind: "boolean" });
    await postgres.give(new Map([["visit", rows]]), relations);
    const measured = column("measured");
    const value: Expression = {
      kind: "case",
      whens: [
        { when: measured, value: one },
        { when: { kind: "not", of: measured }, value: { kind: "literal", value: 10 } },
      ],
      otherwise: null,
    };
    for (const [aggregate, sum] of [
      ["max", 11n],
      ["min", 20n],
    ] as const) {
      for (const cut of [undefined, "day"]) {
        const plan = planOf({ aggregate, of: column("value") }, value, cut);
        const expected = await openReference(new Map([["visit", rows]])).cells(plan);
        const found = await cellsOf(postgres, plan, { kind: "boolean" });
        expect(found).toEqual(expected.get("q"));
        expect(found.find(({ codes: of }) => (of["CUT"] ?? "_T") === "_T")?.sums["NUM"]).toBe(sum);
      }
    }
  });

  test("a column that a property need not have is unknown to everybody", async () => {
    visits(postgres, "text", "'a'");
    postgres.psql("alter table school.visit drop column value");
    expect(await codes(text)).toEqual({ _T: 1, _U: 1 });
  });

  test("a name that is too long for the server is another one for every figure", async () => {
    visits(postgres, "bigint", "5", "7");
    const plan = planOf({ aggregate: "sum", of: column("value") }, column("measured"));
    const long = "a figure with a name that goes on and on until nobody can tell it from another, ";
    const [question] = plan.questions;
    if (question === undefined) throw new Error("the plan has a question");
    const questions = ["one", "other"].map((end) => ({ ...question, id: `${long}${end}` }));
    const options = { address: postgres.address, relations: relationsWith(whole) };
    const cells = await counting(options, (engine) => engine.cells({ ...plan, questions }));
    expect([...cells.keys()]).toEqual([`${long}one`, `${long}other`]);
    for (const [cell] of cells.values()) {
      expect(cell?.sums).toEqual({ NUM: 12n, DEN: 2n });
      expect(cell?.contributors).toBe(2);
    }
  });
});

describe("numbers", () => {
  const sum = planOf({ aggregate: "sum", of: column("value") }, column("measured"));

  test("of 64 bits add up exactly, and not beyond", async () => {
    visits(postgres, "bigint", "9223372036854775000", "807");
    expect((await cellsOf(postgres, sum, whole))[0]?.sums["NUM"]).toBe(9223372036854775807n);
    visits(postgres, "bigint", "9223372036854775000", "808");
    await expect(cellsOf(postgres, sum, whole)).rejects.toThrow(
      "larger than the metric can count with",
    );
  });

  test("of products are as large as they are", async () => {
    visits(postgres, "bigint", "9007199254740991", "-1");
    const [question] = sum.questions;
    if (question === undefined) throw new Error("the plan has a question");
    const value = column("measured");
    const parts = [{ population: "persons", value, times: [value, value] }];
    const plan = { ...sum, questions: [{ ...question, sums: [{ name: "CUBE", parts }] }] };
    expect((await cellsOf(postgres, plan, whole))[0]?.sums["CUBE"]).toBe(
      9007199254740991n ** 3n - 1n,
    );
  });
});
