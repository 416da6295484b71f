import { ok } from "node:assert/strict";
import { createCipheriv } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import type { Fraction } from "../src/fraction.ts";
import { discreteGaussian, discreteGaussianBig } from "../src/protect/privacy/discrete-gaussian.ts";
import { discreteLaplace, discreteLaplaceBig } from "../src/protect/privacy/discrete-laplace.ts";
import {
  type Distribution,
  gaussianDistribution,
  laplaceDistribution,
} from "../src/protect/privacy/distribution.ts";
import { type Bits, bitsFrom, secretBits } from "../src/protect/privacy/random-bits.ts";
import type { Sampler } from "../src/protect/privacy/sampler.ts";
import type { Contender, Work } from "./side-by-side.ts";

/** Enough that a clock can tell, and as many as a nation's table has cells. */
const draws = 1_000_000;

/** What a table of sixteen margins needs for ρ = 0.1, and for ε = 2: one count a person. */
const usual = {
  gaussian: { num: 80n, den: 1n },
  laplace: { num: 8n, den: 1n },
} as const;

/**
 * Exact noise for a million numbers, with bits of the operating system: in small whole numbers,
 * beside a clock that ticks a million times a second, and beside the same in whole numbers of any size.
 */
export function samplerWorks(): readonly Work[] {
  const size = `${draws.toLocaleString("en")} draws`;
  return [
    {
      title: "discrete Gaussian, σ² = 80",
      size,
      contenders: [
        drawing("ours", discreteGaussian(usual.gaussian)),
        clock,
        drawing("whole numbers of any size", discreteGaussianBig(usual.gaussian)),
      ],
    },
    {
      title: "discrete Laplace, scale 8",
      size,
      contenders: [
        drawing("ours", discreteLaplace(usual.laplace)),
        clock,
        drawing("whole numbers of any size", discreteLaplaceBig(usual.laplace)),
      ],
    },
  ];
}

const clock: Contender = {
  name: "a million a second",
  target: { role: "peer", timesFasterMin: 1 },
  run: () => setTimeout(1000),
};

function drawing(name: string, sampler: Sampler): Contender {
  const run = (): Promise<void> => {
    const bits = secretBits();
    let sum = 0n;
    for (let draw = 0; draw < draws; draw += 1) sum += sampler.draw(bits);
    ok(sum * sum < BigInt(draws) ** 2n, "the mean must be near 0");
    return Promise.resolve();
  };
  return { name, run };
}

/** How far the frequencies of many draws are from their exact probabilities. */
export interface SamplerFit {
  readonly name: string;
  readonly draws: number;
  /** Of the value that is furthest off, in standard deviations; promised below 5. */
  readonly worst: number;
  /** Of all values together, in standard deviations of the chi-square statistic; promised within 5. */
  readonly chiSquare: number;
  /** Of the two distribution functions, times √draws; promised below 2.5. */
  readonly kolmogorovSmirnov: number;
}

/** Scales and variances on both sides of what is usual. */
const fitted: readonly (readonly [string, Fraction])[] = [
  ["gaussian", { num: 1n, den: 4n }],
  ["gaussian", { num: 80n, den: 1n }],
  ["gaussian", { num: 2001n, den: 2n }],
  ["laplace", { num: 1n, den: 3n }],
  ["laplace", { num: 5n, den: 2n }],
  ["laplace", { num: 10n, den: 1n }],
];

/** Draws so often from each distribution, with the same bits every time, and compares. */
export function samplerFits(times: number): readonly SamplerFit[] {
  return fitted.map(([kind, parameter]) => {
    const isGaussian = kind === "gaussian";
    const sampler = isGaussian ? discreteGaussian(parameter) : discreteLaplace(parameter);
    const exact = isGaussian ? gaussianDistribution(parameter) : laplaceDistribution(parameter);
    const name = `${kind} ${parameter.num}/${parameter.den}`;
    return { name, draws: times, ...fit(frequencies(sampler, exact, times), exact, times) };
  });
}

/** How often each value came, from −last to last. */
function frequencies(
  sampler: Sampler,
  { probabilities }: Distribution,
  times: number,
): readonly number[] {
  const last = probabilities.length - 1;
  const counts = Array.from({ length: 2 * last + 1 }, () => 0);
  const bits = seeded();
  for (let draw = 0; draw < times; draw += 1) {
    const place = Number(sampler.draw(bits)) + last;
    counts[place] = (counts[place] ?? 0) + 1;
  }
  return counts;
}

function fit(
  counts: readonly number[],
  { probabilities }: Distribution,
  times: number,
): Pick<SamplerFit, "worst" | "chiSquare" | "kolmogorovSmirnov"> {
  const last = probabilities.length - 1;
  let [worst, chi, cells, off, apart] = [0, 0, 0, 0, 0];
  counts.forEach((seen, place) => {
    const share = Number(probabilities[Math.abs(place - last)]?.low ?? 0n) / 2 ** 256;
    const wanted = times * share;
    off += seen - wanted;
    apart = Math.max(apart, Math.abs(off));
    if (wanted < 10) return;
    cells += 1;
    chi += (seen - wanted) ** 2 / wanted;
    worst = Math.max(worst, Math.abs(seen - wanted) / Math.sqrt(wanted * (1 - share)));
  });
  // Wilson and Hilferty; the values that are too rare are one cell more and leave one degree less.
  const spread = 2 / (9 * cells);
  const chiSquare = (Math.cbrt(chi / cells) - (1 - spread)) / Math.sqrt(spread);
  return { worst, chiSquare, kolmogorovSmirnov: apart / Math.sqrt(times) };
}

/** The key stream of a cipher with a key of zeros. */
function seeded(): Bits {
  const cipher = createCipheriv("aes-256-ctr", Buffer.alloc(32), Buffer.alloc(16));
  return bitsFrom((bytes) => bytes.set(cipher.update(Buffer.alloc(bytes.length))));
}
