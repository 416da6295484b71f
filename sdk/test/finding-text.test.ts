import { expect, test } from "vitest";
import { meaningOf } from "../src/finding-meaning.ts";
import { type FindingFacts, wordsOf } from "../src/finding-text.ts";

const property = "birthYear";

const cases: readonly FindingFacts[] = [
  { code: "unknown-entity" },
  { code: "unknown-entity", meant: "student" },
  { code: "unknown-column", column: "“shoeSize”" },
  { code: "unknown-column", column: "“Sex”", meant: "sex" },
  { code: "unknown-column", column: "“hel_busRoute”" },
  { code: "missing-column", property },
  { code: "empty-file" },
  { code: "missing", property },
  { code: "wrong-type", property, expected: "integer" },
  { code: "unknown-code", property, codes: ["0"] },
  { code: "unknown-code", property, codes: ["0", "1", "2", "9"] },
  { code: "unknown-code", property, codes: Array.from({ length: 13 }, (_, index) => `c${index}`) },
  { code: "out-of-range", property, side: "minimum", limit: 1900 },
  { code: "out-of-range", property, side: "maximum", limit: 2100 },
  { code: "out-of-range", property, side: "step", limit: 0.5 },
  { code: "wrong-format", property, format: "date" },
  { code: "wrong-format", property, format: "pattern", pattern: "^[0-9]{4}$" },
  { code: "wrong-length", property, side: "minimum", limit: 1 },
  { code: "wrong-length", property, side: "minimum", limit: 2 },
  { code: "wrong-length", property, side: "maximum", limit: 128 },
  { code: "wrong-items", property, side: "unique" },
  { code: "wrong-items", property, side: "minimum", limit: 1 },
  { code: "wrong-items", property, side: "maximum", limit: 10 },
  { code: "unknown-property", property },
  { code: "unknown-property", property: "hel_busRoute" },
  { code: "rule", message: { en: "A contradicts B." }, fix: { en: "Correct A." } },
  { code: "duplicate-key", properties: ["studentId", "date"] },
  { code: "unknown-reference", property, entity: "student", checked: true },
  { code: "unknown-reference", property, entity: "student", checked: false },
  { code: "ambiguous-date", property, reason: "order" },
  { code: "ambiguous-date", property, reason: "impossible" },
  { code: "unmapped-code", property },
  { code: "unmapped-column", property },
  { code: "superseded" },
];

test("every finding says what is wrong and what to do, in a sentence each", async () => {
  const words = cases.map((facts) => ({ code: facts.code, ...wordsOf(facts) }));
  for (const { message, fix } of words) {
    expect(message).toMatch(/^\S.*\.$/);
    expect(fix).toMatch(/^\S.*\.$/);
  }
  const text = words.map(({ code, message, fix }) => `${code}\n  ${message}\n  ${fix}\n`).join("");
  await expect(text).toMatchFileSnapshot("expected/finding-text.txt");
});

test("every code has a title, a reason and a remedy of its own", () => {
  const without = cases.filter(({ code }) => meaningOf(code) === undefined);
  expect(without).toEqual([]);
  expect(meaningOf("constructor")).toBeUndefined();
});
