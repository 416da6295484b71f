import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { SqlEngine } from "../../src/engine/engine.ts";
import { sqlPattern } from "../../src/validate/pattern.ts";

let engine: SqlEngine;
beforeAll(async () => {
  engine = await openDuckDb();
});
afterAll(() => {
  engine.close();
});

const patterns = ["^[0-9]{4}/[0-9]{4}$", "^[a-z]{2,3}$", "^[^@ ]+@[^@ ]+$", "^a.b$", "[0-9]"];
const text = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.stringMatching(/^[0-9]{3,4}\/[0-9]{4}\n?$/),
  fc.stringMatching(/^a[\s\S]b$/),
  fc.stringMatching(/^[a-z@ ]{1,5}\n?$/),
);

test.each(patterns)(
  "the engine accepts exactly the texts that JSON Schema accepts: %s",
  async (pattern) => {
    const translated = sqlPattern(pattern) ?? "";
    expect(translated).not.toBe("");
    const texts = fc.sample(text, 300).filter((sample) => !sample.includes("\0"));
    const values = texts.map(() => "(?)").join(", ");
    const rows = await engine.rows(
      `SELECT regexp_matches(t, '${translated}') AS matches FROM (VALUES ${values}) AS v(t)`,
      texts,
    );
    const expected = texts.map((sample) => ({ matches: new RegExp(pattern, "u").test(sample) }));
    expect(rows).toEqual(expected);
  },
);

test.each(["^(?=a)", "(a)\\1", "\\bword", "\\s+", "^\\u0041$", "[^]", "^\\p{Lu}"])(
  "a pattern that the engine would read otherwise is left to the record validator: %s",
  (pattern) => {
    expect(sqlPattern(pattern)).toBeUndefined();
  },
);
