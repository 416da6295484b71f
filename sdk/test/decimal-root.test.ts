import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isSameNumber, rootText } from "../src/decimal.ts";

const root = (numerator: bigint, denominator: bigint, decimals: number): string =>
  rootText({ numerator, denominator, decimals });

/** The same by trying one step after the other: the nearest step, the even one of two. */
function slowRoot(numerator: bigint, denominator: bigint, decimals: number): string {
  const magnitude = numerator < 0n ? -numerator : numerator;
  const scale = 10n ** BigInt(decimals);
  let step = 0n;
  // (step + 1/2)² is the middle between a step and the next.
  while ((2n * step + 1n) ** 2n * denominator < 4n * magnitude * scale ** 2n) step += 1n;
  const isMiddle = (2n * step + 1n) ** 2n * denominator === 4n * magnitude * scale ** 2n;
  if (isMiddle && step % 2n === 1n) step += 1n;
  const sign = numerator < 0n && step > 0n ? "-" : "";
  const digits = step.toString().padStart(decimals + 1, "0");
  if (decimals === 0) return sign + digits;
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

describe("a square root as decimal text", () => {
  test.each([
    [4n, 1n, 2, "2.00"],
    [2n, 1n, 3, "1.414"],
    [1n, 4n, 1, "0.5"],
    [0n, 9n, 2, "0.00"],
    [1n, 1_000_000n, 2, "0.00"],
    [-2n, 1n, 3, "-1.414"],
    [-1n, 1_000_000n, 2, "0.00"],
    [10n ** 60n, 1n, 0, `1${"0".repeat(30)}`],
  ])("of %i/%i to %i decimals is %s", (numerator, denominator, decimals, text) => {
    expect(root(numerator, denominator, decimals)).toBe(text);
  });

  test("in the middle between two steps goes to the even one, and a little more goes up", () => {
    expect([1n, 9n, 25n].map((odd) => root(odd, 4n, 0))).toEqual(["0", "2", "2"]);
    expect(root(10n ** 12n + 1n, 4n * 10n ** 12n, 0)).toBe("1");
    expect(root(25n * 10n ** 12n - 1n, 4n * 10n ** 12n, 0)).toBe("2");
    expect(root(25n * 10n ** 12n + 1n, 4n * 10n ** 12n, 0)).toBe("3");
  });

  test("is what trying one step after the other finds", () => {
    const numerator = fc.bigInt({ min: -9_999n, max: 9_999n });
    const denominator = fc.bigInt({ min: 1n, max: 999n });
    fc.assert(
      fc.property(numerator, denominator, fc.integer({ min: 0, max: 2 }), (num, den, decimals) => {
        expect(root(num, den, decimals)).toBe(slowRoot(num, den, decimals));
      }),
      { numRuns: 400 },
    );
  });

  test("of a square is exact, however large", () => {
    const side = fc.bigInt({ min: 0n, max: 10n ** 40n });
    fc.assert(
      fc.property(side, fc.bigInt({ min: 1n, max: 10n ** 20n }), (value, scale) => {
        expect(root((value * scale) ** 2n, scale ** 2n, 0)).toBe(String(value));
      }),
    );
  });

  test("does not depend on how the fraction is written", () => {
    const positive = fc.bigInt({ min: 1n, max: 10n ** 12n });
    fc.assert(
      fc.property(positive, positive, positive, (num, den, times) => {
        expect(root(num * times, den * times, 4)).toBe(root(num, den, 4));
      }),
    );
  });
});

test.each([
  ["0.5", "0.50", true],
  ["-0", "0", true],
  ["10", "1", false],
  ["100", "100.0", true],
  ["0.05", "0.5", false],
])("%s and %s are the same number: %s", (first, second, is) => {
  expect(isSameNumber(first, second)).toBe(is);
});
