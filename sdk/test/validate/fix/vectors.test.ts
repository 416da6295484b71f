import { loadRegistry } from "@edufed/schemas";
import { afterAll, describe, expect, test } from "vitest";
import { openDuckDb } from "../../../src/engine/duckdb.ts";
import { quoteIdentifier } from "../../../src/engine/sql-text.ts";
import { findingLanguages } from "../../../src/finding-text.ts";
import { codeNames, codeSpeltSo } from "../../../src/validate/fix/codes.ts";
import { wholeMoment } from "../../../src/validate/fix/dates.ts";
import { fixKinds } from "../../../src/validate/fix/kinds.ts";
import { fixWords } from "../../../src/validate/fix/words.ts";
import { forgetMending, mend } from "../../../src/validate/fix/mend.ts";
import { parseRules } from "../../../src/validate/parse-rules.ts";
import { checksOf } from "../../../src/validate/plan.ts";
import vectors from "./vectors.json" with { type: "json" };

const registry = loadRegistry();
const student = registry.entities.get("student");
if (student === undefined) throw new Error("no entity student");
const entity = student;
const checks = checksOf(entity, parseRules(registry));

const engine = await openDuckDb();
afterAll(() => engine.close());

/** What fixes make of the values of a column of one file, as `[text, kind, value]`. */
async function mended(
  name: string,
  values: readonly string[],
  type: "VARCHAR" | "JSON" = "VARCHAR",
): Promise<readonly (readonly unknown[])[]> {
  const property = entity.properties.find((each) => each.name === name);
  if (property === undefined) throw new Error(`no property ${name}`);
  await engine.run(`CREATE OR REPLACE TABLE given (_row BIGINT, ${quoteIdentifier(name)} ${type})`);
  const rows = values.map((_, index) => `(${index + 2}, ?)`).join(", ");
  await engine.run(`INSERT INTO given VALUES ${rows}`, values);
  const columnTypes = new Map([
    ["_row", "BIGINT"],
    [name, type],
  ]);
  const source = { from: "given", columnTypes };
  const mending = await mend({ engine, source, entity, registry, checks }, property);
  if (mending === undefined) return [];
  const found = await engine.rows(`FROM ${quoteIdentifier(mending.table)} ORDER BY _raw`);
  await forgetMending(engine, mending);
  return found.map((row) => [row["_raw"], row["_kind"], row["_value"]]);
}

describe("a value by itself", () => {
  test.each(vectors)("$property: $description", async ({ property, text, becomes, kind }) => {
    const expected = becomes === null ? [] : [[text, kind, becomes]];
    expect(await mended(property, [text])).toEqual(expected);
  });
});

describe("days of one column", () => {
  test("one day after the twelfth says the order of all", async () => {
    expect(await mended("birthDate", ["03/04/2010", "25/04/2010"])).toEqual([
      ["03/04/2010", "date-order", "2010-04-03"],
      ["25/04/2010", "date-order", "2010-04-25"],
    ]);
  });

  test("days that contradict each other say nothing", async () => {
    expect(await mended("birthDate", ["03/04/2010", "25/04/2010", "04/25/2010"])).toEqual([]);
  });

  test("another separator is another way of writing, with an order of its own", async () => {
    expect(await mended("birthDate", ["25.04.2010", "03/04/2010"])).toEqual([
      ["25.04.2010", "date-order", "2010-04-25"],
    ]);
  });
});

test("every kind of fix has an example here, and words of its own in every language", () => {
  const shown = new Set(vectors.flatMap(({ kind }) => (kind === undefined ? [] : [kind])));
  const elsewhere = ["code-spelling", "moment-form", "json-type"];
  expect([...shown, ...elsewhere].toSorted()).toEqual([...fixKinds].toSorted());
  for (const language of findingLanguages) {
    const words = fixKinds.map((kind) => fixWords(language).kinds[kind]);
    expect(new Set(words).size).toBe(fixKinds.length);
  }
});

describe("codes with gaps", () => {
  test.each([
    ["in school", "in-school"],
    ["IN_SCHOOL", "in-school"],
    ["in\u2013school", "in-school"],
    ["a 1", "A1"],
    ["12", "12"],
  ])("%s is %s", async (text, code) => {
    expect(await spelt(text, ["in-school", "A1", "12", "-9"])).toBe(code);
  });

  test.each(["1-2", "1 2", "-12", "9", "inschools", "- 9"])("%s is none of them", async (text) => {
    expect(await spelt(text, ["in-school", "A1", "12", "-9"])).toBeNull();
  });

  test("a spelling of two codes is neither of them", async () => {
    expect(await spelt("AB", ["a-b", "ab"])).toBeNull();
  });
});

/** The code of a list that a text spells. */
async function spelt(text: string, codes: readonly string[]): Promise<unknown> {
  const { spellings } = codeNames(codes, undefined);
  const [row] = await engine.rows(
    `WITH code_spelling AS (${spellings}), given AS (SELECT CAST(? AS VARCHAR) AS plain) SELECT ${codeSpeltSo} AS code FROM given`,
    [text],
  );
  return row?.["code"];
}

describe("moments", () => {
  test.each([
    ["2025-10-01 08:00:00Z", "2025-10-01T08:00:00Z"],
    ["2025-10-01 08:00:00.5+03", "2025-10-01T08:00:00.5+03:00"],
    ["2025-10-01t08:00z", "2025-10-01T08:00:00Z"],
    ["2025-10-01T08:00:00+0300", "2025-10-01T08:00:00+03:00"],
    ["2025-10-01 08:00:00", null],
    ["2025-10-01", null],
    ["01.10.2025 08:00:00Z", null],
  ])("%s is %s", async (text, moment) => {
    const [row] = await engine.rows(
      `SELECT ${wholeMoment} AS moment FROM (SELECT CAST(? AS VARCHAR) AS plain)`,
      [text],
    );
    expect(row?.["moment"]).toBe(moment);
  });
});

describe("JSON values", () => {
  test.each([
    ["sex", "2", "json-type", '"2"'],
    ["sex", "1.0", "code-number", '"1"'],
    ["sex", '"female"', "code-label", '"2"'],
    ["birthYear", '"2010"', "json-type", "2010"],
    ["birthYear", '" 2010 "', "white-space", "2010"],
    ["birthDate", "20101231", "date-form", '"2010-12-31"'],
    ["deviceAtHome", '"TRUE"', "json-type", "true"],
    ["deviceAtHome", '"kyllä"', "boolean-word", "true"],
    ["id", "17", "json-type", '"17"'],
  ])("%s written as %s", async (property, raw, kind, value) => {
    expect(await mended(property, [raw], "JSON")).toEqual([[raw, kind, value]]);
  });

  test.each([
    ["sex", "true"],
    ["sex", "null"],
    ["sex", '["2"]'],
    ["birthYear", "20.5"],
    ["birthYear", '"02010"'],
    ["birthYear", '"2010.5"'],
    ["deviceAtHome", "1"],
    ["id", "17.5"],
    ["id", "true"],
  ])("%s written as %s is left", async (property, raw) => {
    expect(await mended(property, [raw], "JSON")).toEqual([]);
  });
});
