import { describe, expect, test } from "vitest";
import type { CellTable } from "../../../src/cells.ts";
import { RefusedError, UsageError } from "../../../src/errors.ts";
import { parseNoiseTable } from "../../../src/protect/cell-key/noise-table.ts";
import { perturbTable } from "../../../src/protect/cell-key/perturb-table.ts";
import { cellKey, recordKey } from "../../../src/record-key.ts";
import { at, flat, tableOf } from "../tables.ts";
import vectors from "./vectors.json" with { type: "json" };

const noise = parseNoiseTable(vectors.ptable);
const sex = flat("SEX", "F", "M");
const table = tableOf(
  [sex],
  [
    [["F"], 3, 8],
    [["M"], 0, 9],
  ],
);
const tenths = (keys: Readonly<Record<string, readonly [number, number]>>, side: 0 | 1): number[] =>
  table.cells.map(({ codes }) => keys[codes["SEX"] ?? ""]?.[side] ?? 0);
const keysOf = (keys: Readonly<Record<string, readonly [number, number]>>) => ({
  num: tenths(keys, 0),
  den: tenths(keys, 1),
  limit: 10,
});

test("each count gets the noise of its own key; margins no longer add up", () => {
  const keys = keysOf({ _T: [8, 5], F: [8, 1], M: [0, 9] });
  const { cells } = perturbTable(table, { noise, keys }).table;
  expect([at(cells, "F").num, at(cells, "F").den]).toEqual([4, 7]);
  expect([at(cells, "M").num, at(cells, "M").den]).toEqual([0, 10]);
  expect([at(cells, "_T").num, at(cells, "_T").den]).toEqual([4, 17]);
  expect(at(cells, "F").value).toBe(0.5714);
});

test("a numerator does not exceed its denominator", () => {
  const all = tableOf(
    [sex],
    [
      [["F"], 8, 8],
      [["M"], 9, 9],
    ],
  );
  const keys = keysOf({ _T: [8, 1], F: [8, 1], M: [8, 1] });
  const { cells } = perturbTable(all, { noise, keys }).table;
  expect(cells.map(({ num, den }) => [num, den])).toEqual(cells.map(({ den }) => [den, den]));
});

test("where nobody is left to divide by, nothing is shown", () => {
  const ratio = tableOf(
    [sex],
    [
      [["F"], 6, 1, 1],
      [["M"], 6, 3, 3],
    ],
    { kind: "ratio" },
  );
  const keys = keysOf({ _T: [5, 5], F: [5, 1], M: [5, 5] });
  const { cells } = perturbTable(ratio, { noise, keys }).table;
  expect(at(cells, "F")).toMatchObject({ num: 0, den: 0, value: null, status: "M" });
  expect(at(cells, "M")).toMatchObject({ num: 6, den: 3, value: 2, status: "A" });
});

test("the statement gives D and V and what is not promised", () => {
  const { statement } = perturbTable(table, { noise, keys: keysOf({}) });
  expect([statement.noiseMax, statement.variance]).toEqual([1, 0.6]);
  expect(statement.limits.length).toBeGreaterThan(3);
});

describe("what is refused", () => {
  test("means, and sums over contributors", () => {
    const mean = tableOf([sex], [[["F"], 30, 8]], { kind: "mean" });
    const days = tableOf([sex], [[["F"], 30, 180, 1]]);
    for (const refused of [mean, days]) expect(() => perturb(refused, 0)).toThrow(RefusedError);
  });

  test("keys that are missing, not whole or too great", () => {
    for (const key of [0.5, -1, 2 ** 32, Number.NaN]) {
      expect(() => perturb(table, key)).toThrow(UsageError);
    }
    expect(() => perturbTable(table, { noise, keys: { num: [1], den: [1] } })).toThrow(UsageError);
    expect(perturb(table, 2 ** 32 - 1)).toBeDefined();
  });
});

describe("record keys", () => {
  const secret = new Uint8Array(32).fill(1);

  test("depend on the secret, the contributor and the population, and on nothing else", () => {
    const key = recordKey(secret, "one", "students 2025/2026");
    expect(recordKey(secret, "one", "students 2025/2026")).toBe(key);
    expect(recordKey(secret, "two", "students 2025/2026")).not.toBe(key);
    expect(recordKey(secret, "one", "students 2026/2027")).not.toBe(key);
    expect(recordKey(new Uint8Array(32), "one", "students 2025/2026")).not.toBe(key);
    // By another implementation of HMAC-SHA-256 over length-prefixed parts.
    expect(key).toBe(4_099_291_592);
  });

  test("of a group add up to its cell key, in any order and over any parts", () => {
    const keys = Array.from({ length: 200 }, (_, own) => recordKey(secret, `${own}`, "p"));
    const [first, second] = [keys.slice(0, 70), keys.slice(70)];
    expect(cellKey(keys.toReversed())).toBe(cellKey(keys));
    expect(cellKey([cellKey(first), cellKey(second)])).toBe(cellKey(keys));
    expect(cellKey(keys)).toBe(keys.reduce((sum, key) => sum + key, 0) % 2 ** 32);
  });

  test("fall on every quarter of their range alike", () => {
    const quarters = [0, 0, 0, 0];
    for (let own = 0; own < 4000; own += 1) {
      const quarter = Math.floor(recordKey(secret, `${own}`, "p") / 2 ** 30);
      quarters[quarter] = (quarters[quarter] ?? 0) + 1;
    }
    // Five standard deviations of a count of 1,000 are 137.
    for (const count of quarters) expect(Math.abs(count - 1000)).toBeLessThan(137);
  });
});

function perturb(own: CellTable, key: number): CellTable {
  const keys = own.cells.map(() => key);
  return perturbTable(own, { noise, keys: { num: keys, den: keys } }).table;
}
