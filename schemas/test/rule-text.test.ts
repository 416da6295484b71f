import { expect, test } from "vitest";
import type { RuleCheck } from "../src/rule.ts";
import { loadRegistry } from "../src/registry.ts";
import { ruleText } from "../src/rule-text.ts";

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

test("every rule of the standard is one sentence", () => {
  const sentences = loadRegistry().rules.map(({ check }) => ruleText(check));
  expect(sentences.length).toBeGreaterThan(0);
  expect(sentences.filter((sentence) => !/^[A-Z][^\n]*\.$/u.test(sentence))).toEqual([]);
});
