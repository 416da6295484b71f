import { expect, test } from "vitest";
import { english } from "../../src/finding-text/en.ts";
import { spoken } from "../../src/finding-text/table.ts";
import { mistakesOf } from "../../src/validate/mistake.ts";
import { validators } from "../../src/generated/validators.js";

/** What is said of names in the object `title` that are no languages. */
function unknownIn(title: object): readonly (readonly [pointer: string, message: string])[] {
  const record = { title };
  const validator = validators.assessment;
  expect(validator(record)).toBe(false);
  return mistakesOf("assessment", validator.errors ?? [], record)
    .filter(({ rule }) => rule === "assessment/title/unknown-property")
    .map(({ pointer, facts }) => [pointer, spoken(english, facts).message]);
}

const untold = ["/title", "A property is not a property of the entity."];

test("a name within an object is told where at least half of its names are properties", () => {
  expect(unknownIn({ en: "Test", enn: "Test" })).toEqual([
    ["/title/enn", "title.enn is not a property of the entity."],
  ]);
});

test("it is told by its place where less than half are, since the names may be somebody's", () => {
  expect(unknownIn({ en: "Test", aa: "Test", bb: "Test" })).toEqual([untold, untold]);
  expect(unknownIn({ aa: 1 })).toEqual([untold]);
});

test("it is told by its place where it is not written like a name, and never as its object", () => {
  expect(unknownIn({ en: "Test", "a b": "Test" })).toEqual([untold]);
});
