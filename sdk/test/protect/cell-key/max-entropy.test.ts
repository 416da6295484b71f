import { describe, expect, test } from "vitest";
import { UsageError } from "../../../src/errors.ts";
import { noiseTableFor } from "../../../src/protect/cell-key/max-entropy.ts";
import { parseNoiseTable } from "../../../src/protect/cell-key/noise-table.ts";
import type { NoiseLine } from "../../../src/protect/cell-key/noise-table.ts";
import { isSharedThere, sharedText } from "../rounding/shared-data.ts";

function sharesOf(block: readonly NoiseLine[]): readonly (readonly [number, number])[] {
  return block.map(({ noise, upTo }, place) => [noise, upTo - (block[place - 1]?.upTo ?? 0)]);
}

function momentOf(block: readonly NoiseLine[], of: (noise: number) => number): number {
  return sharesOf(block).reduce((sum, [noise, share]) => sum + share * of(noise), 0);
}

const made = [
  [1, 0.5],
  [2, 1],
  [2, 2],
  [5, 3],
  [7, 3],
  [10, 2.5],
  [10, 12],
] as const;

describe.each(made)("the p-table of D = %d and V = %d", (deviationMax, variance) => {
  const { blocks, noiseMax, variance: found } = noiseTableFor({ deviationMax, variance });

  test("has a block for every count up to D, and noise of at most D that makes none negative", () => {
    expect([blocks.length, noiseMax]).toEqual([deviationMax + 1, deviationMax]);
    expect(blocks[0]).toEqual([{ noise: 0, upTo: 1 }]);
    blocks.forEach((block, count) => {
      expect(block.every(({ noise }) => count + noise >= 0 && noise <= deviationMax)).toBe(true);
    });
  });

  test("is right on average, and spreads as asked where counts are not small", () => {
    for (const block of blocks.slice(1)) {
      expect(momentOf(block, (noise) => noise)).toBeCloseTo(0, 6);
      expect(momentOf(block, (noise) => noise * noise)).toBeLessThan(variance + 1e-6);
    }
    expect(found).toBeCloseTo(variance, 6);
  });

  test("makes greater noise no likelier than smaller noise on the same side", () => {
    for (const block of blocks.slice(1)) {
      const shares = new Map(sharesOf(block));
      for (let size = 1; size <= deviationMax; size += 1) {
        for (const side of [-1, 1]) {
          const inner = shares.get(side * (size - 1)) ?? 0;
          expect(shares.get(side * size) ?? 0).toBeLessThan(inner + 3e-9);
        }
      }
    }
  });
});

test("no other noise with the same mean and variance is more even: a step along both constraints loses", () => {
  const block = noiseTableFor({ deviationMax: 5, variance: 3 }).blocks.at(-1) ?? [];
  const shares = sharesOf(block).map(([, share]) => share);
  const entropy = (all: readonly number[]): number =>
    all.reduce((sum, share) => sum - (share > 0 ? share * Math.log(share) : 0), 0);
  // Third differences keep the sum, the mean and the variance.
  for (let at = 0; at + 3 < shares.length; at += 1) {
    for (const step of [1e-3, -1e-3]) {
      const moved = shares.map((share, place) => {
        const factor = [1, -3, 3, -1][place - at] ?? 0;
        return share + step * factor;
      });
      if (moved.some((share) => share < 0)) continue;
      expect(entropy(moved)).toBeLessThan(entropy(shares));
    }
  }
});

test.each([
  [0, 1],
  [101, 1],
  [2.5, 1],
  [2, 0],
  [2, 2.01],
  [2, Number.NaN],
])("D = %d with V = %d is refused", (deviationMax, variance) => {
  expect(() => noiseTableFor({ deviationMax, variance })).toThrow(UsageError);
});

describe.skipIf(!isSharedThere)("ptable (skipped where ../shared is absent)", () => {
  test.each([
    ["ptable_D2V1", 2, 1],
    ["ptable_D5V3", 5, 3],
    ["ptable_D7V3", 7, 3],
    ["ptable_D10V2.5_destatis", 10, 2.5],
  ])("%s is the same table, end by end", (name, deviationMax, variance) => {
    const peer = parseNoiseTable(sharedText(`cellkey/${name}.csv`)).blocks;
    const own = noiseTableFor({ deviationMax, variance }).blocks;
    expect(own.length).toBe(peer.length);
    peer.forEach((block, count) => {
      const ends = new Map(own[count]?.map(({ noise, upTo }) => [noise, upTo]));
      for (const { noise, upTo } of block) {
        expect(Math.abs((ends.get(noise) ?? 0) - upTo)).toBeLessThan(1e-6);
      }
    });
  });
});
