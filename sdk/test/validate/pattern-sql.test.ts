import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { SqlEngine } from "../../src/engine/engine.ts";
import { patternBreaks } from "../../src/validate/pattern-sql.ts";

let engine: SqlEngine;
beforeAll(async () => {
  engine = await openDuckDb({ threads: 1 });
});
afterAll(() => {
  engine.close();
});

const plain = [
  "^[^@ ]+@[^@ ]+$",
  "^[^ @]+@[^@ ]+$",
  "^[^a]+$",
  "^[^ab]+b[^ba]+$",
  "^[^;,']+'[^',;]+$",
  "^[^/]+/[^/]+$",
];
/** Alike, and not the same: they stay expressions. */
const others = [
  "^[^@ ]*@[^@ ]+$",
  "^[^@ ]+x[^@ ]+$",
  "^[^@ ]+@[^@]+$",
  "^[^a-c]+b[^a-c]+$",
  "^[^%]+%[^%]+$",
  "[^@ ]+@[^@ ]+",
  "^[^@ ]+@@[^@ ]+$",
  "^[0-9]{4}/[0-9]{4}$",
];

const few = fc.string({
  unit: fc.constantFrom(
    "a",
    "b",
    "c",
    "@",
    " ",
    "/",
    ";",
    "'",
    "%",
    "\n",
    "\0",
    "ä",
    "😀",
    "\u0301",
  ),
  maxLength: 6,
});
const any = fc.string({ unit: "grapheme", maxLength: 12 });

test.each([...plain, ...others])(
  "a text breaks a pattern in the engine exactly when it does in JSON Schema: %s",
  async (pattern) => {
    const texts = [
      ...[
        "",
        "@",
        "a@b",
        "@a",
        "a@",
        "a@b@c",
        "a@@b",
        "a b@c",
        "a",
        "ab",
        "aba",
        "2025/2026",
        "x".repeat(99),
      ],
      ...fc.sample(few, 400),
      ...fc.sample(any, 100),
    ];
    const values = texts.map(() => "(?)").join(", ");
    const rows = await engine.rows(
      `SELECT coalesce(${patternBreaks("t", pattern)}, false) AS broken FROM (VALUES ${values}) AS v(t)`,
      texts,
    );
    const expected = texts.map((sample) => ({ broken: !new RegExp(pattern, "u").test(sample) }));
    expect(rows).toEqual(expected);
    expect(new Set(expected.map(({ broken }) => broken)).size, "both verdicts occur").toBe(2);
  },
);

test.each(plain)("looking for characters decides: %s", (pattern) => {
  expect(patternBreaks("t", pattern)).not.toContain("regexp");
});

test.each(others)("an expression decides: %s", (pattern) => {
  expect(patternBreaks("t", pattern)).toContain("regexp_matches");
});

test("a text that is not there breaks no pattern", async () => {
  const broken = patternBreaks("t", "^[^@ ]+@[^@ ]+$");
  const rows = await engine.rows(`SELECT ${broken} AS broken FROM (SELECT NULL::VARCHAR AS t)`);
  expect(rows).toEqual([{ broken: null }]);
});
