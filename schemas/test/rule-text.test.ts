import { expect, test } from "vitest";
import type { RuleCheck } from "../src/rule.ts";
import { loadRegistry } from "../src/registry.ts";
import { ruleReason, ruleText } from "../src/rule-text.ts";

const cases: readonly (readonly [RuleCheck, string])[] = [
  [{ kind: "record", holds: "exitDate >= entryDate" }, "Each record: `exitDate >= entryDate`."],
  [
    {
      kind: "related",
      related: { entity: "organisation", on: { schoolId: "id" }, take: { schoolType: "type" } },
      holds: "schoolType = 'school'",
    },
    "Each record and the one `organisation` record whose `id` is its `schoolId`, where there is exactly one: `schoolType = 'school'`; here `schoolType` is the other record's `type`.",
  ],
  [
    {
      kind: "some",
      related: {
        entity: "enrolment",
        on: { studentId: "studentId", schoolId: "schoolId" },
        take: { entryDate: "entryDate" },
      },
      holds: "date >= entryDate",
      when: "status <> 'notExpected'",
    },
    "Each record for which `status <> 'notExpected'` has at least one `enrolment` record with the same `studentId` and `schoolId`, for which `date >= entryDate`.",
  ],
  [
    {
      kind: "no-overlap",
      within: ["studentId", "schoolId", "schoolYear"],
      start: "entryDate",
      end: "exitDate",
    },
    "Records with the same `studentId`, `schoolId` and `schoolYear` do not overlap from `entryDate` to `exitDate`, both included.",
  ],
  [
    { kind: "at-most-one", within: ["studentId"], when: "entryType = 'firstEntry'" },
    "There is at most one record with the same `studentId` for which `entryType = 'firstEntry'`.",
  ],
  [
    { kind: "acyclic", parent: "parentId" },
    "Following `parentId` from record to record never leads back.",
  ],
];

test.each(cases)("a check as a sentence: $kind", (check, sentence) => {
  expect(ruleText(check)).toBe(sentence);
});

/** In the order of the cases above: Finnish, Swedish, Azerbaijani. */
const translated: readonly (readonly [string, string, string])[] = [
  [
    "Jokainen tietue: `exitDate >= entryDate`.",
    "Varje post: `exitDate >= entryDate`.",
    "Hər yazı: `exitDate >= entryDate`.",
  ],
  [
    "Jokainen tietue ja `organisation`-tietue, jonka `id` on tämän `schoolId`, jos niitä on täsmälleen yksi: `schoolType = 'school'`; tässä `schoolType` on toisen tietueen `type`.",
    "Varje post och den post av typen `organisation` vars `id` är dess `schoolId`, där det finns exakt en: `schoolType = 'school'`; här är `schoolType` den andra postens `type`.",
    "Hər yazı və `id` xüsusiyyəti bu yazının `schoolId` xüsusiyyətinə bərabər olan `organisation` yazısı, belə yazı yalnız bir dənədirsə: `schoolType = 'school'`; burada `schoolType` digər yazının `type` xüsusiyyətidir.",
  ],
  [
    "Jokaisella tietueella, jolle pätee `status <> 'notExpected'`, on vähintään yksi `enrolment`-tietue, jolla on sama `studentId` ja `schoolId` ja jolle pätee `date >= entryDate`.",
    "Varje post som uppfyller `status <> 'notExpected'` har minst en post av typen `enrolment` som har samma `studentId` och `schoolId` och som uppfyller `date >= entryDate`.",
    "Hər yazı (şərt: `status <> 'notExpected'`) üçün ən azı bir eyni `studentId` və `schoolId` olan `enrolment` yazısı var və onun üçün bu şərt ödənilir: `date >= entryDate`.",
  ],
  [
    "Tietueet, joilla on sama `studentId`, `schoolId` ja `schoolYear`, eivät ole päällekkäin: jakso alkaa päivästä `entryDate` ja päättyy päivään `exitDate`, molemmat mukaan lukien.",
    "Poster med samma `studentId`, `schoolId` och `schoolYear` överlappar inte varandra från `entryDate` till `exitDate`, båda dagarna inräknade.",
    "Eyni `studentId`, `schoolId` və `schoolYear` olan yazılar `entryDate` günündən `exitDate` gününədək, hər iki gün daxil olmaqla, üst-üstə düşmür.",
  ],
  [
    "On enintään yksi tietue, jolla on sama `studentId` ja jolle pätee `entryType = 'firstEntry'`.",
    "Det finns högst en post med samma `studentId` som uppfyller `entryType = 'firstEntry'`.",
    "Eyni `studentId` olan və `entryType = 'firstEntry'` şərtini ödəyən ən çoxu bir yazı olur.",
  ],
  [
    "Kun ominaisuutta `parentId` seurataan tietueesta toiseen, ei koskaan palata takaisin.",
    "Om man följer `parentId` från post till post kommer man aldrig tillbaka.",
    "`parentId` xüsusiyyəti üzrə yazıdan yazıya keçdikdə heç vaxt geri qayıdılmır.",
  ],
];

test.each(cases.map(([check], index) => ({ check, sentences: translated[index] })))(
  "a check as a sentence in Finnish, Swedish and Azerbaijani: $check.kind",
  ({ check, sentences }) => {
    expect(others.map((language) => ruleText(check, language))).toEqual(sentences);
  },
);

const others = ["fi", "sv", "az"] as const;
const rules = loadRegistry().rules;

test("every rule of the standard is one sentence in every language, and no two are the same", () => {
  expect(rules.length).toBeGreaterThan(0);
  for (const { check } of rules) {
    const sentences = (["en", ...others] as const).map((language) => ruleText(check, language));
    expect(sentences.filter((sentence) => !/^[\p{Lu}`][^\n]*\.$/u.test(sentence))).toEqual([]);
    expect(new Set(sentences).size).toBe(4);
    // Every name and condition is in every language.
    const names = sentences.map((text) => (text.match(/`[^`]*`/gu) ?? []).toSorted());
    for (const own of names) expect(own).toEqual(names[0]);
  }
});

test("every rule of the standard says why in sentences of every language", () => {
  for (const rule of rules) {
    const reasons = (["en", ...others] as const).map((language) => ruleReason(rule, language));
    expect(reasons.filter((reason) => !/^[\p{Lu}\d][^\n]*\.$/u.test(reason))).toEqual([]);
    expect(new Set(reasons).size).toBe(4);
  }
});

test("a reason that nobody has translated is in English", () => {
  expect(ruleReason({ why: "It must.", whyIn: { fi: "Pakko." } }, "fi")).toBe("Pakko.");
  expect(ruleReason({ why: "It must.", whyIn: { fi: "Pakko." } }, "sv")).toBe("It must.");
  expect(ruleReason({ why: "It must." }, "az")).toBe("It must.");
});
