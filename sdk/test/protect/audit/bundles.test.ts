import { expect, test } from "vitest";
import { bundlesOf } from "../../../src/protect/audit/bundles.ts";
import type { Equations } from "../../../src/protect/equations.ts";

const cases = [
  ["a sum of two", [[[1, 1, 0], 5]], 2],
  [
    "a chain of sums",
    [
      [[1, 1, 0], 4],
      [[0, 1, 1], 5],
    ],
    1,
  ],
  ["a difference", [[[1, 0, -1], 2]], 2],
  [
    "a sum that only a tie makes one of two",
    [
      [[1, -1, 0], 0],
      [[1, -2, 1], 1],
    ],
    1,
  ],
  [
    "a sum that a tie doubles",
    [
      [[1, 1, 1], 7],
      [[1, 0, -1], 1],
    ],
    2,
  ],
  [
    "the same sum twice",
    [
      [[1, 1, 1], 6],
      [[-1, -1, -1], -6],
    ],
    3,
  ],
  [
    "a sum and a difference that settle both",
    [
      [[1, 1, 0], 6],
      [[1, -1, 0], 2],
    ],
    2,
  ],
  ["factors other than one", [[[2, 1, 0], 6]], 3],
] as const;

test.each(cases)("bundles of %s have the solutions of the unknowns", (_, rows, bundles) => {
  const system = systemOf(rows);
  const found = bundlesOf(system);
  expect(found?.equations.least.length).toBe(bundles);
  expect(lifted(found)).toEqual(solutionsOf(system));
});

test.each([
  [
    "two sums of the same numbers",
    [
      [[1, 1, 0], 5],
      [[1, 1, 0], 6],
    ],
  ],
  [
    "a circle of differences",
    [
      [[1, -1, 0], 1],
      [[0, 1, -1], 1],
      [[-1, 0, 1], 1],
    ],
  ],
  ["ends that a tie keeps apart", [[[1, -1, 0], 6]]],
] as const)("%s that cannot hold make no bundles", (_, rows) => {
  const system = systemOf(rows);
  expect(solutionsOf(system)).toEqual([]);
  expect(bundlesOf(system)).toBeNull();
});

/** Three unknowns from 0 to 5, and what some of them add up to. */
function systemOf(rows: readonly (readonly [readonly number[], number])[]): Equations {
  const starts = [0];
  const terms = rows.flatMap(([factors]) => {
    const own = factors.flatMap((factor, unknown) => (factor === 0 ? [] : [{ unknown, factor }]));
    starts.push((starts.at(-1) ?? 0) + own.length);
    return own;
  });
  return {
    least: new Float64Array(3),
    most: new Float64Array(3).fill(5),
    starts: Int32Array.from(starts),
    unknowns: Int32Array.from(terms, ({ unknown }) => unknown),
    factors: Int32Array.from(terms, ({ factor }) => factor),
    totals: Float64Array.from(rows, ([, total]) => total),
  };
}

/** All solutions, in order. */
function solutionsOf(equations: Equations): readonly string[] {
  const { least, most, starts, unknowns, factors, totals } = equations;
  let points: readonly (readonly number[])[] = [[]];
  least.forEach((low, unknown) => {
    const values = Array.from({ length: (most[unknown] ?? 0) - low + 1 }, (_, at) => low + at);
    points = points.flatMap((point) => values.map((value) => [...point, value]));
  });
  const fits = (point: readonly number[]): boolean =>
    totals.every((total, row) => {
      let sum = 0;
      for (let at = starts[row] ?? 0; at < (starts[row + 1] ?? 0); at += 1)
        sum += (factors[at] ?? 0) * (point[unknowns[at] ?? 0] ?? 0);
      return sum === total;
    });
  return points
    .filter(fits)
    .map((point) => point.join(" "))
    .toSorted();
}

/** All solutions between bundles, as values of the unknowns. */
function lifted(bundles: ReturnType<typeof bundlesOf>): readonly string[] {
  if (bundles === null) return [];
  const { bundleOf, signs, shifts } = bundles;
  return solutionsOf(bundles.equations)
    .map((solution) => {
      const values = solution.split(" ").map(Number);
      return Array.from(bundleOf, (bundle, unknown) => {
        return (signs[unknown] ?? 0) * (values[bundle] ?? 0) + (shifts[unknown] ?? 0);
      }).join(" ");
    })
    .toSorted();
}
