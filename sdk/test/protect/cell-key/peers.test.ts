import { describe, expect, test } from "vitest";
import { noiseOf } from "../../../src/protect/cell-key/noise.ts";
import { parseNoiseTable } from "../../../src/protect/cell-key/noise-table.ts";
import type { NoiseTable } from "../../../src/protect/cell-key/noise-table.ts";
import { perturbTable } from "../../../src/protect/cell-key/perturb-table.ts";
import { isSharedThere, sharedRows, sharedText } from "../rounding/shared-data.ts";
import { flat, tableOf } from "../tables.ts";
import type { Inner } from "../tables.ts";

const number = (row: ReadonlyMap<string, string>, name: string): number => Number(row.get(name));
const placeOf = (row: ReadonlyMap<string, string>): string => `${row.get("sex")} ${row.get("age")}`;
const tableIn = (name: string): NoiseTable => parseNoiseTable(sharedText(`cellkey/${name}.csv`));

describe.skipIf(!isSharedThere)("cellKey and ptable (skipped where ../shared is absent)", () => {
  test("published cell keys give the published noise and count", () => {
    const noise = tableIn("ck_test_ptable");
    const counts = new Map(
      sharedRows("cellkey/ck_test_freqtab.csv").map((row) => [placeOf(row), row]),
    );
    const keys = sharedRows("cellkey/ck_test_mod.csv");
    expect(keys).toHaveLength(21);
    for (const key of keys) {
      const count = counts.get(placeOf(key)) ?? new Map();
      const added = noiseOf(noise, number(count, "uwc"), number(key, "ckey"));
      expect(added).toBe(number(key, "pert"));
      expect(number(count, "uwc") + added).toBe(number(count, "puwc"));
    }
    expect(
      [...counts.values()].slice(2, 3).map((row) => [row.get("uwc"), row.get("puwc")]),
    ).toEqual([["1143", "1147"]]);
  });

  test("record keys of the microdata give the same perturbed table, weighted counts included", () => {
    const noise = tableIn("ck_test_ptable");
    const records = sharedRows("cellkey/ck_test_microdata.csv");
    expect(records).toHaveLength(4580);
    const expected = new Map(
      sharedRows("cellkey/ck_test_freqtab_weighted.csv").map((row) => [placeOf(row), row]),
    );
    const { cells, keys, weights } = tabulated(records);
    const { table } = perturbTable(cells, {
      noise,
      keys: { num: keys, den: keys, limit: 100_000 },
    });
    expect(table.cells).toHaveLength(21);
    const weighted = table.cells.map(({ codes, den }, row) => {
      const own = expected.get(placeName(codes)) ?? new Map();
      expect(den).toBe(number(own, "puwc"));
      const count = cells.cells[row]?.den ?? 0;
      const whole = ((weights[row] ?? 0) * den) / count;
      expect(whole).toBeCloseTo(number(own, "pwc"), 6);
      return whole;
    });
    const mean = weighted.reduce((sum, weight) => sum + weight, 0) / weighted.length;
    expect(mean).toBeCloseTo(52_096.24, 2);
  });

  test.each([
    ["ptable_D2V1", 2, 1],
    ["ptable_D5V3", 5, 3],
    ["ptable_D5V2js1", 5, 2],
    ["ptable_D7V3", 7, 3],
    ["ptable_D10V2.5_destatis", 10, 2.5],
    ["ptable_D5V3js2_pstay05_mono", 5, 3],
  ])("%s has the D and the V that it was made for", (name, noiseMax, variance) => {
    const table = tableIn(name);
    expect(table.noiseMax).toBe(noiseMax);
    expect(table.variance).toBeCloseTo(variance, 3);
  });
});

/** All cells of sex × age, with cell keys in hundred-thousandths and the weights of their records. */
function tabulated(records: readonly ReadonlyMap<string, string>[]): {
  readonly cells: ReturnType<typeof tableOf>;
  readonly keys: readonly number[];
  readonly weights: readonly number[];
} {
  const ages = [...new Set(records.map((row) => row.get("age") ?? ""))].toSorted();
  const inner = records.map((row): Inner => [[row.get("sex") ?? "", row.get("age") ?? ""], 1, 1]);
  const cells = tableOf([flat("sex", "male", "female"), flat("age", ...ages)], inner);
  const sums = cells.cells.map(({ codes }) => {
    const own = records.filter((row) =>
      Object.entries(codes).every(([id, code]) => code === "_T" || row.get(id) === code),
    );
    const sum = (of: (row: ReadonlyMap<string, string>) => number): number =>
      own.reduce((before, row) => before + of(row), 0);
    return {
      key: sum((row) => Math.round(number(row, "rec_key") * 100_000)) % 100_000,
      weight: sum((row) => number(row, "sampling_weight")),
    };
  });
  return { cells, keys: sums.map(({ key }) => key), weights: sums.map(({ weight }) => weight) };
}

function placeName(codes: Readonly<Record<string, string>>): string {
  return Object.values(codes)
    .map((code) => (code === "_T" ? "Total" : code))
    .join(" ");
}
