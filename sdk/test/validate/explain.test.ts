import { loadRegistry } from "@edufed/schemas";
import { expect, test } from "vitest";
import { findingLanguages } from "../../src/finding-text.ts";
import { allChecks, explain, type Explanation } from "../../src/validate/explain.ts";

const registry = loadRegistry();

test("a code, a check and a declared rule are explained", () => {
  expect(explain("ambiguous-date", registry)?.fix).toMatch(/YYYY-MM-DD/);
  expect(explain("student/birthYear/minimum", registry)).toMatchObject({
    title: "birthYear is below 1900.",
    entity: "student",
    pointer: "/birthYear",
  });
  expect(explain("student-birth-year-of-birth-date", registry)).toMatchObject({
    entity: "student",
    pointer: "/birthYear",
  });
  expect(explain("student/shoeSize/minimum", registry)).toBeUndefined();
  expect(explain("nonsense", registry)).toBeUndefined();
});

test("what is inside of an object, and what is found about a file, is explained too", () => {
  expect(explain("assessment-result/objectiveScores/items/score/type", registry)).toMatchObject({
    kind: "check",
    code: "wrong-type",
    pointer: "/objectiveScores/score",
    title: "objectiveScores.score is not a number.",
  });
  expect(explain("organisation/name/required", registry)).toMatchObject({ code: "missing" });
  expect(explain("student/unknown-column", registry)).toMatchObject({
    code: "unknown-column",
    entity: "student",
  });
  expect(
    explain("assessment-result/objectiveScores/items/shoeSize/type", registry),
  ).toBeUndefined();
  expect(explain("student/sex/constructor", registry)).toBeUndefined();
});

test("a check of the items of a list is about an item, in every language", () => {
  const told = findingLanguages.map((language) =>
    explain("school-profile/iscedLevels/items/type", registry, language),
  );
  expect(told.map((each) => each?.title)).toEqual([
    "An item of iscedLevels is not text.",
    "Jokin luettelon iscedLevels kohta ei ole tekstiä.",
    "Ett element i iscedLevels är inte text.",
    "iscedLevels siyahısının elementlərindən biri mətn deyil.",
  ]);
  expect(told[0]?.fix).toMatch(/^Write each item as text;/u);
  expect(told[0]?.checked).toBe(
    "Each item of `iscedLevels` of `school-profile` can be read as text.",
  );
  expect(explain("assessment-result/objectiveScores/items/type", registry)?.title).toBe(
    "An item of objectiveScores is not an object.",
  );
});

test("a pattern is told by an example in the remedy, and as it is in what is checked", () => {
  expect(explain("enrolment/schoolYear/pattern", registry)).toMatchObject({
    fix: "Write it like 2025/2026.",
    checked: "Each `schoolYear` of `enrolment` matches `^[0-9]{4}/[0-9]{4}$`.",
  });
});

test("null is no way to say that something is not known, except where the standard says so", async () => {
  const types = (await allChecks(registry)).filter(({ facts }) => facts.code === "wrong-type");
  const without = types.filter(({ id }) => explain(id, registry)?.fix.includes("null") !== true);
  expect(without.map(({ id }) => id)).toContain("wellbeing-response/answers/items/type");
  expect(without.length).toBeLessThan(types.length / 2);
  const strict = without.filter(
    ({ facts }) => facts.code === "wrong-type" && facts.isNullable !== true,
  );
  expect(strict).toEqual([]);
  expect(explain("student/entryDate/type", registry)).toBeUndefined();
  expect(explain("enrolment/entryDate/type", registry)?.fix).toBe(
    "Write it as text; what is not known is left out, not written as null.",
  );
});

test("a check says what it asks, a rule what it compares", async () => {
  expect(explain("student/birthYear/minimum", registry)?.checked).toBe(
    "Each `birthYear` of `student` is at least 1900.",
  );
  expect(explain("student/sex/enum", registry)?.codes).toEqual(["0", "1", "2", "9"]);
  const silent = (await allChecks(registry))
    .map(({ id }) => explain(id, registry))
    .filter((explanation) => explanation?.checked === undefined);
  expect(silent.map((explanation) => explanation?.id)).toEqual([]);
});

test("what is checked names the same things in every language, and says them in its own words", async () => {
  const checks = await allChecks(registry);
  expect(checks.length).toBeGreaterThan(300);
  for (const { id } of checks) {
    const texts = findingLanguages.map(
      (language) => explain(id, registry, language)?.checked ?? "",
    );
    expect(new Set(texts).size).toBe(texts.length);
    expect(texts.filter((text) => !/^[\p{Lu}`].*\.$/u.test(text))).toEqual([]);
    const names = texts.map((text) => (text.match(/`[^`]*`|\b\d+\b/gu) ?? []).toSorted());
    const digitsOfForms = /^(?:01|08|00|10|2025)$/u;
    const facts = names.map((own) => own.filter((name) => !digitsOfForms.test(name)));
    const [english = []] = facts;
    // A list of one code is not counted in every language.
    for (const own of facts) expect(english).toEqual(expect.arrayContaining(own));
    for (const own of facts) expect(own.length).toBeGreaterThanOrEqual(english.length - 1);
  }
});

test("a rule and a check are explained in the language asked for", () => {
  expect(explain("student/sex/required", registry, "sv")?.title).toBe("Egenskapen sex saknas.");
  expect(explain("enrolment-no-overlap-in-school", registry, "az")?.title).toMatch(/^Şagirdin /u);
});

test("every check of the standard has an id of its own, a title, a reason and a remedy", async () => {
  const checks = await allChecks(registry);
  expect(checks.length).toBeGreaterThan(300);
  expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length);
  const unexplained = checks.filter(({ id }) => !isComplete(explain(id, registry)));
  expect(unexplained.map(({ id }) => id)).toEqual([]);
});

function isComplete(explanation: Explanation | undefined): boolean {
  if (explanation === undefined) return false;
  const { title, why, fix } = explanation;
  return [title, why, fix].every((sentence) => /^\S.*\.$/.test(sentence));
}
