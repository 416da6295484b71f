import { describe, expect, test } from "vitest";
import { coarserTables } from "../../../src/protect/alternatives/coarser.ts";
import { hiddenOf } from "../../../src/protect/alternatives/loss.ts";
import { proposals } from "../../../src/protect/alternatives/propose.ts";
import { gridOf } from "../../../src/protect/margins.ts";
import { addsUp } from "../../../src/protect/check.ts";
import { protect } from "../../../src/protect/protect.ts";
import { layoutOf } from "../../../src/protect/suppress/layout.ts";
import { flat, nested, tableOf } from "../tables.ts";
import { paperPolicy } from "../shared.ts";

const area = nested("AREA", { north: ["n1", "n2"], south: ["s1", "s2"] });
const table = tableOf(
  [area, flat("GRADE", "1", "2", "3")],
  ["n1", "n2", "s1", "s2"].flatMap((place, at) =>
    ["1", "2", "3"].map(
      (grade) => [[place, grade], 12 + at, grade === "3" && at > 1 ? 25 : 60] as const,
    ),
  ),
);
const nothing = table.cells.map(() => false);
const third = table.cells.map(({ codes }) => codes["GRADE"] === "3" || codes["GRADE"] === "2");

describe("coarser tables", () => {
  test("give up a breakdown, a level, or the difference between two neighbours", () => {
    expect(coarserTables(table, third).map(({ gives }) => gives)).toEqual([
      { kind: "dimension", dimension: "AREA" },
      { kind: "level", dimension: "AREA", height: 0 },
      { kind: "level", dimension: "AREA", height: 1 },
      { kind: "dimension", dimension: "GRADE" },
      { kind: "merged", dimension: "GRADE", codes: ["2", "3"] },
    ]);
  });

  test("merge nothing where nothing is withheld", () => {
    expect(coarserTables(table, nothing).some(({ gives }) => gives.kind === "merged")).toBe(false);
  });

  test.each(coarserTables(table, third))("add up as the table does: $gives", (coarser) => {
    const { dimensions } = coarser.table.description;
    expect(gridOf(dimensions, coarser.table.cells).margins.length).toBeGreaterThan(0);
    const layout = layoutOf(dimensions, coarser.table.cells);
    for (const side of ["num", "den", "contributors"] as const) {
      expect(addsUp(coarser.table, layout, side)).toBe(true);
    }
  });

  test("the only breakdown is not given up", () => {
    const one = tableOf(
      [flat("GRADE", "1", "2")],
      [
        [["1"], 5, 40],
        [["2"], 5, 40],
      ],
    );
    expect(coarserTables(one, [true, true, true])).toEqual([]);
  });
});

test("proposals are proven safe, hide fewer people than the draft, the fewest first", async () => {
  const small = tableOf(
    [flat("SCHOOL", "a", "b", "c"), flat("GRADE", "1", "2", "3")],
    ["a", "b", "c"].flatMap((school) =>
      ["1", "2", "3"].map((grade) => [[school, grade], 6, grade === "3" ? 14 : 70] as const),
    ),
  );
  const strict = { ...paperPolicy, contributorsMin: 20 };
  const { observations } = await protect(small, strict, []);
  const now = hiddenOf(small, observations);
  expect(now.unseen).toBeGreaterThan(0);
  const found = await proposals(small, strict, { history: [], observations });
  expect(found.length).toBeGreaterThan(0);
  const unseen = found.map(({ hidden }) => hidden.unseen);
  expect(unseen).toEqual(unseen.toSorted((a, b) => a - b));
  expect(Math.max(...unseen)).toBeLessThan(now.unseen);
});
