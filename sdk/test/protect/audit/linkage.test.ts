import { describe, expect, test } from "vitest";
import type { TableDimension } from "../../../src/cells.ts";
import { unprovableLinks } from "../../../src/protect/audit/linkage.ts";
import type { Shown } from "../../../src/protect/audit/shown.ts";
import { strictest } from "../../../src/protect/policy.ts";
import { paperPolicy } from "../shared.ts";
import { flat, nested } from "../tables.ts";

const sex = flat("SEX", "F", "M");
const grade = flat("GRADE", "1", "2");
const area = { ...flat("AREA", "north", "south"), family: "place" };
const school = { ...nested("SCHOOL", { north: ["n1", "n2"], south: ["s1"] }), family: "place" };

const groups = { ...flat("GROUP", "g", "h"), family: "place" };
const counties = { ...nested("SCHOOL", { c: ["n1", "s1"], d: ["n2"] }), family: "place" };
const grouped = { ...nested("SCHOOL", { g: ["n1", "n2"], h: ["s1"] }), family: "place" };

/** A table with a withheld cell and nothing else: only its dimensions matter here. */
function by(...dimensions: readonly TableDimension[]): Shown {
  const nothing = { codes: {}, value: null, num: null, den: null };
  return {
    description: {
      kind: "share",
      quantity: { num: "n", den: "d" },
      period: "2025/2026",
      dimensions,
    },
    observations: [{ ...nothing, status: "Q", confidentiality: "C" }],
    measures: undefined,
    limits: strictest(paperPolicy, { sensitive: false }),
  };
}

describe("tables can be judged together", () => {
  test.each([
    ["one table", [by(sex, grade)]],
    ["the same table twice", [by(sex, grade), by(sex, grade)]],
    ["a table and its margin", [by(sex, grade), by(sex)]],
    ["tables that share nothing but the total", [by(sex), by(grade), by(area)]],
    ["a chain of crosses", [by(sex, grade), by(grade, area)]],
    [
      "a circle with the cross of all",
      [by(sex, grade), by(grade, area), by(area, sex), by(area, sex, grade)],
    ],
    [
      "two groupings of the same areas",
      [
        by(nested("AREA", { x: ["n", "s"], y: ["o"] })),
        by(nested("AREA", { u: ["n"], v: ["s", "o"] })),
      ],
    ],
    ["areas, and schools with their areas", [by(area, sex), by(school, grade)]],
    ["two levels that hang together through a third", [by(groups, sex), by(counties), by(grouped)]],
  ])("%s", (_, tables) => {
    expect(unprovableLinks(tables)).toEqual([]);
  });
});

describe("tables cannot be judged together", () => {
  test("when they close a circle", () => {
    expect(unprovableLinks([by(sex, grade), by(grade, area), by(area, sex)])).toEqual([
      "tables that cross SEX × GRADE, GRADE × AREA, AREA × SEX but never all of it at once",
    ]);
  });

  test("when they close a circle at a finer level than the cross of all", () => {
    const tables = [by(school, sex), by(area, sex, grade), by(school, grade)];
    expect(unprovableLinks(tables)).toHaveLength(1);
  });

  test("when nobody says how one dimension is nested in the other", () => {
    const alone = { ...flat("SCHOOL", "n1", "n2", "s1"), family: "place" };
    expect(unprovableLinks([by(area), by(alone)])).toEqual([
      "tables by AREA and by SCHOOL, which cut the same thing at different levels",
    ]);
  });

  test("when what joins two levels is not crossed by what both are", () => {
    expect(unprovableLinks([by(groups, sex), by(counties, sex), by(grouped)])).toHaveLength(1);
    expect(unprovableLinks([by(groups, sex), by(counties)])).toHaveLength(1);
  });

  test("when one dimension has two families", () => {
    expect(unprovableLinks([by(area), by({ ...area, family: "ward" })])).toEqual([
      "tables that put AREA in different families",
    ]);
  });
});

test("tables without a withheld cell need no proof", () => {
  const open = [by(sex, grade), by(grade, area), by(area, sex)].map((table) =>
    Object.assign(table, { observations: [] }),
  );
  expect(unprovableLinks(open)).toEqual([]);
});
