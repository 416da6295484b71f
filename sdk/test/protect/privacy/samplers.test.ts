import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { fraction } from "../../../src/fraction.ts";
import { bernoulli, bernoulliBig, bernoulliExp } from "../../../src/protect/privacy/bernoulli.ts";
import {
  discreteGaussian,
  discreteGaussianBig,
} from "../../../src/protect/privacy/discrete-gaussian.ts";
import {
  discreteLaplace,
  discreteLaplaceBig,
} from "../../../src/protect/privacy/discrete-laplace.ts";
import { secretBits } from "../../../src/protect/privacy/random-bits.ts";
import {
  gaussianDistribution,
  laplaceDistribution,
} from "../../../src/protect/privacy/distribution.ts";
import { countedBits, seededBits } from "./seeded-bits.ts";
import { asNumbers, type Fit, fitOf } from "./statistics.ts";

const vectors = fileURLToPath(
  new URL("../../../../../shared/data/sdc/samplers/dp_vectors.json", import.meta.url),
);
const why = existsSync(vectors) ? "" : " (skipped: ../shared/data is not here)";

/** Numerator and denominator of σ² or of a scale; both sides of every limit of the fast path. */
const parameters = [
  [1n, 1n],
  [1n, 4n],
  [4n, 1n],
  [80n, 1n],
  [1000n, 7n],
  [5n, 2n],
  [1n, 3n],
  [2001n, 2n],
  [(1n << 20n) - 1n, 1n],
  [1n << 20n, 3n],
  [1n << 20n, 1n],
  [(1n << 20n) + 1n, 1n],
  [94_906_265n, 1n],
  [94_906_267n, 1n],
  [94_906_265n, 94_906_265_000n],
  [10n ** 12n + 39n, 10n ** 11n + 3n],
  [10n ** 30n, 7n],
] as const;

describe("two ways to the same draws", () => {
  const makers = [
    ["discrete Gaussian", discreteGaussian, discreteGaussianBig],
    ["discrete Laplace", discreteLaplace, discreteLaplaceBig],
  ] as const;
  test.each(makers)("small and large whole numbers take the same bits: %s", (name, fast, big) => {
    for (const [num, den] of parameters) {
      const parameter = fraction(num, den);
      const bits = [0, 1].map(() => countedBits(seededBits(`${name} ${num} ${den}`)));
      const [first = countedBits(secretBits()), second = first] = bits;
      const [one, other] = [fast(parameter), big(parameter)];
      for (let draw = 0; draw < 500; draw += 1) {
        expect(one.draw(first)).toBe(other.draw(second));
        expect(first.taken()).toBe(second.taken());
      }
    }
  });

  test("a coin is the same coin in both", () => {
    const [first, second] = [seededBits("coin"), seededBits("coin")];
    for (const den of [1, 2, 3, 7, 1024, 4_503_599_627_370_495]) {
      for (const num of [0, 1, den - 1, den].filter((value) => value <= den)) {
        for (let toss = 0; toss < 50; toss += 1) {
          expect(bernoulli(first, num, den)).toBe(bernoulliBig(second, BigInt(num), BigInt(den)));
        }
      }
    }
  });

  test("a coin that never or always shows heads takes no bit", () => {
    const bits = countedBits(seededBits("sure"));
    expect([bernoulli(bits, 0, 5), bernoulli(bits, 5, 5), bernoulliExp(bits, 0, 5)]).toEqual([
      false,
      true,
      true,
    ]);
    expect(bits.taken()).toBe(0);
  });

  test("a scale or a variance of nothing is refused", () => {
    for (const make of [discreteGaussian, discreteLaplace]) {
      expect(() => make({ num: 0n, den: 1n })).toThrow(RangeError);
      expect(() => make({ num: -1n, den: 2n })).toThrow(RangeError);
    }
  });
});

describe("bits", () => {
  test("come in the order of the bytes, however many are taken at once", () => {
    const [alone, together] = [seededBits("order"), seededBits("order")];
    for (const count of [
      1,
      30,
      7,
      0,
      29,
      30,
      30,
      2,
      13,
      ...Array.from({ length: 4000 }, (_, k) => k % 31),
    ]) {
      const one = Array.from({ length: count }, () => alone.bit()).join("");
      expect(together.take(count)).toBe(count === 0 ? 0 : Number.parseInt(one, 2));
    }
  });

  test("of the operating system differ each time", () => {
    const [first, second] = [secretBits(), secretBits()];
    const numbers = [first, second].map((bits) =>
      Array.from({ length: 8 }, () => bits.take(30)).join(),
    );
    expect(numbers[0]).not.toBe(numbers[1]);
  });
});

/** What is more than five standard deviations off: a frequency, the whole, the sums from below. */
function faultsOf({ worst, chiSquare, kolmogorovSmirnov }: Fit): readonly string[] {
  return [
    ...(worst < 5 ? [] : ["a frequency"]),
    ...(Math.abs(chiSquare) < 5 ? [] : ["the frequencies together"]),
    ...(kolmogorovSmirnov < 2.5 ? [] : ["the distribution function"]),
  ];
}

const draws = 60_000;

describe("draws have their exact probabilities", () => {
  test.each([
    [1n, 4n],
    [3n, 2n],
    [80n, 1n],
    [1000n, 7n],
  ] as const)("discrete Gaussian, σ² = %d/%d", (num, den) => {
    const probabilities = asNumbers(gaussianDistribution({ num, den }));
    const bits = seededBits(`fit ${num} ${den}`);
    const fit = fitOf(discreteGaussian({ num, den }), bits, { probabilities, draws });
    expect(faultsOf(fit)).toEqual([]);
  });

  test.each([
    [1n, 3n],
    [5n, 2n],
    [20n, 1n],
  ] as const)("discrete Laplace, scale %d/%d", (num, den) => {
    const probabilities = asNumbers(laplaceDistribution({ num, den }));
    const bits = seededBits(`fit ${num} ${den}`);
    const fit = fitOf(discreteLaplace({ num, den }), bits, { probabilities, draws });
    expect(faultsOf(fit)).toEqual([]);
  });

  test("the comparison sees a draw that is wrong once in fifty", () => {
    const sampler = discreteGaussian({ num: 4n, den: 1n });
    let place = 0;
    const wrong = {
      draw: (bits: Parameters<typeof sampler.draw>[0]): bigint =>
        (place += 1) % 50 === 0 ? 0n : sampler.draw(bits),
    };
    const probabilities = asNumbers(gaussianDistribution({ num: 4n, den: 1n }));
    const fit = fitOf(wrong, seededBits("wrong"), { probabilities, draws });
    expect(faultsOf(fit)).toContain("a frequency");
  });
});

interface Published {
  readonly pmf_discrete_gaussian: readonly { sigma2: [number, number]; p_abs_k: string[] }[];
  readonly pmf_discrete_laplace: readonly { scale: [number, number]; p_abs_k: string[] }[];
}

describe.skipIf(why !== "")(`published probabilities of both distributions${why}`, () => {
  const read = (): Published => JSON.parse(readFileSync(vectors, "utf8"));
  const cases = why === "" ? read() : { pmf_discrete_gaussian: [], pmf_discrete_laplace: [] };
  test.each([
    ...cases.pmf_discrete_gaussian.map(
      ({ sigma2, p_abs_k }) => ["gaussian", sigma2, p_abs_k] as const,
    ),
    ...cases.pmf_discrete_laplace.map(({ scale, p_abs_k }) => ["laplace", scale, p_abs_k] as const),
  ])("are those of the draws: %s %j", (name, [num, den], texts) => {
    const parameter = { num: BigInt(num), den: BigInt(den) };
    const isGaussian = name === "gaussian";
    const sampler = isGaussian ? discreteGaussian(parameter) : discreteLaplace(parameter);
    const probabilities = texts.map(Number);
    const bits = seededBits(`published ${name} ${num} ${den}`);
    const fit = fitOf(sampler, bits, { probabilities, draws: draws / 2 });
    expect(faultsOf(fit)).toEqual([]);
  });
});
