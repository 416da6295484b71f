import { describe, expect, test } from "vitest";
import { cellName, gridOf, placeOf } from "../../src/protect/margins.ts";
import { flat, nested, tableOf } from "./tables.ts";

const sex = flat("SEX", "F", "M");
const area = nested("AREA", { north: ["n1", "n2"], south: ["s1"] });

describe("the margins of a table", () => {
  const table = tableOf(
    [area, sex],
    [
      [["n1", "F"], 1, 2],
      [["n2", "F"], 1, 2],
      [["s1", "M"], 1, 2],
    ],
  );
  const grid = gridOf(table.description.dimensions, table.cells);
  const name = (row: number): string => grid.rows[row]?.join(" ") ?? "";
  const equations = grid.margins.map(
    ({ total, parts }) => `${name(total)} = ${parts.map(name).toSorted().join(" + ")}`,
  );

  test("are one equation per wider code and combination of other codes", () => {
    expect(equations.toSorted()).toEqual(
      [
        "_T F = north F",
        "_T M = south M",
        "_T _T = _T F + _T M",
        "_T _T = north _T + south _T",
        "n1 _T = n1 F",
        "n2 _T = n2 F",
        "north F = n1 F + n2 F",
        "north _T = n1 _T + n2 _T",
        "north _T = north F",
        "s1 _T = s1 M",
        "south M = s1 M",
        "south _T = s1 _T",
        "south _T = south M",
      ].toSorted(),
    );
  });

  test("lie higher the more they sum up", () => {
    const height = (...codes: string[]): number | undefined =>
      grid.heights[grid.rows.findIndex((row) => row.join() === codes.join())];
    expect([
      height("n1", "F"),
      height("n1", "_T"),
      height("north", "F"),
      height("_T", "_T"),
    ]).toEqual([0, 1, 1, 3]);
  });

  test("include wider cells that the table leaves out", () => {
    const cells = table.cells.filter(
      ({ codes }) => codes["AREA"] !== "north" || codes["SEX"] !== "_T",
    );
    const partial = gridOf(table.description.dimensions, cells);
    expect(partial.ownRows).toBe(cells.length);
    expect(partial.rows.slice(partial.ownRows)).toEqual([["north", "_T"]]);
    expect(partial.margins).toHaveLength(grid.margins.length);
  });
});

test("a cell is the same place whichever table it is in", () => {
  const one = { dimensions: [area, sex] };
  const other = { dimensions: [sex, flat("GRADE", "1"), area] };
  expect(placeOf(one, ["n1", "_T"])).toBe(placeOf({ dimensions: [area] }, ["n1"]));
  expect(placeOf(one, ["n1", "F"])).toBe(placeOf(other, ["F", "_T", "n1"]));
  expect(placeOf(one, ["_T", "_T"])).toBe(placeOf({ dimensions: [] }, []));
  expect(placeOf(one, ["n1", "F"])).not.toBe(placeOf(one, ["n1", "M"]));
});

test("a code of several widest codes is not a total", () => {
  const open = { id: "SEX", codes: ["F", "M"].map((code) => ({ code, parent: null })) };
  expect(placeOf({ dimensions: [open] }, ["F"])).not.toBe(placeOf({ dimensions: [] }, []));
});

test("a cell is named by its codes", () => {
  expect(cellName({ SEX: "F", AREA: "n1" })).toBe("SEX=F, AREA=n1");
  expect(cellName({})).toBe("the total");
});
