import { expect, test } from "vitest";
import type { Plan } from "../../src/engine/plan.ts";
import { openReference } from "../../src/engine/reference.ts";
import { sharedPlan } from "../../src/engine/shared-plan.ts";

/** How many are in each place, as the joined records of a year have it. */
function inYear(year: string): Plan {
  return {
    populations: [
      {
        name: "people",
        relation: "people",
        contributor: ["id"],
        orderBy: "id",
        lookups: [],
        measures: [],
        dimensions: [
          {
            id: "PLACE",
            column: "place",
            join: {
              relation: "places",
              on: { id: "id" },
              where: {
                kind: "binary",
                operator: "=",
                left: { kind: "column", name: "year" },
                right: { kind: "literal", value: year },
              },
            },
            map: {},
            unknown: "_U",
            total: "_T",
          },
        ],
      },
    ],
    questions: [
      {
        id: year,
        sums: [
          { name: "NUM", parts: [{ population: "people", value: { kind: "literal", value: 1 } }] },
        ],
      },
    ],
    dimensions: ["PLACE"],
  };
}

test("the same rows in the places of two years are not placed together", async () => {
  const engine = openReference(
    new Map([
      ["people", [{ id: "1" }]],
      [
        "places",
        [
          { id: "1", year: "2024", place: "north" },
          { id: "1", year: "2025", place: "south" },
        ],
      ],
    ]),
  );
  const plans = ["2024", "2025"].map(inYear);
  const together = await engine.cells(sharedPlan(plans));
  for (const plan of plans) {
    const alone = await engine.cells(plan);
    const id = plan.questions[0]?.id ?? "";
    expect(together.get(id)).toEqual(alone.get(id));
  }
});

test("the same rows in the same places are folded once", () => {
  const [first, second] = ["2025", "2025"].map(inYear);
  if (first === undefined || second === undefined) throw new Error("There are two.");
  const questions = second.questions.map((question) => ({ ...question, id: "again" }));
  expect(sharedPlan([first, { ...second, questions }]).populations).toHaveLength(1);
});
