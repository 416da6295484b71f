import { expect, test } from "vitest";
import { findingCodes, meaningOf } from "../src/finding-meaning.ts";
import { type FindingFacts, findingLanguages, wordsOf } from "../src/finding-text.ts";

const property = "birthYear";

/** The items of a list. */
const item = { property: "birthYears", isItem: true } as const;

const kinds = [
  "string",
  "code",
  "integer",
  "number",
  "boolean",
  "date",
  "date-time",
  "list",
] as const;

const defects = [
  "too-few-values",
  "too-many-values",
  "unclosed-quote",
  "too-long",
  "empty-line",
  "not-utf8",
  "not-json",
  "not-object",
  "duplicate-name",
] as const;

const cases: readonly FindingFacts[] = [
  { code: "unknown-entity" },
  { code: "unknown-entity", meant: "student" },
  { code: "unread-file", entity: "student" },
  { code: "unknown-column", column: "shoeSize", position: 3 },
  { code: "unknown-column", column: "Sex", position: 3, meant: "sex" },
  { code: "unknown-column", column: "hel_busRoute", position: 3 },
  { code: "unknown-column", position: 3 },
  { code: "missing-column", property },
  { code: "missing-column", property: "sessionIds", expected: "list" },
  { code: "empty-file" },
  ...defects.map((defect) => ({ code: "malformed-row", defect }) as const),
  { code: "missing", property },
  ...kinds.map((expected) => ({ code: "wrong-type", property, expected }) as const),
  { code: "wrong-type", property, expected: "integer", isNullable: true },
  ...kinds.map((expected) => ({ code: "wrong-type", ...item, expected }) as const),
  { code: "wrong-type", ...item, expected: "object" },
  { code: "unknown-code", ...item, codes: ["0", "1", "2", "9"] },
  { code: "out-of-range", ...item, side: "minimum", limit: 1900 },
  { code: "out-of-range", ...item, side: "maximum", limit: 2100 },
  { code: "out-of-range", ...item, side: "step", limit: 0.5 },
  { code: "wrong-format", ...item, format: "date" },
  { code: "wrong-format", ...item, format: "pattern", pattern: "^[0-9]{4}$" },
  { code: "wrong-format", ...item, format: "pattern", pattern: "^[0-9]{4}$", example: "1234" },
  { code: "wrong-length", ...item, side: "minimum", limit: 2 },
  { code: "wrong-length", ...item, side: "maximum", limit: 128 },
  { code: "unknown-code", property, codes: ["0"] },
  { code: "unknown-code", property, codes: ["0", "1", "2", "9"] },
  { code: "unknown-code", property, codes: Array.from({ length: 13 }, (_, index) => `c${index}`) },
  {
    code: "unknown-code",
    property,
    codes: Array.from({ length: 13 }, (_, index) => `c${index}`),
    check: "student/birthYear/enum",
  },
  { code: "out-of-range", property, side: "minimum", limit: 1900 },
  { code: "out-of-range", property, side: "maximum", limit: 2100 },
  { code: "out-of-range", property, side: "step", limit: 0.5 },
  { code: "wrong-type", property: "", expected: "object" },
  { code: "wrong-format", property, format: "date" },
  { code: "wrong-format", property, format: "date-time" },
  { code: "wrong-format", property, format: "pattern", pattern: "^[0-9]{4}$" },
  { code: "wrong-format", property, format: "pattern", pattern: "^[0-9]{4}$", example: "1234" },
  { code: "wrong-length", property, side: "minimum", limit: 1 },
  { code: "wrong-length", property, side: "minimum", limit: 2 },
  { code: "wrong-length", property, side: "maximum", limit: 128 },
  { code: "wrong-items", property, side: "unique" },
  { code: "wrong-items", property, side: "minimum", limit: 1 },
  { code: "wrong-items", property, side: "maximum", limit: 10 },
  { code: "unknown-property", property },
  { code: "unknown-property", property: "" },
  { code: "unknown-property", property, meant: "birthDate" },
  { code: "unknown-property", property: "hel_busRoute" },
  {
    code: "rule",
    message: {
      en: "A contradicts B.",
      fi: "A on ristiriidassa B:n kanssa.",
      sv: "A motsäger B.",
      az: "A B-yə ziddir.",
    },
    fix: { en: "Correct A.", fi: "Korjaa A.", sv: "Rätta A.", az: "A dəyərini düzəldin." },
  },
  { code: "duplicate-key", properties: ["id"] },
  { code: "duplicate-key", properties: ["studentId", "date"] },
  { code: "unknown-reference", property, entity: "student", checked: true },
  { code: "unknown-reference", property, entity: "student", checked: false },
  { code: "unchecked", entity: "organisation" },
  { code: "ambiguous-date", property, reason: "order" },
  { code: "ambiguous-date", property, reason: "impossible" },
  { code: "unmapped-code", property },
  { code: "unmapped-column", property },
  { code: "superseded" },
];

const languages = findingLanguages.map((language) => ({ language }));

test.each(languages)(
  "every finding says what is wrong and what to do, in a sentence each: $language",
  async ({ language }) => {
    const words = cases.map((facts) => ({ code: facts.code, ...wordsOf(facts, language) }));
    for (const { message, fix } of words) {
      expect(message).toMatch(/^\S.*\.$/);
      expect(fix).toMatch(/^\S.*\.$/);
    }
    const text = words
      .map(({ code, message, fix }) => `${code}\n  ${message}\n  ${fix}\n`)
      .join("");
    await expect(text).toMatchFileSnapshot(`expected/finding-text.${language}.txt`);
  },
);

test.each(languages.slice(1))(
  "nothing is left in English, and every fact stays: $language",
  ({ language }) => {
    for (const facts of cases) {
      const [english, other] = [wordsOf(facts), wordsOf(facts, language)];
      expect(other.message).not.toBe(english.message);
      expect(other.fix).not.toBe(english.fix);
      const names =
        /birthYears?|sessionIds|organisation|student|hel_busRoute|\b(?:1900|2100|128|1234|c4)\b/gu;
      const named = new Set(Object.values(english).join(" ").match(names));
      const said = Object.values(other).join(" ");
      expect([...named].filter((name) => !said.includes(name))).toEqual([]);
    }
  },
);

test("a rule that nobody has translated speaks English", () => {
  const facts = { code: "rule", message: { en: "A." }, fix: { en: "B." } } as const;
  for (const language of findingLanguages)
    expect(wordsOf(facts, language)).toEqual({ message: "A.", fix: "B." });
});

test("every code has a title, a reason and a remedy of its own", () => {
  const without = cases.filter(({ code }) => meaningOf(code) === undefined);
  expect(without).toEqual([]);
  expect(meaningOf("constructor")).toBeUndefined();
});

test.each(languages)("what a code means is said in whole sentences: $language", ({ language }) => {
  expect(findingCodes.length).toBeGreaterThan(20);
  for (const code of findingCodes) {
    const { title = "", why = "", fix = "", effect = "" } = meaningOf(code, language) ?? {};
    for (const sentence of [title, why, fix, effect]) expect(sentence).toMatch(/^\S.*\.$/u);
  }
});

test.each(languages.slice(1))(
  "no meaning is left in English, and how grave it is does not depend on the language: $language",
  ({ language }) => {
    for (const code of findingCodes) {
      const [english, other] = [meaningOf(code), meaningOf(code, language)];
      expect(other?.severities).toEqual(english?.severities);
      for (const part of ["title", "why", "fix", "effect"] as const)
        expect(other?.[part]).not.toBe(english?.[part]);
    }
  },
);
