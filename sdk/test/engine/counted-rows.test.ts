import { expect, test } from "vitest";
import { countedRows } from "../../src/engine/counted-rows.ts";
import type { Plan } from "../../src/engine/plan.ts";

const plan: Plan = {
  populations: [
    {
      name: "students",
      relation: "enrolment",
      contributor: ["studentId"],
      orderBy: "entryDate",
      lookups: [],
      measures: [],
      dimensions: [{ id: "SEX", column: "sex", map: {}, unknown: "_U", total: "_T" }],
    },
  ],
  questions: [
    {
      id: "one",
      sums: [
        { name: "NUM", parts: [{ population: "students", value: { kind: "literal", value: 1 } }] },
      ],
    },
  ],
  dimensions: ["SEX"],
};

test("the whole is there even where an engine gives no row for nobody", () => {
  expect(countedRows(plan, []).get("one")).toEqual([
    {
      codes: { SEX: "_T" },
      sums: { NUM: 0n },
      rank: null,
      contributors: 0,
      excluded: 0,
      expected: null,
    },
  ]);
});
