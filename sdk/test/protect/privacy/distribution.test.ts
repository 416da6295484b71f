import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import {
  type Distribution,
  errorOf,
  errorOfTwo,
  gaussianDistribution,
  laplaceDistribution,
} from "../../../src/protect/privacy/distribution.ts";
import { type Enclosure, expMinus, ln, one } from "../../../src/protect/privacy/enclosure.ts";

const vectors = fileURLToPath(
  new URL("../../../../../shared/data/sdc/samplers/dp_vectors.json", import.meta.url),
);
const why = existsSync(vectors) ? "" : " (skipped: ../shared/data is not here)";

/** A number of units as a number, for comparison only. */
function near(units: bigint): number {
  return Number(units) / 2 ** 256;
}

describe("enclosures", () => {
  test.each([
    // Digits of the constants; the last one is cut off.
    [
      "1 ÷ e",
      expMinus({ num: 1n, den: 1n }),
      "0.36787944117144232159552377016146086744581113103176",
    ],
    [
      "1 ÷ √e",
      expMinus({ num: 1n, den: 2n }),
      "0.60653065971263342360379953499118045344191813548718",
    ],
    ["ln 2", ln({ num: 2n, den: 1n }), "0.69314718055994530941723212145817656807550013436025"],
    ["ln 10", ln({ num: 10n, den: 1n }), "2.30258509299404568401799145468436420760110148862877"],
  ])("hold %s to fifty digits", (_, enclosure, digits) => {
    const value = BigInt(digits.replace(".", ""));
    const unit = 10n ** 50n;
    expect(enclosure.low * unit).toBeLessThan((value + 1n) * one);
    expect(enclosure.high * unit).toBeGreaterThan(value * one);
    expect(enclosure.high - enclosure.low).toBeLessThan(1n << 16n);
  });

  test("a logarithm and that of the inverse cancel", () => {
    for (const [num, den] of [
      [3n, 7n],
      [1n, 1_000_000n],
      [10n ** 30n, 3n],
      [1n, 1n],
    ] as const) {
      const [up, down] = [ln({ num, den }), ln({ num: den, den: num })];
      expect(up.low + down.low).toBeLessThanOrEqual(0n);
      expect(up.high + down.high).toBeGreaterThanOrEqual(0n);
    }
  });

  test("exponentials multiply where exponents add", () => {
    for (const k of [1n, 5n, 17n, 80n]) {
      const [whole, half] = [expMinus({ num: k, den: 3n }), expMinus({ num: k, den: 6n })];
      expect((half.low * half.low) >> 256n).toBeLessThanOrEqual(whole.high);
      expect((half.high * half.high) >> 256n).toBeGreaterThanOrEqual(whole.low - 1n);
    }
  });
});

const some: readonly (readonly [string, Distribution])[] = [
  ["discrete Gaussian, σ² = 1/4", gaussianDistribution({ num: 1n, den: 4n })],
  ["discrete Gaussian, σ² = 80", gaussianDistribution({ num: 80n, den: 1n })],
  ["discrete Laplace, scale 1/3", laplaceDistribution({ num: 1n, den: 3n })],
  ["discrete Laplace, scale 5", laplaceDistribution({ num: 5n, den: 1n })],
];

describe.each(some)("%s", (_, distribution) => {
  const { probabilities, tail } = distribution;
  const both = (side: keyof Enclosure): bigint =>
    probabilities.reduce((sum, each, k) => sum + each[side] * (k === 0 ? 1n : 2n), 0n);
  const of = (k: number): number => near(probabilities[Math.abs(k)]?.low ?? 0n);
  const last = probabilities.length - 1;
  const all = Array.from({ length: 2 * last + 1 }, (__, place) => place - last);

  test("has probabilities that add up to one", () => {
    expect(both("low")).toBeLessThanOrEqual(one);
    expect(both("high") + 2n * tail).toBeGreaterThanOrEqual(one);
    expect(near(both("high") - both("low"))).toBeLessThan(1e-25);
  });

  test("has the errors that adding up all probabilities gives", () => {
    const { meanAbsolute, within95, within975 } = errorOf(distribution);
    expect(near(meanAbsolute)).toBeCloseTo(
      all.reduce((sum, k) => sum + Math.abs(k) * of(k), 0),
      9,
    );
    const inside = (most: bigint): number =>
      all.filter((k) => Math.abs(k) <= Number(most)).reduce((sum, k) => sum + of(k), 0);
    for (const [share, least] of [
      [0.95, within95],
      [0.975, within975],
    ] as const) {
      expect(inside(least)).toBeGreaterThanOrEqual(share);
      expect(inside(least - 1n)).toBeLessThan(share);
    }
  });

  test("has the errors of a sum of two draws that all pairs give", () => {
    const { meanAbsolute, within95 } = errorOfTwo(distribution);
    const sums = new Map<number, number>();
    for (const first of all) {
      for (const second of all) {
        const off = Math.abs(first + second);
        sums.set(off, (sums.get(off) ?? 0) + of(first) * of(second));
      }
    }
    const mean = [...sums].reduce((sum, [off, share]) => sum + off * share, 0);
    expect(near(meanAbsolute)).toBeCloseTo(mean, 9);
    const inside = (most: bigint): number =>
      [...sums].reduce((sum, [off, share]) => (off <= Number(most) ? sum + share : sum), 0);
    expect(inside(within95)).toBeGreaterThanOrEqual(0.95);
    expect(inside(within95 - 1n)).toBeLessThan(0.95);
  });
});

interface Published {
  readonly pmf_discrete_gaussian: readonly { sigma2: [number, number]; p_abs_k: string[] }[];
  readonly pmf_discrete_laplace: readonly { scale: [number, number]; p_abs_k: string[] }[];
  readonly dg_delta: readonly { sigma2: number; eps: number; delta: number }[];
}

describe.skipIf(why !== "")(`published probabilities${why}`, () => {
  const published: Published =
    why === ""
      ? JSON.parse(readFileSync(vectors, "utf8"))
      : { pmf_discrete_gaussian: [], pmf_discrete_laplace: [], dg_delta: [] };

  test("are reproduced to thirty decimals", () => {
    const cases = [
      ...published.pmf_discrete_gaussian.map(
        ({ sigma2, p_abs_k }) => [gaussianDistribution(parameterOf(sigma2)), p_abs_k] as const,
      ),
      ...published.pmf_discrete_laplace.map(
        ({ scale, p_abs_k }) => [laplaceDistribution(parameterOf(scale)), p_abs_k] as const,
      ),
    ];
    expect(cases.length).toBeGreaterThan(8);
    for (const [{ probabilities }, texts] of cases) {
      texts.forEach((text, k) => {
        const { low, high } = probabilities[k] ?? { low: 0n, high: 0n };
        const value = thirtyDecimals(text);
        const unit = 10n ** 30n;
        expect((low * unit) >> 256n).toBeLessThanOrEqual(value + 1n);
        expect((high * unit) >> 256n).toBeGreaterThanOrEqual(value - 1n);
      });
    }
  });

  test("give the δ of one count with a discrete Gaussian", () => {
    for (const { sigma2, eps, delta } of published.dg_delta) {
      const distribution = gaussianDistribution({ num: BigInt(sigma2), den: 1n });
      const above = (from: number): number => {
        const last = distribution.probabilities.length;
        let sum = 0;
        for (let k = from; k < last; k += 1)
          sum += near(distribution.probabilities[Math.abs(k)]?.low ?? 0n);
        return sum;
      };
      // P(X > εσ² − 1/2) − exp(ε) P(X > εσ² + 1/2): theorem 7 of Canonne, Kamath and Steinke.
      const from = (shift: number): number => Math.floor(eps * sigma2 + shift) + 1;
      const found = above(from(-0.5)) - Math.exp(eps) * above(from(0.5));
      expect(found / delta).toBeCloseTo(1, 4);
    }
  });
});

function parameterOf([num, den]: readonly [number, number]): { num: bigint; den: bigint } {
  return { num: BigInt(num), den: BigInt(den) };
}

/** `1.19E-8` in units of 10^−30, cut off. */
function thirtyDecimals(text: string): bigint {
  const [mantissa = "", power = "0"] = text.split("E");
  const [whole = "", decimals = ""] = mantissa.split(".");
  const shift = 30 + Number(power) - decimals.length;
  const value = BigInt(whole + decimals);
  return shift < 0 ? value / 10n ** BigInt(-shift) : value * 10n ** BigInt(shift);
}
