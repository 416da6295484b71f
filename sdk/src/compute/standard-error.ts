/**
 * The standard error of a figure from replicate weights and plausible values: the sampling variance,
 * averaged over the plausible values, and the variance between them, by Rubin's rule.
 */
import type { CountedMetric } from "@edufed/schemas";
import { rootText } from "../decimal.ts";
import type { CountedRow } from "../engine/plan.ts";
import { by, type Fraction, fraction, minus, plus } from "../fraction.ts";
import type { Draw, Draws } from "./draws.ts";

interface Design {
  readonly metric: CountedMetric;
  readonly draws: Draws;
}

/** As decimal text in the metric's unit; null where a sample has nothing to divide by. */
export function standardError(row: CountedRow, { metric, draws }: Design): string | null {
  const factor = factorOf(metric, draws);
  const main = quotients(row, draws.main);
  const samples = draws.replicates.map((each) => quotients(row, each));
  if (main === null || samples.some((each) => each === null)) return null;
  const sampling = average(
    samples.map((each, index) =>
      by(factor, squares((each ?? []).map((value) => minus(value, main[index] ?? zero)))),
    ),
  );
  const variance = plus(sampling, between(main));
  const scale = BigInt(metric.denominatorScale);
  return rootText({
    numerator: variance.num,
    denominator: variance.den * scale * scale,
    decimals: metric.decimals,
  });
}

/** As declared; a parameter below the line is the number of replicate weights. */
function factorOf({ replicates }: CountedMetric, draws: Draws): Fraction {
  const [above = "1", below = "1"] = (replicates?.factor ?? "1/1").split("/");
  const samples = draws.replicates[0]?.length ?? 1;
  return fraction(BigInt(above), below.startsWith(":") ? BigInt(samples) : BigInt(below));
}

const zero: Fraction = { num: 0n, den: 1n };

/**
 * Digits behind the point that a variance is reckoned with. The samples divide by different sums, and
 * an exact sum of their squares would have a denominator as long as all of them together.
 */
const steps = 10n ** 40n;

/** The value of each draw; null when one has nothing to divide by. */
function quotients({ sums }: CountedRow, draws: readonly Draw[]): readonly Fraction[] | null {
  const values = draws.map(({ num, den }) => {
    const below = sums[den] ?? 0n;
    return below === 0n ? null : { num: ((sums[num] ?? 0n) * steps) / below, den: steps };
  });
  const known = values.filter((value) => value !== null);
  return known.length === values.length ? known : null;
}

/** The sum of squares of differences, each a whole number of steps that may have been reduced. */
function squares(values: readonly Fraction[]): Fraction {
  const inSteps = values.map(({ num, den }) => num * (steps / den));
  return { num: inSteps.reduce((sum, each) => sum + each * each, 0n), den: steps * steps };
}

function average(values: readonly Fraction[]): Fraction {
  const sum = values.reduce(plus, zero);
  return fraction(sum.num, sum.den * BigInt(Math.max(1, values.length)));
}

/** (1 + 1/M) times the variance of M values about their mean; none where there is one value. */
function between(values: readonly Fraction[]): Fraction {
  const many = BigInt(values.length);
  if (many < 2n) return zero;
  const middle = average(values);
  const spread = values
    .map((value) => minus(value, middle))
    .reduce((sum, value) => plus(sum, by(value, value)), zero);
  return by(spread, fraction(many + 1n, many * (many - 1n)));
}
