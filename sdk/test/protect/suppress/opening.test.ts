import { describe, expect, test } from "vitest";
import { amountsOf } from "../../../src/protect/amounts.ts";
import { openHighs } from "../../../src/protect/highs.ts";
import { strictest } from "../../../src/protect/policy.ts";
import { layoutOf } from "../../../src/protect/suppress/layout.ts";
import { openOpening } from "../../../src/protect/suppress/opening.ts";
import { paperPolicy } from "../shared.ts";
import { flat, tableOf } from "../tables.ts";

/** Counts by area (a, b, c) and sex (F, M); one cell, that of a and F, is too small to be shown. */
const table = tableOf(
  [flat("AREA", "a", "b", "c"), flat("SEX", "F", "M")],
  [
    [["a", "F"], 2, 2],
    [["a", "M"], 9, 9],
    [["b", "F"], 8, 8],
    [["b", "M"], 7, 7],
    [["c", "F"], 30, 30],
    [["c", "M"], 40, 40],
  ],
  { kind: "ratio", quantity: { num: "people", den: "people" } },
);
const layout = layoutOf(table.description.dimensions, table.cells);
const rowOf = (area: string, sex: string): number =>
  table.cells.findIndex(({ codes }) => codes["AREA"] === area && codes["SEX"] === sex);
const small = rowOf("a", "F");

describe("the cells that let a small one give way", () => {
  const open = async (dear: readonly number[], fixed: readonly number[]): Promise<string[]> => {
    const mark = (rows: readonly number[]): Uint8Array =>
      Uint8Array.from(table.cells, (_, row) => (rows.includes(row) ? 1 : 0));
    const options = {
      layout,
      amounts: amountsOf(table, strictest(paperPolicy, table.description)),
      hidden: mark([small]),
      fixed: mark(fixed),
      zerosWithheld: true,
      cost: Float64Array.from(
        table.cells,
        (_, row) => (dear.includes(row) ? 50 : 1) * 30 ** (layout.heights[row] ?? 0),
      ),
    };
    const rows = openOpening(options, await openHighs()).rowsFor(options.hidden, small, {
      again: 0,
      fixed: options.fixed,
    });
    return (rows ?? []).map((row) => Object.values(table.cells[row]?.codes ?? {}).join(" "));
  };

  test("are a rectangle with it when inner cells are cheapest", async () => {
    const dear = [rowOf("c", "F"), rowOf("c", "M")];
    expect((await open(dear, [])).toSorted()).toEqual(["a M", "b F", "b M"]);
  });

  test("are others where one of them is dear", async () => {
    expect((await open([rowOf("b", "F")], [])).toSorted()).toEqual(["a M", "c F", "c M"]);
  });

  test("never are cells that must be shown", async () => {
    const fixed = [rowOf("b", "F"), rowOf("c", "F")];
    const rows = await open([], fixed);
    expect(rows).toContain("_T F");
    expect(rows).not.toContain("b F");
    expect(rows).not.toContain("c F");
  });

  test("are none where nothing else may be withheld", async () => {
    const others = [...table.cells.keys()].filter((row) => row !== small);
    expect(await open([], others)).toEqual([]);
  });
});
