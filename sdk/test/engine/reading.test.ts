import type { Property, ValueType } from "@edufed/schemas";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { SqlEngine, Value } from "../../src/engine/engine.ts";
import { columnType, readingOf } from "../../src/engine/reading.ts";
import vectors from "./reading.json" with { type: "json" };

let engine: SqlEngine;
beforeAll(async () => {
  engine = await openDuckDb();
});
afterAll(() => {
  engine.close();
});

const kinds = ["integer", "number", "boolean", "date", "date-time"] as const;

function property(type: ValueType, nullable = false): Property {
  return {
    name: "value",
    description: "A value.",
    type,
    required: false,
    nullable,
    privacy: "ordinary",
    privacyBasis: [],
    aggregation: "never",
    stability: "experimental",
    examples: [],
    sourceTerms: [],
  };
}

/** The value read and whether a problem was seen. */
async function read(
  subject: Property,
  value: string,
  type: string,
): Promise<{ readonly value: Value | undefined; readonly problem: Value | undefined }> {
  const reading = readingOf(subject, "raw", type);
  const problems = reading.problems.map(({ when }) => `(${when})`).join(" OR ");
  const [row] = await engine.rows(
    `SELECT ${reading.value} AS value, ${problems === "" ? "FALSE" : problems} AS problem FROM (SELECT CAST(${value} AS ${type}) AS raw)`,
  );
  return { value: row?.["value"], problem: row?.["problem"] };
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

test.each(vectors)("text: $description", async ({ type, text, value }) => {
  const kind = kinds.find((known) => known === type);
  expect(kind).toBeDefined();
  const subject = property({ kind: kind ?? "integer" });
  expect(await read(subject, quoted(text), "VARCHAR")).toEqual({ value, problem: value === null });
});

test.each([
  ["a JSON number is a whole number", "integer", "3", 3],
  ["3.0 is the whole number 3", "integer", "3.0", 3],
  ["1e2 is the whole number 100", "integer", "1e2", 100],
  ["1.5 is not a whole number", "integer", "1.5", null],
  ["a number in quotes is text", "integer", '"3"', null],
  ["a text is text", "string", '"3"', "3"],
  ["a number is not text", "string", "3", null],
  ["true is yes", "boolean", "true", true],
  ["true in quotes is text", "boolean", '"true"', null],
] as const)("JSON: %s", async (_, kind, json, value) => {
  const found = await read(property({ kind }), quoted(json), "JSON");
  expect(found).toEqual({ value, problem: value === null });
});

test("null is a known unknown where the property allows one, and of the wrong type elsewhere", async () => {
  const known = await read(property({ kind: "integer" }, true), "'null'", "JSON");
  const refused = await read(property({ kind: "integer" }), "'null'", "JSON");
  expect([known, refused]).toEqual([
    { value: null, problem: false },
    { value: null, problem: true },
  ]);
});

const answers: ValueType = { kind: "list", item: { kind: "integer" }, itemNullable: true };

test.each([
  ["[1,null,3]", "[1,null,3]", false],
  ["[]", "[]", false],
  ['[1,"2"]', null, true],
  ["[1,2.5]", null, true],
  ["1,2", null, true],
  ['{"a":1}', null, true],
])("a list of whole numbers in a cell: %s", async (text, value, problem) => {
  expect(await read(property(answers), quoted(text), "VARCHAR")).toEqual({ value, problem });
});

test.each([
  ["a whole number of another size", "integer", "3", "INTEGER", 3],
  ["a float without a fraction, as pandas writes whole numbers", "integer", "3.0", "DOUBLE", 3],
  ["a float with a fraction", "integer", "3.5", "DOUBLE", null],
  ["a whole number as a number", "number", "3", "INTEGER", 3],
  ["a number that is none", "number", "'NaN'", "DOUBLE", null],
  [
    "midnight as a day, as pandas writes days",
    "date",
    "'2025-01-02 00:00:00'",
    "TIMESTAMP",
    "2025-01-02",
  ],
  ["a time of day as a day", "date", "'2025-01-02 10:00:00'", "TIMESTAMP", null],
  ["a number as a key", "string", "7", "BIGINT", null],
] as const)("Parquet: %s", async (_, kind, value, type, expected) => {
  const found = await read(property({ kind }), value, type);
  expect(found).toEqual({ value: expected, problem: expected === null });
});

test("every kind has a column type, and lists of objects stay text", () => {
  expect(columnType(answers)).toBe("BIGINT[]");
  expect(columnType({ kind: "date-time" })).toBe("TIMESTAMPTZ");
  const objects: ValueType = {
    kind: "list",
    item: { kind: "object", properties: [] },
    itemNullable: false,
  };
  expect(columnType(objects)).toBe("VARCHAR");
});

test.each([
  ["numbers are a list of numbers", "number", "[1.5, -2]", "DOUBLE[]", "[1.5,-2.0]", false],
  [
    "decimals are a list of numbers",
    "number",
    "[1.5, 2.25]",
    "DECIMAL(9,3)[]",
    "[1.5,2.25]",
    false,
  ],
  ["single floats are a list of numbers", "number", "[1.5, 2]", "FLOAT[]", "[1.5,2.0]", false],
  ["whole numbers are a list of numbers", "number", "[1, 2]", "INTEGER[]", "[1.0,2.0]", false],
  ["a null is no number", "number", "[1.5, null]", "DOUBLE[]", null, true],
  ["what is not a number is none", "number", "[1.5::double, 'nan']", "DOUBLE[]", null, true],
  ["no number is infinite", "number", "[1.5::double, 'infinity']", "DOUBLE[]", null, true],
  ["texts are no numbers", "number", "['1.5']", "VARCHAR[]", null, true],
  ["small whole numbers are whole numbers", "integer", "[1, 2]", "TINYINT[]", "[1,2]", false],
  ["a fraction is no whole number", "integer", "[1.5]", "DOUBLE[]", null, true],
  ["a null is no whole number", "integer", "[1, null]", "BIGINT[]", null, true],
  ["a null is no text", "string", "['a', null]", "VARCHAR[]", null, true],
  ["texts are a list of texts", "string", "['a', 'b']", "VARCHAR[]", '["a","b"]', false],
  ["an empty list is a list", "string", "[]", "VARCHAR[]", "[]", false],
] as const)("a typed list: %s", async (_, kind, list, type, value, problem) => {
  const subject = property({ kind: "list", item: { kind }, itemNullable: false });
  expect(await readList(subject, list, type)).toEqual({ value, problem });
});

test("a typed list may hold nulls where the property allows them, and be absent", async () => {
  const nullable = property({ kind: "list", item: { kind: "number" }, itemNullable: true });
  const never = property({ kind: "list", item: { kind: "number" }, itemNullable: false });
  expect([
    await readList(nullable, "[1.5, null]", "DOUBLE[]"),
    await readList(never, "null", "DOUBLE[]"),
  ]).toEqual([
    { value: "[1.5,null]", problem: false },
    { value: null, problem: false },
  ]);
});

/** As JSON text, because rows of an engine hold scalars only. */
async function readList(
  subject: Property,
  list: string,
  type: string,
): Promise<{ readonly value: Value | undefined; readonly problem: Value | undefined }> {
  const { value, problems } = readingOf(subject, "raw", type);
  const when = ["FALSE", ...problems.map((problem) => `(${problem.when})`)].join(" OR ");
  const [row] = await engine.rows(
    `SELECT CAST(to_json(${value}) AS VARCHAR) AS value, ${when} AS problem FROM (SELECT CAST(${list} AS ${type}) AS raw)`,
  );
  return { value: row?.["value"], problem: row?.["problem"] };
}
