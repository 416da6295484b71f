import { describe, expect, test } from "vitest";
import { InputError } from "../../../src/errors.ts";
import { noiseOf, originalsOf } from "../../../src/protect/cell-key/noise.ts";
import { parseNoiseTable } from "../../../src/protect/cell-key/noise-table.ts";
import vectors from "./vectors.json" with { type: "json" };

const table = parseNoiseTable(vectors.ptable);

test.each(vectors.cases)("$description", ({ count, cellKey, expected }) => {
  expect(count + noiseOf(table, count, cellKey)).toBe(expected);
});

test("D is the greatest noise, V the variance of the last block", () => {
  expect(table.noiseMax).toBe(1);
  expect(table.variance).toBeCloseTo(0.6, 12);
});

test("the form for tau-Argus reads as the same table", () => {
  const lines = vectors.ptable.trim().split("\n");
  const argus = lines
    .map((line) =>
      line
        .split(",")
        .flatMap((field, place) => ([4, 6].includes(place) ? [] : [field.padStart(6)])),
    )
    .map((fields) => fields.join(";"))
    .join("\r\n");
  expect(argus.startsWith("     i;     j;     p;     v;p_int_ub")).toBe(true);
  expect(parseNoiseTable(argus)).toEqual(table);
});

test("what a published number may have been is what the table can make into it", () => {
  const shares = Array.from({ length: 1000 }, (_, place) => (place + 0.5) / 1000);
  for (let published = 0; published <= 8; published += 1) {
    const all = Array.from({ length: 20 }, (_, count) => count).filter((count) =>
      shares.some((share) => count + noiseOf(table, count, share) === published),
    );
    const expected = { least: Math.min(...all), most: Math.max(...all) };
    expect(originalsOf(table, published)).toEqual(expected);
  }
});

describe("a p-table is refused", () => {
  const header = "i,j,p,v,p_int_lb,p_int_ub,type\n";
  const zero = "0,0,1,0,0,1,all\n";
  test.each([
    ["without a column", `i,j,p,v\n${zero}`],
    ["that makes something of nothing", `${header}0,1,1,1,0,1,all\n1,1,1,0,0,1,all\n`],
    ["with nothing but zero", header + zero],
    ["that leaves keys without a line", `${header}${zero}1,0,0.5,-1,0,0.5,all\n`],
    ["whose ends fall", `${header}${zero}1,0,0.5,-1,0,0.9,all\n1,2,0.5,1,0.9,0.8,all\n`],
    ["that leaves out a count", `${header}${zero}2,2,1,0,0,1,all\n`],
    ["that goes below zero", `${header}${zero}1,-1,1,-2,0,1,all\n`],
    ["whose j is not i plus v", `${header}${zero}1,1,1,1,0,1,all\n`],
    ["for sums", `${header}${zero}1,1,1,0,0,1,even\n`],
    ["with words for numbers", `${header}${zero}1,1,1,zero,0,1,all\n`],
  ])("%s", (_, text) => {
    expect(() => parseNoiseTable(text)).toThrow(InputError);
  });
});
