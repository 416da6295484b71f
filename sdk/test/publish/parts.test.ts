import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { UsageError } from "../../src/errors.ts";
import { isSameNumber, ratioText } from "../../src/decimal.ts";
import { schoolYearDays } from "../../src/publish/period.ts";
import { summariseQuality } from "../../src/publish/quality.ts";

describe("a ratio as text", () => {
  test.each([
    {
      numerator: 1,
      denominator: 8,
      scale: 1,
      decimals: 2,
      expected: "0.12",
      description: "half goes to the even neighbour below",
    },
    {
      numerator: 3,
      denominator: 8,
      scale: 1,
      decimals: 2,
      expected: "0.38",
      description: "half goes to the even neighbour above",
    },
    {
      numerator: 2,
      denominator: 3,
      scale: 1,
      decimals: 3,
      expected: "0.667",
      description: "more than half goes up",
    },
    {
      numerator: 1,
      denominator: 3,
      scale: 1,
      decimals: 3,
      expected: "0.333",
      description: "less than half goes down",
    },
    {
      numerator: -1,
      denominator: 8,
      scale: 1,
      decimals: 2,
      expected: "-0.12",
      description: "below zero as above",
    },
    {
      numerator: 5,
      denominator: 2,
      scale: 1,
      decimals: 0,
      expected: "2",
      description: "no decimals, no point",
    },
    {
      numerator: 0,
      denominator: 7,
      scale: 1,
      decimals: 2,
      expected: "0.00",
      description: "zero keeps its decimals",
    },
    {
      numerator: 300,
      denominator: 2,
      scale: 100,
      decimals: 1,
      expected: "1.5",
      description: "a scale divides",
    },
    {
      numerator: 9007199254740991,
      denominator: 9007199254740990,
      scale: 1,
      decimals: 12,
      expected: "1.000000000000",
      description: "large counts stay exact",
    },
  ])("$description", ({ expected, ...ratio }) => {
    expect(ratioText(ratio)).toBe(expected);
  });

  test("is within half a last digit of the true ratio", () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.nat({ max: 6 }),
        (numerator, denominator, decimals) => {
          const text = ratioText({ numerator, denominator, scale: 1, decimals });
          const written = BigInt(text.replace(".", ""));
          const off = written * BigInt(denominator) - BigInt(numerator) * 10n ** BigInt(decimals);
          expect(2n * (off < 0n ? -off : off) <= BigInt(denominator)).toBe(true);
        },
      ),
    );
  });

  test.each([
    ["0.5", "0.50", true],
    ["10", "10.0", true],
    ["10", "1", false],
    ["-0.0", "0", true],
    ["100", "1", false],
  ])("%s and %s are the same number: %s", (first, second, expected) => {
    expect(isSameNumber(first, second)).toBe(expected);
  });
});

describe("a school year", () => {
  test.each([
    ["2025/2026", "--08-01", "2025-08-01", "2026-07-31"],
    ["2025/2026", "--09-15", "2025-09-15", "2026-09-14"],
    ["2023/2024", "--03-01", "2023-03-01", "2024-02-29"],
    ["2025/2026", "--01-01", "2025-01-01", "2025-12-31"],
  ])("%s from %s runs from %s to %s", (period, startDay, start, end) => {
    expect(schoolYearDays(period, startDay)).toEqual({
      start,
      end,
      timePeriod: period.slice(0, 4),
    });
  });

  test.each([
    ["2025", "--08-01"],
    ["2025/2027", "--08-01"],
    ["2025/2026", "08-01"],
  ])("%s from %s is none", (period, startDay) => {
    expect(() => schoolYearDays(period, startDay)).toThrow(UsageError);
  });
});

const finding = (rule: string, count: number): Parameters<typeof summariseQuality>[0][number] => ({
  code: "out-of-range",
  severity: "warning",
  rule,
  message: "",
  count,
});

describe("what is published of findings", () => {
  test.each([
    [1, "1-9"],
    [9, "1-9"],
    [10, "10-99"],
    [99, "10-99"],
    [100, "100-999"],
    [9999, "1000-9999"],
    [10_000, "10000+"],
    [5_000_000, "10000+"],
  ])("%i records are published as %s", (count, band) => {
    expect(summariseQuality([finding("student/birthYear/minimum", count)], null).findings).toEqual([
      { rule: "student/birthYear/minimum", severity: "warning", records: band },
    ]);
  });

  test("the same rule in two files is one line", () => {
    expect(
      summariseQuality([finding("a", 6), finding("b", 1), finding("a", 6)], null).findings.map(
        ({ rule, records }) => [rule, records],
      ),
    ).toEqual([
      ["a", "10-99"],
      ["b", "1-9"],
    ]);
  });

  test.each([
    [1, "1.00"],
    [0.999, "0.99"],
    [0.98, "0.98"],
    [0.29, "0.29"],
    [0, "0.00"],
    [null, null],
  ])("a coverage of %s is published as %s, never rounded up", (coverage, expected) => {
    expect(summariseQuality([], coverage)).toMatchObject({ gate: "passed", coverage: expected });
  });
});
