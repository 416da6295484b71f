import { afterAll, beforeAll, expect, test } from "vitest";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { SqlEngine } from "../../src/engine/engine.ts";
import { quoteLiteral } from "../../src/engine/sql-text.ts";
import { sqlPattern } from "../../src/validate/pattern.ts";

let engine: SqlEngine;
beforeAll(async () => {
  engine = await openDuckDb({ threads: 1 });
});
afterAll(() => {
  engine.close();
});

const parts = [
  ...["a", "é", "😀", ".", "\\d", "\\D", "\\w", "\\W", "\\.", "\\/", "\\\\", "\\n", "\\t", "\\x61"],
  ...[
    "[a-z]",
    "[^a-z]",
    "[^@ ]",
    "[\\d-]",
    "[.$^]",
    "[\\]]",
    "[a\\-z]",
    "[é-ü]",
    "[^\\w]",
    "[😀-😎]",
  ],
  ...["(a|b)", "(?:ab|a)", "(a|)", "^a", "a$", "(^|b)", "\\s", "\\S", "\\b", "\\p{L}", "(?=a)"],
];
const repeats = ["", "*", "+", "?", "{2}", "{1,3}", "{0,}", "*?", "{1000}", "{1,1001}"];

const texts = [
  ...[
    "",
    "a",
    "aa",
    "aaa",
    "b",
    "ab",
    "A",
    "é",
    "e\u0301",
    "ü",
    "😀",
    "😀😀",
    "😎",
    "1",
    "٣",
    "12",
  ],
  ...["_", "-", ".", "$", "^", "/", "\\", "]", "@", " ", "\n", "a\n", "\na", "\r", "\t", "\u2028"],
  ...["a\u2028b", "\u2029", "\u0085", "\u00A0", "\uFEFF", "\u0000", "a\u0000", "\u212A", "ſ", "K"],
];

const patterns = parts.flatMap((part) =>
  repeats.flatMap((repeat) => {
    const whole = /^[\^]|\$$/.test(part) || part === "\\b" || part === "(?=a)";
    const repeated = whole ? part : `${part}${repeat}`;
    return [repeated, `^${repeated}$`, `^a${repeated}`];
  }),
);

test("a pattern that SQL can say matches the texts that it matches in JSON Schema", async () => {
  const said = [...new Set(patterns)].flatMap((pattern) => {
    const sql = sqlPattern(pattern);
    return sql === undefined ? [] : [{ pattern, sql }];
  });
  expect(said.length).toBeGreaterThan(500);
  const columns = said.map(
    ({ sql }, index) => `regexp_matches(text, ${quoteLiteral(sql)}) AS p${index}`,
  );
  const list = texts.map((_text, index) => `(${index}, ?)`).join(", ");
  const rows = await engine.rows(
    `SELECT place, ${columns.join(", ")} FROM (VALUES ${list}) AS given(place, text) ORDER BY place`,
    texts,
  );
  const differing = said.flatMap(({ pattern }, index) => {
    const expression = new RegExp(pattern, "u");
    const wrong = texts.filter(
      (text, place) => rows[place]?.[`p${index}`] !== expression.test(text),
    );
    return wrong.length === 0 ? [] : [{ pattern, texts: wrong }];
  });
  expect(rows).toHaveLength(texts.length);
  expect(differing).toEqual([]);
});

test("a pattern that the engine would not read is for the record validator", () => {
  const left = [...new Set(patterns)].filter((pattern) => sqlPattern(pattern) === undefined);
  expect(left).toContain("\\p{L}+");
  expect(left).toContain("^a{1,1001}$");
});
