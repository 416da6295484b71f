import { expect, test } from "vitest";
import type { CellTable } from "../../../src/cells.ts";
import { openingsOf } from "../../../src/protect/rounding/openings.ts";
import { roundTable } from "../../../src/protect/rounding/round-table.ts";
import type { RoundingRule } from "../../../src/protect/rounding/rule.ts";
import { seededDraws } from "../../../src/protect/rounding/seeded.ts";
import { tooNarrow } from "../../../src/protect/rounding/too-narrow.ts";
import { flat, tableOf } from "../tables.ts";
import type { Inner } from "../tables.ts";

const limits = { contributorsMin: 5, intervalWidthMin: 2 };
const dimensions = [flat("GRADE", "g1", "g2", "g3"), flat("SEX", "F", "M")];

function narrowUnder(table: CellTable, rule: RoundingRule): readonly string[] {
  const rounded = roundTable(table, rule).table;
  const openings = openingsOf(
    { description: rounded.description, observations: rounded.cells },
    { rule: rule.rule, base: rule.base, zeros: "eligible" },
  );
  return tooNarrow(table, openings, limits).map((row) =>
    Object.values(table.cells[row]?.codes ?? {}).join(" "),
  );
}

function someTables(kind: "share" | "ratio"): readonly CellTable[] {
  return Array.from({ length: 20 }, (_, seed) => {
    const draw = seededDraws(seed);
    const inner = ["g1", "g2", "g3"].flatMap((grade) =>
      ["F", "M"].map((sex): Inner => {
        const den = 1 + draw(12);
        return [[grade, sex], draw(den + 1), den];
      }),
    );
    const table = tableOf(dimensions, inner, { kind });
    const fewer = table.cells.map((cell) => ({
      ...cell,
      contributors: kind === "ratio" ? Math.min(cell.num, cell.den) : cell.den,
    }));
    return { ...table, cells: fewer };
  });
}

test("a base of the fewest contributors leaves every small number of a share open", () => {
  for (const table of someTables("share")) {
    expect(narrowUnder(table, { rule: "nearest", base: 5 })).toEqual([]);
  }
});

test("a ratio needs one more, because 0 must leave the fewest contributors possible", () => {
  const ratios = someTables("ratio");
  expect(ratios.flatMap((table) => narrowUnder(table, { rule: "nearest", base: 6 }))).toEqual([]);
  const atTheLimit = ratios.flatMap((table) => narrowUnder(table, { rule: "nearest", base: 5 }));
  expect(atTheLimit.length).toBeGreaterThan(0);
});

test("a smaller base shows counts above it as they are, and their cells are named", () => {
  const rule: RoundingRule = { rule: "nearest", base: 3 };
  const four = tableOf(
    [flat("SEX", "F", "M")],
    [
      [["F"], 4, 20],
      [["M"], 6, 6],
    ],
  );
  expect(narrowUnder(four, rule)).toEqual(["F"]);
  const three = tableOf(
    [flat("SEX", "F", "M")],
    [
      [["F"], 3, 20],
      [["M"], 6, 6],
    ],
  );
  expect(narrowUnder(three, rule)).toEqual([]);
});

test("the middle of bands shows that nobody has the attribute", () => {
  const table = tableOf(
    [flat("SEX", "F", "M")],
    [
      [["F"], 0, 20],
      [["M"], 9, 19],
    ],
  );
  expect(narrowUnder(table, { rule: "midpoint", base: 6 })).toEqual(["F"]);
});
