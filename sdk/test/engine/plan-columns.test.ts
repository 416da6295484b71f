import { expect, test } from "vitest";
import type { Expression } from "../../src/engine/expression.ts";
import type { Plan } from "../../src/engine/plan.ts";
import { columnsRead } from "../../src/engine/plan-columns.ts";

const column = (name: string): Expression => ({ kind: "column", name });
const known = (name: string): Expression => ({ kind: "is-null", of: column(name), negated: true });

const plan: Plan = {
  populations: [
    {
      name: "present",
      relation: "attendance",
      contributor: ["student", "school"],
      orderBy: "date",
      where: known("status"),
      lookups: [
        {
          name: "place",
          relation: "enrolment",
          on: { student: "studentId", term: "termId" },
          where: known("isMain"),
          orderBy: "since",
          columns: [
            { name: "grade", aggregate: "last", of: column("gradeLevel") },
            { name: "enrolments", aggregate: "count", filter: known("entryType") },
          ],
        },
        {
          name: "class",
          relation: "section",
          on: { grade: "forGrade" },
          columns: [{ name: "size", aggregate: "sum", of: column("seats") }],
        },
      ],
      measures: [
        { name: "days", aggregate: "sum", of: column("days"), filter: known("reason") },
        { name: "seats", aggregate: "max", of: column("size") },
      ],
      dimensions: [
        { id: "GRADE", column: "grade", map: {}, unknown: "_U", total: "_T" },
        { id: "NOBODY_KNOWS", map: {}, unknown: "_U", total: "_T" },
        {
          id: "SEX",
          column: "sex",
          join: {
            relation: "student",
            on: { student: "id" },
            latestBy: "schoolYear",
            where: known("schoolYear"),
          },
          map: {},
          unknown: "_U",
          total: "_T",
        },
      ],
    },
  ],
  questions: [],
  dimensions: ["GRADE", "NOBODY_KNOWS", "SEX"],
};

test("a plan reads columns of records, and not what lookups give it", () => {
  const read = Object.fromEntries(
    [...columnsRead(plan)].map(([relation, columns]) => [relation, [...columns].toSorted()]),
  );
  expect(read).toEqual({
    attendance: ["date", "days", "reason", "school", "status", "student", "term"],
    enrolment: ["entryType", "gradeLevel", "isMain", "since", "studentId", "termId"],
    section: ["forGrade", "seats"],
    student: ["id", "schoolYear", "sex"],
  });
});
