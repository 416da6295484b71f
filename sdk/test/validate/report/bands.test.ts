import { expect, test } from "vitest";
import { boundsOf, merged } from "../../../src/validate/report/bands.ts";

test.each([
  [[2008, 2012, 2016], true, [2008, 2012, 2016]],
  [[2009, 2012, 2015], true, [2008, 2012, 2014]],
  [[1, 2, 3], true, [1, 2, 3]],
  [[5, 5, 5], true, [4]],
  [[0, 0, 0], false, []],
  [[0.13, 0.29, 0.55], false, [0, 0.2, 0.4]],
  [[], true, []],
])(
  "quartiles %o become bounds of a broad step, whole numbers: %s",
  (quartiles, isWhole, bounds) => {
    expect(boundsOf(quartiles, isWhole)).toEqual(bounds);
  },
);

test.each([
  ["nine are too few", [9, 30, 40], [39, 40]],
  ["ten are enough", [10, 30, 40], [10, 30, 40]],
  ["the last joins the one before", [30, 40, 9], [30, 49]],
  ["the smaller neighbour is joined", [30, 1, 20], [30, 21]],
  ["where all are too few there is one band", [1, 2, 3], [6]],
])("bands of which %s", (_, counts, expected) => {
  const bands = counts.map((count, index) => ({
    ...(index === 0 ? {} : { from: index }),
    ...(index === counts.length - 1 ? {} : { below: index + 1 }),
    count,
  }));
  const joined = merged(bands, 10);
  expect(joined.map(({ count }) => count)).toEqual(expected);
  expect(joined[0]).not.toHaveProperty("from");
  expect(joined.at(-1)).not.toHaveProperty("below");
});
