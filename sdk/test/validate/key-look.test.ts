import { loadRegistry, type Property } from "@edufed/schemas";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { SqlEngine } from "../../src/engine/engine.ts";
import type { CheckedSource } from "../../src/validate/check-sql.ts";
import { lookAtKeys } from "../../src/validate/key-look.ts";
import { repeatedMarksMax } from "../../src/validate/key-sql.ts";
import type { Check } from "../../src/validate/plan.ts";
import { checkKey } from "../../src/validate/sql-checks.ts";

let engine: SqlEngine;
beforeAll(async () => {
  engine = await openDuckDb({ threads: 2 });
});
afterAll(() => {
  engine.close();
});

/** A key of two texts, the second of which may be absent. */
const check: Check = keyOfTexts(["a", true], ["b", false]);

function keyOfTexts(...parts: readonly (readonly [string, boolean])[]): Check {
  const [example] = loadRegistry().entities.get("student")?.properties ?? [];
  if (example === undefined) throw new Error("a student has no property");
  const properties = parts.map(([name, required]): Property => ({ ...example, name, required }));
  return {
    id: "thing/key",
    entity: "thing",
    severity: "error",
    facts: { code: "duplicate-key", properties: ["a", "b"] },
    test: { kind: "key", properties },
  };
}

function over(rows: string): CheckedSource {
  const columnTypes = [
    ["_row", "BIGINT"],
    ["a", "VARCHAR"],
    ["b", "VARCHAR"],
  ] as const;
  return { from: rows, columnTypes: new Map(columnTypes) };
}

/** Records with these keys, in rows from 2. */
function records(keys: readonly (readonly [string | null, string | null])[]): CheckedSource {
  const text = (value: string | null): string => (value === null ? "NULL" : `'${value}'`);
  const rows = keys.map(([a, b], index) => `(${index + 2}, ${text(a)}, ${text(b)})`);
  return over(
    `(SELECT _row, CAST(a AS VARCHAR) AS a, CAST(b AS VARCHAR) AS b FROM (VALUES ${rows.join(", ")}) AS t(_row, a, b))`,
  );
}

async function look(source: CheckedSource, conditions: readonly string[] = []) {
  return lookAtKeys(engine, source, { checks: [check], conditions });
}

test("records of which each has its own key share none", async () => {
  expect(
    await look(
      records([
        ["1", "x"],
        ["1", null],
        ["1", "y"],
        ["x", "1"],
      ]),
    ),
  ).toEqual({ records: 4, hasSuspects: false, mayShare: [] });
  expect(await look(records([["1", null]]))).toMatchObject({ records: 1, mayShare: [] });
  expect(await look(over("(SELECT 2 AS _row, 'x' AS a, 'y' AS b WHERE FALSE)"))).toEqual({
    records: 0,
    hasSuspects: false,
    mayShare: [],
  });
});

test("records that share a key are looked for by the marks that came twice", async () => {
  const source = records([
    ["1", "x"],
    ["2", null],
    ["3", "x"],
    ["2", null],
    ["2", null],
  ]);
  const { mayShare } = await look(source);
  expect(mayShare).not.toBe("any");
  expect(new Set([mayShare].flat()).size).toBe(1);
  expect(await checkKey({ engine, source, rowsShown: 10 }, check, mayShare)).toMatchObject([
    { count: 3, rows: [3, 5, 6] },
  ]);
});

test("two keys with one mark are two keys", async () => {
  const source = records([
    ["1", "x"],
    ["2", "x"],
    ["2", "x"],
  ]);
  const marks = await engine.rows(`SELECT hash(a, b) >> 16 AS mark FROM ${source.from}`);
  const all = marks.map(({ mark }) => Number(mark));
  expect(await checkKey({ engine, source, rowsShown: 10 }, check, all)).toMatchObject([
    { count: 2, rows: [3, 4] },
  ]);
  const [first = 0] = all;
  expect(await checkKey({ engine, source, rowsShown: 10 }, check, [first])).toEqual([]);
});

test("where more marks come twice than are named, any record may share its key", async () => {
  const twice = (keys: number): CheckedSource =>
    over(
      `(SELECT i + 2 AS _row, CAST(i % ${keys} AS VARCHAR) AS a, 'x' AS b FROM range(${2 * keys}) AS r(i))`,
    );
  expect((await look(twice(repeatedMarksMax))).mayShare).toHaveLength(repeatedMarksMax);
  expect((await look(twice(repeatedMarksMax + 1))).mayShare).toBe("any");
});

test("a record without a whole key, or with a part that breaks a check, proves nothing", async () => {
  const keys = [
    ["1", "x"],
    [null, "x"],
    ["2", "x"],
  ] as const;
  const unproven = { records: 3, hasSuspects: true, mayShare: "any" };
  expect(await look(records(keys))).toEqual(unproven);
  const whole = records(keys.map(([a, b]) => [a ?? "3", b]));
  expect(await look(whole)).toMatchObject({ hasSuspects: false, mayShare: [] });
  expect(await look(whole, ["a = '2'"])).toEqual(unproven);
  expect(await look(whole, ["a = '4'", "b < 'x'"])).toMatchObject({ hasSuspects: false });
  expect(await look(records([["1", null]]), ["b = 'x'"])).toMatchObject({ hasSuspects: false });
});

test("an entity without a key is counted", async () => {
  const source = records([
    ["1", "x"],
    ["1", "x"],
  ]);
  expect(await lookAtKeys(engine, source, { checks: [], conditions: [] })).toEqual({
    records: 2,
    hasSuspects: false,
    mayShare: [],
  });
});

test("the records found are those whose key another has too", async () => {
  const few = fc.option(fc.constantFrom("1", "2", "3", ""), { nil: null });
  const keys = fc.array(fc.tuple(few, few), { minLength: 1, maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(keys, async (given) => {
      const source = records(given);
      const { mayShare } = await look(source);
      const found = await checkKey({ engine, source, rowsShown: 100 }, check, mayShare);
      const named = given.map((key) => (key[0] === null ? null : JSON.stringify(key)));
      const shared = named.flatMap((name, index) =>
        name !== null && named.indexOf(name) !== named.lastIndexOf(name) ? [index + 2] : [],
      );
      expect(found.flatMap(({ rows }) => rows)).toEqual(shared);
    }),
    { numRuns: 60 },
  );
});
