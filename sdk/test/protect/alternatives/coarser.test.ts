import { describe, expect, test } from "vitest";
import { coarserTables } from "../../../src/protect/alternatives/coarser.ts";
import { promising } from "../../../src/protect/alternatives/promise.ts";
import { gridOf } from "../../../src/protect/margins.ts";
import { addsUp } from "../../../src/protect/check.ts";
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
const north = table.cells.map(({ codes }) => ["n1", "n2"].includes(codes["AREA"] ?? ""));
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

  test.each(coarserTables(table, north))("add up as the table does: $gives", ({ make }) => {
    const coarser = make();
    const { dimensions } = coarser.description;
    expect(gridOf(dimensions, coarser.cells).margins.length).toBeGreaterThan(0);
    const layout = layoutOf(dimensions, coarser.cells);
    for (const side of ["num", "den", "contributors"] as const) {
      expect(addsUp(coarser, layout, side)).toBe(true);
    }
  });

  test("give up the parts of those codes alone where most cells are withheld", () => {
    const parts = coarserTables(table, north).find(({ gives }) => gives.kind === "parts");
    expect(parts?.gives).toEqual({ kind: "parts", dimension: "AREA", codes: ["north"] });
    const codes = new Set(parts?.make().cells.map((cell) => cell.codes["AREA"]));
    expect(codes).toEqual(new Set(["_T", "north", "s1", "s2", "south"]));
  });

  test("keep the parts where half of the cells are withheld, and where all are it is the level", () => {
    const kinds = (withheld: readonly boolean[]): readonly string[] =>
      coarserTables(table, withheld).map(({ gives }) => gives.kind);
    const half = table.cells.map(({ codes }) => codes["AREA"] === "n1");
    const all = table.cells.map(() => true);
    expect(kinds(half)).not.toContain("parts");
    expect(kinds(all)).not.toContain("parts");
    expect(kinds(north)).toContain("parts");
  });

  test("codes of schools and codes with names have no order, and are not merged", () => {
    const every = table.cells.map(() => true);
    const merged = (changes: object): boolean => {
      const { description, cells } = table;
      const dimensions = description.dimensions.map((own) =>
        own.id === "GRADE" ? { ...own, ...changes } : own,
      );
      const own = { description: { ...description, dimensions }, cells };
      return coarserTables(own, every).some(({ gives }) => gives.kind === "merged");
    };
    expect(merged({})).toBe(true);
    expect(merged({ shows: "school" })).toBe(false);
    const grade = table.description.dimensions[1]?.codes ?? [];
    const named = grade.map((code) => ({ ...code, name: { en: "of our own" } }));
    expect(merged({ codes: named })).toBe(false);
  });

  test("a merged cell knows the greatest contributions that are certain, and no more schools than are", () => {
    const behind = [
      { largest: { num: [9, 4], den: [9, 4] }, schools: 3 },
      { largest: { num: [7, 6], den: [7] }, schools: 5 },
    ];
    const cells = table.cells.map((cell) => ({
      ...cell,
      ...(cell.codes["GRADE"] === "3" ? behind[0] : behind[1]),
    }));
    const merging = coarserTables({ ...table, cells }, third).find(
      ({ gives }) => gives.kind === "merged",
    );
    const one = merging?.make().cells.find((cell) => cell.codes["GRADE"] === "2+3");
    expect(one?.largest).toEqual({ num: [9, 7, 6], den: [9, 7] });
    expect(one?.schools).toBe(5);
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

test("the most promising come first: most people shown again for the fewest cells given up", () => {
  const small = tableOf(
    [flat("SCHOOL", "a", "b"), flat("GRADE", "1", "2", "3", "4", "5")],
    ["a", "b"].flatMap((school) =>
      ["1", "2", "3", "4", "5"].map((grade) => [[school, grade], 1, grade > "3" ? 2 : 60] as const),
    ),
  );
  const withheld = small.cells.map(({ codes }) => (codes["GRADE"] ?? "") > "3");
  const found = promising(small, paperPolicy, coarserTables(small, withheld));
  expect(found.map(({ gives }) => gives)).toEqual([
    { kind: "merged", dimension: "GRADE", codes: ["4", "5"] },
    { kind: "dimension", dimension: "SCHOOL" },
    { kind: "dimension", dimension: "GRADE" },
  ]);
  expect(found.every(({ price }) => price > 0)).toBe(true);
});
