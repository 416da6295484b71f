import { describe, expect, test } from "vitest";
import type { CellTable } from "../../../src/cells.ts";
import { ratioText } from "../../../src/decimal.ts";
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
  const pairs = tables.map((table) => ({ table, rounded: roundTable(table, rule).table.cells }));

  test("every margin is the sum of its parts, and no numerator exceeds its denominator", () => {
    for (const { rounded } of pairs) {
      const { margins } = gridOf(dimensions, rounded);
      expect(margins.length).toBeGreaterThan(20);
      for (const { total, parts } of margins) {
        for (const side of ["num", "den"] as const) {
          const sum = parts.reduce((before, part) => before + (rounded[part]?.[side] ?? 0), 0);
          expect(sum).toBe(rounded[total]?.[side]);
        }
      }
      expect(rounded.every(({ num, den }) => num >= 0 && num <= den)).toBe(true);
    }
  });

  test("the same cells in the same order, each with the value of its new numbers", () => {
    for (const { table, rounded } of pairs) {
      const { decimals } = table.description;
      const expected = rounded.map(({ num, den }, row) => ({
        codes: table.cells[row]?.codes,
        contributors: den,
        status: den === 0 ? "M" : "A",
        value:
          den === 0
            ? null
            : Number(ratioText({ numerator: num, denominator: den, scale: 1, decimals })),
      }));
      expect(rounded).toMatchObject(expected);
      expect(rounded).toHaveLength(table.cells.length);
    }
  });

  test("what was nobody stays nobody, in every cell", () => {
    const emptyDens = pairs.flatMap(({ table, rounded }) =>
      rounded.filter((_, row) => table.cells[row]?.den === 0).map(({ den }) => den),
    );
    expect(emptyDens.length).toBeGreaterThan(5);
    expect(new Set(emptyDens)).toEqual(new Set([0]));
  });

  test("equal input gives equal output", () => {
    expect(tables.slice(0, 2).map((table) => roundTable(table, rule).table.cells)).toEqual(
      pairs.slice(0, 2).map(({ rounded }) => rounded),
    );
  });
});

test.each(rules.filter(({ rule }) => rule !== "midpoint"))(
  "$rule to base $base: an inner count below the base becomes 0 or the base, any other stays",
  (rule) => {
    const allowed = (count: number): readonly number[] =>
      count > 0 && count < rule.base ? [0, rule.base] : [count];
    for (const table of tables) {
      const { cells } = roundTable(table, rule).table;
      const isInner = (codes: Readonly<Record<string, string>>): boolean =>
        !Object.values(codes).some((code) => ["_T", "north", "south"].includes(code));
      const inner = table.cells.flatMap((before, row) => {
        const after = cells[row];
        return after !== undefined && isInner(before.codes) ? [{ before, after }] : [];
      });
      expect(inner).toHaveLength(20);
      for (const { before, after } of inner) {
        expect(allowed(before.num)).toContain(after.num);
        expect(allowed(before.den - before.num)).toContain(after.den - after.num);
      }
    }
  },
);

describe("a ratio of two populations", () => {
  /** Students per teacher in schools of which some have no teachers. */
  const ratios = Array.from({ length: 20 }, (_, seed) => {
    const draw = seededDraws(seed + 100);
    const inner = ["n1", "n2", "n3", "s1", "s2"].map((place): Inner => {
      const den = draw(7);
      const num = den === 0 ? draw(5) : draw(30);
      return [[place], num, den, Math.min(num, den)];
    });
    const { description, cells } = tableOf([area], inner, { kind: "ratio" });
    const counted = cells.map((cell) => ({ ...cell, contributors: Math.min(cell.num, cell.den) }));
    return { description, cells: counted };
  });

  test("adds up, and nothing is shown over nothing", () => {
    const rounded = ratios.map(
      (table) => roundTable(table, { rule: "nearest", base: 5 }).table.cells,
    );
    const overNothing = rounded.flat().filter(({ den }) => den === 0);
    expect(overNothing.length).toBeGreaterThan(5);
    expect(overNothing.every(({ num, status }) => num === 0 && status === "M")).toBe(true);
    for (const cells of rounded) {
      const inner = cells.filter(({ codes }) => /\d/u.test(codes["AREA"] ?? ""));
      for (const side of ["num", "den"] as const) {
        const sum = inner.reduce((before, cell) => before + cell[side], 0);
        expect(sum).toBe(at(cells, "_T")[side]);
        expect(inner.some((cell) => cell[side] > 0 && cell[side] < 5)).toBe(false);
      }
    }
  });

  test("is refused without bias, and with many over nobody", () => {
    const [table] = ratios;
    expect(table).toBeDefined();
    const rule: RoundingRule = { rule: "unbiased", base: 5, secret };
    expect(() => roundTable(table ?? someTable(0), rule)).toThrow(UsageError);
    const many = tableOf([area], [[["n1"], 5, 0, 0]], { kind: "ratio" });
    expect(() => roundTable(many, { rule: "nearest", base: 5 })).toThrow(RefusedError);
    expect(() => roundTable(many, { rule: "nearest", base: 6 })).not.toThrow();
    expect(() => roundTable(many, { rule: "midpoint", base: 6 })).toThrow(RefusedError);
  });
});

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

  test("sums over contributors, and means", () => {
    const days: readonly Inner[] = [
      [["F"], 20, 180, 1],
      [["M"], 30, 540, 3],
    ];
    expect(() => roundTable(tableOf([sex], days), rule)).toThrow(RefusedError);
    const means = tableOf([sex], fine, { kind: "mean" });
    expect(() => roundTable(means, rule)).toThrow(RefusedError);
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
