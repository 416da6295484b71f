import { describe, expect, test } from "vitest";
import { sparseTable } from "../../../bench/protect-tables.ts";
import { amountsOf } from "../../../src/protect/amounts.ts";
import { strictest } from "../../../src/protect/policy.ts";
import { blockAround } from "../../../src/protect/suppress/block.ts";
import { codesAt, layoutOf } from "../../../src/protect/suppress/layout.ts";
import { paperPolicy } from "../shared.ts";

/** 20 schools in one district, by grade, sex and origin. */
const { table } = sparseTable(1);
const layout = layoutOf(table.description.dimensions, table.cells);
const nothing = new Uint8Array(layout.rowCount);
const options = {
  layout,
  amounts: amountsOf(table, strictest(paperPolicy, table.description)),
  hidden: nothing,
  fixed: nothing,
  zerosWithheld: true,
  cost: new Float64Array(layout.rowCount).fill(1),
};
const row = table.cells.findIndex(
  ({ codes }) => codes["AREA"] === "school-3" && codes["GRADE"] === "G2" && codes["SEX"] === "S1",
);

describe("the block around a cell", () => {
  test("starts with the cell and repeats no row", () => {
    const block = blockAround(options, nothing, row, 2000);
    expect(block[0]).toBe(row);
    expect(new Set(block).size).toBe(block.length);
  });

  test("stays within its size and takes what is wider along every dimension", () => {
    const block = blockAround(options, nothing, row, 2000);
    expect(block.length).toBeLessThanOrEqual(2000);
    const codes = layout.axes.map((_, at) => new Set(block.map((one) => codesAt(layout, one)[at])));
    expect(codes.every((own) => own.has("_T"))).toBe(true);
    expect(codes[0]).toContain("district-0");
    expect(codes[0]).toContain("region-0");
    expect([...(codes[0] ?? [])].filter((code) => code?.startsWith("school"))).not.toEqual([
      "school-3",
    ]);
  });

  test("has whole short dimensions", () => {
    const block = blockAround(options, nothing, row, 2000);
    const sizes = [1, 2, 3].map((at) => new Set(block.map((one) => codesAt(layout, one)[at])).size);
    expect(sizes).toEqual([12, 3, 7]);
  });

  test("leaves out what must be shown", () => {
    const fixed = Uint8Array.from(nothing, (_, at) => (at === row ? 0 : 1));
    expect(blockAround({ ...options, fixed }, nothing, row, 2000)).toEqual([row]);
  });
});
