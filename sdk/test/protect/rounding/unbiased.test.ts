import { describe, expect, test } from "vitest";
import { secretDraws } from "../../../src/protect/rounding/secret-draws.ts";
import { roundUnbiased } from "../../../src/protect/rounding/unbiased.ts";

interface Outcome {
  readonly up: Uint8Array;
  /** Probability, as one over the product of what was drawn below. */
  readonly share: number;
}

/** Every outcome of the draws, each with its probability. */
function outcomes(rests: Int32Array, base: number): readonly Outcome[] {
  const found: Outcome[] = [];
  const explore = (script: readonly number[]): void => {
    const limits: number[] = [];
    const up = roundUnbiased(rests, base, (below) => {
      limits.push(below);
      return script[limits.length - 1] ?? 0;
    });
    if (limits.length > script.length) {
      const below = limits[script.length] ?? 1;
      for (let drawn = 0; drawn < below; drawn += 1) explore([...script, drawn]);
    } else {
      found.push({ up, share: limits.reduce((share, below) => share / below, 1) });
    }
  };
  explore([]);
  return found;
}

const cases = [
  { base: 3, rests: [1] },
  { base: 3, rests: [1, 2] },
  { base: 5, rests: [1, 1, 1] },
  { base: 5, rests: [4, 3, 4, 2] },
  { base: 5, rests: [1, 4, 2, 3] },
  { base: 6, rests: [5, 3, 1, 2] },
];

describe("over every outcome of chance", () => {
  test.each(cases)(
    "base $base, rests $rests: each count is right on average",
    ({ base, rests }) => {
      const all = outcomes(Int32Array.from(rests), base);
      expect(all.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
      rests.forEach((rest, count) => {
        const mean = all.reduce((sum, { up, share }) => sum + share * (up[count] ?? 0), 0);
        expect(mean * base).toBeCloseTo(rest, 10);
      });
    },
  );

  test.each(cases)(
    "base $base, rests $rests: the sum is off by less than the base",
    ({ base, rests }) => {
      const sum = rests.reduce((before, rest) => before + rest, 0);
      for (const { up } of outcomes(Int32Array.from(rests), base)) {
        const rounded = up.reduce((before, one) => before + one * base, 0);
        expect(Math.abs(rounded - sum)).toBeLessThan(base);
      }
    },
  );
});

test("draws below a limit are those of the secret and label, and of no other", () => {
  const twenty = (secret: number, label: string): number[] => {
    const draw = secretDraws(new Uint8Array(32).fill(secret), label);
    return Array.from({ length: 20 }, () => draw(1000));
  };
  expect(twenty(1, "a")).toEqual(twenty(1, "a"));
  expect(twenty(1, "a")).not.toEqual(twenty(2, "a"));
  expect(twenty(1, "a")).not.toEqual(twenty(1, "b"));
  expect(twenty(1, "a").every((drawn) => drawn >= 0 && drawn < 1000)).toBe(true);
});
