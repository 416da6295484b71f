import { describe, expect, test } from "vitest";
import type { TableDimension } from "../../src/cells.ts";
import { cellName, familiesOf, gridOf, placeOf } from "../../src/protect/margins.ts";
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
    const heights = new Map(grid.rows.map((codes, row) => [codes.join(" "), grid.heights[row]]));
    expect(["n1 F", "n1 _T", "north F", "_T _T"].map((codes) => heights.get(codes))).toEqual([
      0, 1, 1, 3,
    ]);
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

const place = (dimensions: readonly TableDimension[], ...codes: readonly string[]): string =>
  placeOf(dimensions, codes, familiesOf([{ dimensions }]));

describe("a cell is the same place whichever table it is in", () => {
  test("totals do not matter, nor does the order of dimensions", () => {
    expect(place([area, sex], "n1", "_T")).toBe(place([area], "n1"));
    expect(place([area, sex], "_T", "_T")).toBe(place([]));
    expect(place([area, sex], "n1", "F")).toBe(
      place([sex, flat("GRADE", "1"), area], "F", "_T", "n1"),
    );
    expect(place([area, sex], "n1", "F")).not.toBe(place([area, sex], "n1", "M"));
  });

  test("a code of several widest codes is not a total", () => {
    const open = { id: "SEX", codes: ["F", "M"].map((code) => ({ code, parent: null })) };
    expect(place([open], "F")).not.toBe(place([]));
  });

  test("a dimension is in its family even where only another table says so", () => {
    const named = { ...area, family: "place" };
    const families = familiesOf([{ dimensions: [area] }, { dimensions: [named] }]);
    expect(placeOf([area], ["n1"], families)).toBe(placeOf([named], ["n1"], families));
    expect(placeOf([area], ["n1"], families)).toContain("place");
  });
});

test("a cell is named by its codes", () => {
  expect(cellName({ SEX: "F", AREA: "n1" })).toBe("SEX=F, AREA=n1");
  expect(cellName({})).toBe("the total");
});
