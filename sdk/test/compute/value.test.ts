import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cellOf } from "../../src/compute/value.ts";
import { ratioText } from "../../src/decimal.ts";

const divided = (numerator: number, denominator: number, decimals: number): string =>
  ratioText({ numerator, denominator, scale: 1, decimals });

test.each([
  [1, 3, 3, "0.333"],
  [2, 3, 3, "0.667"],
  [1, 8, 2, "0.12"],
  [3, 8, 2, "0.38"],
  [5, 2, 0, "2"],
  [7, 2, 0, "4"],
  [-5, 2, 0, "-2"],
  [-7, 2, 0, "-4"],
  [-1, 8, 2, "-0.12"],
  [0, 7, 1, "0.0"],
  [1, 1000, 1, "0.0"],
  [9007199254740991, 1, 3, "9007199254740991.000"],
  [9007199254740991, 2, 0, "4503599627370496"],
])("%i of %i to %i decimals is %s", (num, den, decimals, text) => {
  expect(divided(num, den, decimals)).toBe(text);
});

test("a rounded value is at most half a unit of its last digit from the exact one", () => {
  const counts = fc.tuple(fc.integer({ min: -1e6, max: 1e6 }), fc.integer({ min: 1, max: 1e6 }));
  fc.assert(
    fc.property(counts, fc.integer({ min: 0, max: 6 }), ([num, den], decimals) => {
      const scaled = BigInt(divided(num, den, decimals).replace(".", ""));
      const distance = scaled * BigInt(den) - BigInt(num) * 10n ** BigInt(decimals);
      expect(2n * (distance < 0n ? -distance : distance) <= BigInt(den)).toBe(true);
    }),
  );
});

describe("a cell", () => {
  const rule = { denominatorScale: 1, decimals: 3, coverageMin: "0.8" };
  const shown = (num: number, den: number, contributors: number, expected: number | null) => {
    const { value, coverage, status } = cellOf(
      { codes: {}, num, den, contributors, expected },
      rule,
    );
    return [value, coverage, status];
  };

  test.each([
    [
      [3, 10, 10, null],
      [0.3, null, "A"],
    ],
    [
      [0, 10, 10, null],
      [0, null, "A"],
    ],
    [
      [0, 0, 0, null],
      [null, null, "M"],
    ],
    [
      [0, 0, 0, 12],
      [null, 0, "L"],
    ],
    [
      [0, 0, 0, 0],
      [null, null, "M"],
    ],
    [
      [0, 0, 8, 10],
      [null, 0.8, "M"],
    ],
    [
      [3, 8, 8, 10],
      [0.375, 0.8, "A"],
    ],
    [
      [3, 7, 7, 10],
      [null, 0.7, "L"],
    ],
    [
      [3, 7999, 7999, 10000],
      [null, 0.7999, "L"],
    ],
    [
      [3, 79999, 79999, 100000],
      [null, 0.8, "L"],
    ],
    [
      [3, 12, 12, 10],
      [0.25, 1.2, "A"],
    ],
    [
      [3, 12, 12, 0],
      [null, null, "L"],
    ],
  ] as const)("of %j has value, coverage and status %j", (counts, expected) => {
    expect(shown(counts[0], counts[1], counts[2], counts[3])).toEqual(expected);
  });

  test("of a metric that asks for no coverage has a value even if nobody was expected", () => {
    const row = { codes: {}, num: 1, den: 2, contributors: 2, expected: 0 };
    expect(cellOf(row, { ...rule, coverageMin: "0" }).value).toBe(0.5);
  });

  test("of a metric that asks for no coverage has nothing to divide by where nobody was seen", () => {
    const row = { codes: {}, num: 0, den: 0, contributors: 0, expected: 12 };
    expect(cellOf(row, { ...rule, coverageMin: "0" }).status).toBe("M");
  });

  test("of measures kept in halves is in whole units", () => {
    const row = { codes: {}, num: 7, den: 2, contributors: 2, expected: null };
    expect(cellOf(row, { ...rule, denominatorScale: 2 }).value).toBe(1.75);
  });
});
