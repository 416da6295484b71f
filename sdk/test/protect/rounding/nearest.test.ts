import { expect, test } from "vitest";
import { roundNearest } from "../../../src/protect/rounding/nearest.ts";
import { seededDraws } from "../../../src/protect/rounding/seeded.ts";
import { roundingOf } from "../../../src/protect/rounding/small-counts.ts";
import { allWays, gridCounts, squares } from "./tiny.ts";

const tables = Array.from({ length: 150 }, (_, seed) => {
  const draw = seededDraws(seed);
  const base = 3 + draw(6);
  const rows = 1 + draw(3);
  const columns = 1 + draw(3);
  return gridCounts(
    base,
    Array.from({ length: rows }, () => Array.from({ length: columns }, () => 1 + draw(base - 1))),
  );
});
const ways = Array.from({ length: 10 }, (_, length) => allWays(length));

test("on tables small enough to try every way, no way has smaller squared errors", () => {
  for (const counts of tables) {
    const found = squares(roundNearest(counts, 0).errors);
    const all = (ways[counts.rests.length] ?? []).map((up) =>
      squares(roundingOf(counts, up).errors),
    );
    expect(all.length).toBeGreaterThan(1);
    expect(found).toBe(Math.min(...all));
  }
});

test("the errors that are kept up to date are the errors of the ups and downs", () => {
  for (const counts of tables) {
    const { up, errors } = roundNearest(counts, 1);
    expect(errors).toEqual(roundingOf(counts, up).errors);
  }
});

test("equal seeds round alike, however often", () => {
  for (const counts of tables.slice(0, 20)) {
    expect(roundNearest(counts, 7)).toEqual(roundNearest(counts, 7));
  }
});

test("a table without small counts stays as it is", () => {
  const none = gridCounts(5, []);
  expect(squares(roundNearest(none, 0).errors)).toBe(0);
});
