import { expect, test } from "vitest";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { Expression } from "../../src/engine/expression.ts";
import type { Plan } from "../../src/engine/plan.ts";
import { openReference } from "../../src/engine/reference.ts";

const rows = [
  { id: "1", place: "north", pupils: 3, staff: 1 },
  { id: "2", place: "north", pupils: 4, staff: 2 },
  { id: "3", place: "south", pupils: 0, staff: 5 },
];

function column(name: string): Expression {
  return { kind: "column", name };
}

/** Pupils and staff of each place, as one sum of two parts over the same schools. */
const plan: Plan = {
  populations: [
    {
      name: "schools",
      relation: "schools",
      contributor: ["id"],
      orderBy: "id",
      lookups: [],
      measures: [
        { name: "learning", aggregate: "sum", of: column("pupils") },
        { name: "working", aggregate: "sum", of: column("staff") },
      ],
      persons: "learning",
      dimensions: [{ id: "PLACE", column: "place", map: {}, unknown: "_U", total: "_T" }],
    },
  ],
  questions: [
    {
      id: "people",
      sums: [
        {
          name: "NUM",
          parts: [
            { population: "schools", value: column("learning") },
            { population: "schools", value: column("working"), times: [column("working")] },
          ],
        },
        { name: "DEN", parts: [{ population: "schools", value: { kind: "literal", value: 1 } }] },
      ],
    },
  ],
  dimensions: ["PLACE"],
};

test("parts over one population all add up, and who stands for nobody keeps a part in them", async () => {
  const duckdb = await openDuckDb({ threads: 1 });
  const values = rows.map((row) => `('${row.id}', '${row.place}', ${row.pupils}, ${row.staff})`);
  await duckdb.run(
    `create table schools as select * from (values ${values.join(", ")}) as each_one (id, place, pupils, staff)`,
  );
  for (const engine of [duckdb, openReference(new Map([["schools", rows]]))]) {
    const cells = (await engine.cells(plan)).get("people") ?? [];
    const told = cells.map(({ codes, sums, contributors }) =>
      [codes["PLACE"], sums["NUM"], sums["DEN"], contributors].join(" "),
    );
    expect(told.toSorted()).toEqual(["_T 37 3 7", "north 12 2 7", "south 25 1 0"]);
  }
  duckdb.close();
});
