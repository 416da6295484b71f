import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  by,
  compareFractions,
  type Fraction,
  fraction,
  minus,
  over,
  plus,
} from "../src/fraction.ts";

const whole = fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n });
const positive = fc.bigInt({ min: 1n, max: 10n ** 25n });
const anyFraction = fc.tuple(whole, positive).map(([num, den]) => fraction(num, den));
const zero = fraction(0n, 1n);
const one = fraction(1n, 1n);

function holds(law: (a: Fraction, b: Fraction, c: Fraction) => void): void {
  fc.assert(fc.property(anyFraction, anyFraction, anyFraction, law));
}

describe("fractions", () => {
  test("are in their lowest terms with the sign above the line", () => {
    expect(fraction(6n, -4n)).toEqual({ num: -3n, den: 2n });
    expect(fraction(-6n, -4n)).toEqual({ num: 3n, den: 2n });
    expect(fraction(0n, -7n)).toEqual({ num: 0n, den: 1n });
  });

  test("with nothing below the line are refused, also when they come of a division", () => {
    expect(() => fraction(1n, 0n)).toThrow(RangeError);
    expect(() => over(one, zero)).toThrow(RangeError);
  });

  test("are one number however they are written", () => {
    fc.assert(
      fc.property(whole, positive, positive, (num, den, times) => {
        expect(fraction(num * times, den * times)).toEqual(fraction(num, den));
        expect(fraction(num * times, -den * times)).toEqual(fraction(-num, den));
      }),
    );
  });

  test("are added and multiplied in any order and grouping", () => {
    holds((a, b, c) => {
      expect(plus(a, b)).toEqual(plus(b, a));
      expect(by(a, b)).toEqual(by(b, a));
      expect(plus(plus(a, b), c)).toEqual(plus(a, plus(b, c)));
      expect(by(by(a, b), c)).toEqual(by(a, by(b, c)));
      expect(by(a, plus(b, c))).toEqual(plus(by(a, b), by(a, c)));
    });
  });

  test("come back when what was done is undone", () => {
    holds((a, b) => {
      expect(minus(plus(a, b), b)).toEqual(a);
      expect(minus(a, a)).toEqual(zero);
      const divisor = b.num === 0n ? one : b;
      expect(by(over(a, divisor), divisor)).toEqual(a);
      expect([plus(a, zero), by(a, one), over(a, one)]).toEqual([a, a, a]);
    });
  });

  test("stand in one order, which adding the same keeps", () => {
    holds((a, b, c) => {
      const order = compareFractions(a, b);
      expect(Math.sign(order)).toBe(-Math.sign(compareFractions(b, a)) + 0);
      expect(order === 0).toBe(a.num === b.num && a.den === b.den);
      expect(Math.sign(compareFractions(plus(a, c), plus(b, c)))).toBe(Math.sign(order));
      const [least, middle, most] = [a, b, c].toSorted(compareFractions);
      expect([least, middle, most].map((each) => compareFractions(least ?? a, each ?? a))).toEqual(
        expect.not.arrayContaining([1]),
      );
    });
  });

  test.each([
    [1n, 3n, 2n, 6n, 0],
    [1n, 3n, 1n, 2n, -1],
    [-1n, 2n, -1n, 3n, -1],
    [1n, 2n, 1n, 3n, 1],
  ])("%i/%i beside %i/%i: %i", (a, b, c, d, order) => {
    expect(compareFractions(fraction(a, b), fraction(c, d))).toBe(order);
  });
});
