import { expect, test } from "vitest";
import { ruleChanges } from "../../src/diff/rules.ts";
import { loadCurrent } from "../../src/release-files.ts";
import { parseRelease, type Release } from "../../src/release.ts";
import type { Rule } from "../../src/rule.ts";

const current = loadCurrent();
const id = "enrolment-no-overlap-in-school";
const rule = current.rules[id];
if (rule === undefined) throw new Error(`The standard has the rule ${id}.`);
const { whyIn, ...plain } = rule;

function withRule(changed: Rule): Release {
  return { ...current, rules: { [id]: changed } };
}

function between(older: Rule, newer: Rule): readonly string[] {
  return ruleChanges(withRule(older), withRule(newer)).map(({ rule: name }) => name);
}

test("a reason in more languages is more to read, and a reason in other words is worded differently", () => {
  expect(between(plain, rule)).toEqual(Array.from({ length: 3 }, () => "language-added"));
  expect(between(rule, { ...rule, whyIn: { ...whyIn, sv: "Så är det." } })).toEqual([
    "wording-changed",
  ]);
  expect(between(rule, plain)).toEqual(Array.from({ length: 3 }, () => "wording-changed"));
  expect(between(rule, rule)).toEqual([]);
});

test("a release is read with reasons in English only, and with reasons in other languages", () => {
  for (const release of [withRule(plain), withRule(rule)]) {
    expect(parseRelease(JSON.parse(JSON.stringify(release)), "1.0.0.json")).toEqual(release);
  }
});
