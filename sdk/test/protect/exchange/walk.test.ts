import { describe, expect, test } from "vitest";
import type { Claim } from "../../../src/protect/exchange/certificate.ts";
import { incidenceOf } from "../../../src/protect/exchange/incidence.ts";
import { clear, openWalker, step, walk } from "../../../src/protect/exchange/walk.ts";
import type { Walker } from "../../../src/protect/exchange/walk.ts";
import { claimOf } from "./systems.ts";

function walkerOf({ equations, truth }: Claim): Walker {
  return openWalker(incidenceOf(equations), truth, 1);
}

/** One cell is three others together. */
const sum = (most: readonly number[]): Claim =>
  claimOf([6, 1, 2, 3], [[-1, 1, 1, 1]], { least: [0, 0, 0, 0], most, demands: [] });

describe("a walk", () => {
  test("goes as far as the others let it, and no further", () => {
    const walker = walkerOf(sum([9, 2, 3, 4]));
    expect(walk(walker, { unknown: 0, direction: 1, amount: 3 }, 50)).toBe(true);
    expect(Array.from(walker.steps)).toEqual([3, 1, 1, 1]);
    clear(walker);
    const narrow = walkerOf(sum([9, 2, 3, 3]));
    expect(walk(narrow, { unknown: 0, direction: 1, amount: 3 }, 50)).toBe(false);
  });

  test("does not leave the bounds of the cell that it is about", () => {
    const walker = walkerOf(sum([8, 9, 9, 9]));
    expect(walk(walker, { unknown: 0, direction: 1, amount: 3 }, 50)).toBe(false);
    expect(walk(walker, { unknown: 0, direction: -1, amount: 7 }, 50)).toBe(false);
    expect(walk(walker, { unknown: 0, direction: -1, amount: 6 }, 50)).toBe(true);
    expect(Array.from(walker.steps)).toEqual([-6, -1, -2, -3]);
  });

  test("goes further than asked where only a multiple fits", () => {
    const claim = claimOf([0, 0], [[2, -3]], { least: [0, 0], most: [9, 9], demands: [] });
    const walker = walkerOf(claim);
    expect(walk(walker, { unknown: 0, direction: 1, amount: 1 }, 200)).toBe(true);
    const [one = 0, other = 0] = walker.steps;
    expect([one > 0, 2 * one - 3 * other]).toEqual([true, 0]);
  });

  test("leaves nothing behind for the next one", () => {
    const walker = walkerOf(sum([9, 9, 9, 9]));
    step(walker, 1, 1);
    step(walker, 2, -1);
    step(walker, 3, 5);
    expect(walker.violatedCount).toBe(1);
    clear(walker);
    expect([walker.violatedCount, walker.changedCount]).toEqual([0, 0]);
    expect([...walker.steps, ...walker.excess, ...walker.violatedPlaces]).toEqual([
      0, 0, 0, 0, 0, -1,
    ]);
  });
});
