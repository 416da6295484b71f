import { describe, expect, test } from "vitest";
import type { CellTable } from "../../../src/cells.ts";
import { RefusedError, UsageError } from "../../../src/errors.ts";
import { gridOf } from "../../../src/protect/margins.ts";
import { roundTable } from "../../../src/protect/rounding/round-table.ts";
import type { RoundingRule } from "../../../src/protect/rounding/rule.ts";
import { seededDraws } from "../../../src/protect/rounding/seeded.ts";
import { at, flat, nested, tableOf } from "../tables.ts";
import type { Inner } from "../tables.ts";

const secret = new Uint8Array(32).fill(9);
const rules: readonly RoundingRule[] = [
  { rule: "nearest", base: 5 },
  { rule: "nearest", base: 10, seed: 3 },
  { rule: "unbiased", base: 5, secret },
  { rule: "midpoint", base: 6 },
];
const area = nested("AREA", { north: ["n1", "n2", "n3"], south: ["s1", "s2"] });
const dimensions = [area, flat("GRADE", "g1", "g2"), flat("SEX", "F", "M")];

/** Some groups of 0 to 14, each with 0 to all of them having the attribute. */
function someTable(seed: number): CellTable {
  const draw = seededDraws(seed);
  const inner = ["n1", "n2", "n3", "s1", "s2"].flatMap((place) =>
    ["g1", "g2"].flatMap((grade) =>
      ["F", "M"].map((sex): Inner => {
        const den = draw(15);
        return [[place, grade, sex], draw(den + 1), den];
      }),
    ),
  );
  return tableOf(dimensions, inner);
}

const tables = Array.from({ length: 12 }, (_, seed) => someTable(seed));

describe.each(rules)("$rule to base $base", (rule) => {
  test("every margin is the sum of its parts, and no numerator exceeds its denominator", () => {
    for (const table of tables) {
      const { cells } = roundTable(table, rule).table;
      const { margins } = gridOf(dimensions, cells);
      expect(margins.length).toBeGreaterThan(20);
      for (const { total, parts } of margins) {
        for (const side of ["num", "den"] as const) {
          const sum = parts.reduce((before, part) => before + (cells[part]?.[side] ?? 0), 0);
          expect(sum).toBe(cells[total]?.[side]);
        }
      }
      expect(cells.every(({ num, den }) => num >= 0 && num <= den)).toBe(true);
    }
  });

  test("the same cells in the same order, each with the value of its new numbers", () => {
    for (const table of tables.slice(0, 4)) {
      const { cells } = roundTable(table, rule).table;
      expect(cells.map(({ codes }) => codes)).toEqual(table.cells.map(({ codes }) => codes));
      for (const { num, den, value, status, contributors } of cells) {
        expect(status).toBe(den === 0 ? "M" : "A");
        expect(contributors).toBe(den);
        if (den === 0) expect(value).toBeNull();
        else expect(value).toBeCloseTo(num / den, 4);
      }
    }
  });

  test("what was nobody stays nobody, in every cell", () => {
    for (const table of tables) {
      const { cells } = roundTable(table, rule).table;
      table.cells.forEach(({ den }, row) => {
        if (den === 0) expect(cells[row]?.den).toBe(0);
      });
    }
  });

  test("equal input gives equal output", () => {
    for (const table of tables.slice(0, 3)) {
      expect(roundTable(table, rule)).toEqual(roundTable(table, rule));
    }
  });
});

test.each(rules.filter(({ rule }) => rule !== "midpoint"))(
  "$rule to base $base: an inner count below the base becomes 0 or the base, any other stays",
  (rule) => {
    for (const table of tables) {
      const { cells } = roundTable(table, rule).table;
      for (const [row, { codes, num, den }] of table.cells.entries()) {
        if (Object.values(codes).some((code) => ["_T", "north", "south"].includes(code))) continue;
        const shown = cells[row] ?? { num: -1, den: -1 };
        for (const [before, after] of [
          [num, shown.num],
          [den - num, shown.den - shown.num],
        ]) {
          const isSmall = (before ?? 0) > 0 && (before ?? 0) < rule.base;
          expect(isSmall ? [0, rule.base] : [before]).toContain(after);
        }
      }
    }
  },
);

test("the errors are those of the cells, level by level", () => {
  const table = someTable(1);
  const { table: rounded, errors } = roundTable(table, { rule: "nearest", base: 5 });
  expect(errors.map(({ level }) => level)).toEqual([0, 1, 2, 3, 4]);
  expect(errors.reduce((sum, { den }) => sum + den.figures, 0)).toBe(table.cells.length);
  const whole = (cells: CellTable["cells"]): number => at(cells, "_T", "_T", "_T").den;
  expect(errors.at(-1)?.den.greatest).toBe(Math.abs(whole(rounded.cells) - whole(table.cells)));
});

test("too little collected keeps its status and has no value; coverage is not repeated", () => {
  const table = someTable(2);
  const cells = table.cells.map((cell) => ({
    ...cell,
    status: "L" as const,
    value: null,
    expected: 40,
    coverage: 0.2,
    excluded: 3,
  }));
  const rounded = roundTable({ ...table, cells }, { rule: "nearest", base: 5 }).table.cells;
  expect(rounded.every(({ status, value }) => status === "L" && value === null)).toBe(true);
  expect(rounded.every((cell) => cell.coverage === null && cell.expected === null)).toBe(true);
  expect(rounded.some((cell) => "excluded" in cell)).toBe(false);
});

describe("what is refused", () => {
  const sex = flat("SEX", "F", "M");
  const rule: RoundingRule = { rule: "nearest", base: 5 };
  const fine: readonly Inner[] = [
    [["F"], 1, 8],
    [["M"], 2, 9],
  ];

  test("sums over contributors, means and ratios", () => {
    const days: readonly Inner[] = [
      [["F"], 20, 180, 1],
      [["M"], 30, 540, 3],
    ];
    expect(() => roundTable(tableOf([sex], days), rule)).toThrow(RefusedError);
    for (const kind of ["mean", "ratio"] as const) {
      expect(() => roundTable(tableOf([sex], fine, { kind }), rule)).toThrow(RefusedError);
    }
  });

  test("a table that does not add up, or leaves out a wider cell", () => {
    const table = tableOf([sex], fine);
    const wrong = table.cells.map((cell) =>
      cell.codes["SEX"] === "_T" ? { ...cell, num: cell.num + 1 } : cell,
    );
    expect(() => roundTable({ ...table, cells: wrong }, rule)).toThrow(/do not add up/u);
    const without = table.cells.filter(({ codes }) => codes["SEX"] !== "_T");
    expect(() => roundTable({ ...table, cells: without }, rule)).toThrow(/leaves out/u);
    const twice = [...table.cells, ...table.cells.slice(0, 1)];
    expect(() => roundTable({ ...table, cells: twice }, rule)).toThrow(/twice/u);
  });

  test("a base below 2, a secret that can be guessed", () => {
    const table = tableOf([sex], fine);
    expect(() => roundTable(table, { rule: "nearest", base: 1 })).toThrow(UsageError);
    expect(() => roundTable(table, { rule: "nearest", base: 2.5 })).toThrow(UsageError);
    const short = new Uint8Array(15);
    expect(() => roundTable(table, { rule: "unbiased", base: 5, secret: short })).toThrow(
      UsageError,
    );
  });
});

test("the statement of a rule depends on the rule and on nothing in the table", () => {
  for (const rule of rules) {
    const [one, other] = [someTable(3), someTable(4)].map(
      (table) => roundTable(table, rule).statement,
    );
    expect(one).toEqual(other);
    expect(one?.promises.length).toBeGreaterThan(1);
    expect(one?.limits.length).toBeGreaterThan(2);
  }
});
