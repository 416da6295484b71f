import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codesAt, layoutOf } from "../../../src/protect/suppress/layout.ts";
import { flat, nested, tableOf } from "../tables.ts";
import type { Inner } from "../tables.ts";

const sex = flat("SEX", "F", "M");
const area = nested("AREA", { north: ["n1", "n2"], south: ["s1"] });
const places = ["n1", "n2", "s1"].flatMap((own) => ["F", "M"].map((other) => [own, other]));

describe("a table in typed arrays", () => {
  test("finds every cell by its address, and nothing at an address without a cell", () => {
    const table = tableOf([area, sex], [[["n1", "F"], 1, 2]]);
    const layout = layoutOf(table.description.dimensions, table.cells);
    expect(layout.rowCount).toBe(table.cells.length);
    const found = table.cells.map((_, row) => layout.rowAt(layout.addressOf(row)));
    expect(found).toEqual(table.cells.map((_, row) => row));
    const size = layout.axes.reduce((product, { codes }) => product * codes.length, 1);
    const rows = Array.from({ length: size }, (_, address) => layout.rowAt(address));
    expect(rows.filter((row) => row >= 0)).toHaveLength(table.cells.length);
  });

  test("has the same cell in the same margins from both sides, whatever cells there are", () => {
    const some = fc.subarray(places, { minLength: 1 });
    let seen = 0;
    fc.assert(
      fc.property(some, fc.nat({ max: 6 }), (own, left) => {
        const full = tableOf(
          [area, sex],
          own.map((codes): Inner => [codes, 1, 2]),
        );
        // Wider cells that the table leaves out get rows of their own.
        const cells = full.cells.filter((_, row) => row !== left);
        const layout = layoutOf(full.description.dimensions, cells);
        const members = Array.from({ length: layout.totals.length }, (_, margin) => [
          layout.totals[margin] ?? -1,
          ...layout.parts.subarray(layout.starts[margin], layout.starts[margin + 1]),
        ]);
        for (let row = 0; row < layout.rowCount; row += 1) {
          const from = layout.marginStarts[row];
          const margins = [...layout.marginsOf.subarray(from, layout.marginStarts[row + 1])];
          const expected = members.flatMap((rows, margin) => (rows.includes(row) ? [margin] : []));
          expect(margins.toSorted((a, b) => a - b)).toEqual(expected);
          seen += margins.length;
        }
        for (const [total = -1, ...parts] of members) {
          for (const part of parts) {
            const [wide, narrow] = [codesAt(layout, total), codesAt(layout, part)];
            expect(wide.filter((code, axis) => code !== narrow[axis])).toHaveLength(1);
          }
        }
      }),
      { numRuns: 60, seed: 5 },
    );
    expect(seen).toBeGreaterThan(100);
  });

  test("says which cell is there twice", () => {
    const { description, cells } = tableOf([sex], [[["F"], 1, 2]]);
    expect(layoutOf(description.dimensions, cells).repeated).toBe(-1);
    expect(layoutOf(description.dimensions, [...cells, ...cells.slice(0, 1)]).repeated).toBe(2);
  });
});
