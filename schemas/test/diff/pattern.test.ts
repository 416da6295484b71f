import fc from "fast-check";
import { expect, test } from "vitest";
import { isLooserPattern } from "../../src/diff/pattern.ts";

test.each([
  ["a count that is wider", "^[A-Z]{2}$", "^[A-Z]{2,3}$"],
  ["a count without an end", "^[a-z]{2,3}$", "^[a-z]{1,}$"],
  ["two counts, both wider", "^[0-9]{4}/[0-9]{2}$", "^[0-9]{4,5}/[0-9]{1,2}$"],
  ["one more alternative", "^[A-Z]{2}$", "^(?:[A-Z]{2}|XKX)$"],
  ["alternatives in another order", "^(?:a|b)$", "^(?:b|a|c)$"],
])("looser: %s", (_what, older, newer) => {
  expect(isLooserPattern(older, newer)).toBe(true);
});

test.each([
  ["a narrower count", "^[A-Z]{2,3}$", "^[A-Z]{2}$"],
  ["one count wider and one narrower", "^a{2}b{2}$", "^a{1,2}b{1}$"],
  ["an alternative less", "^(?:a|b)$", "^(?:a)$"],
  ["a bar inside a class, which separates nothing", "^[a]$", "^(?:[a|b]|[a])$"],
  ["a bar outside of the group", "^a$", "^(?:a)|b$"],
  ["another class", "^[A-Z]{2}$", "^[A-Y]{2}$"],
  ["braces inside a class, which count nothing", "^[{2}]$", "^[{1,3}]$"],
])("not proven to be looser: %s", (_what, older, newer) => {
  expect(isLooserPattern(older, newer)).toBe(false);
});

const piece = fc.constantFrom("a", "b", "[ab]", "a{1}", "b{1,2}", "a{2,}", "[ab]{0,1}");
const pattern = fc
  .tuple(fc.array(fc.array(piece, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 2 }))
  .map(([alternatives]) => `^(?:${alternatives.map((parts) => parts.join("")).join("|")})$`);
const text = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 6 });

test("whatever fits the older pattern fits one that is said to be looser", () => {
  let looser = 0;
  fc.assert(
    fc.property(
      pattern,
      pattern,
      fc.array(text, { minLength: 30, maxLength: 30 }),
      (older, newer, texts) => {
        if (!isLooserPattern(older, newer)) return;
        looser += 1;
        const [before, after] = [new RegExp(older, "u"), new RegExp(newer, "u")];
        expect(texts.filter((each) => before.test(each) && !after.test(each))).toEqual([]);
      },
    ),
    { numRuns: 3000 },
  );
  expect(looser).toBeGreaterThan(10);
});
