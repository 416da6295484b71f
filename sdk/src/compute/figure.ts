/** A figure as an exact number, before it is rounded: what estimates and comparisons are made of. */
import type { CountedMetric } from "@edufed/schemas";
import type { CellStatus } from "../cells.ts";
import { ratioText, rootText } from "../decimal.ts";
import type { CountedRow } from "../engine/plan.ts";
import { type Fraction, fraction, plus } from "../fraction.ts";
import type { Counted } from "./counted.ts";
import type { Draw } from "./draws.ts";
import { tierSum } from "./plan-metric.ts";
import { standardError } from "./standard-error.ts";
import { coverageOf, isCovered, isExpected } from "./value.ts";

/** num ÷ (den × scale), or the root of num ÷ den over the scale. */
export interface Quotient {
  readonly num: bigint;
  readonly den: bigint;
  readonly scale: bigint;
  readonly isRoot: boolean;
}

export interface Figure {
  readonly codes: Readonly<Record<string, string>>;
  /** Null where there is nothing to divide, or too little was seen. */
  readonly quotient: Quotient | null;
  /** As decimal text, where replicate weights say it. */
  readonly standardError: string | null;
  readonly contributors: number;
  readonly excluded: number;
  readonly expected: number | null;
  readonly coverage: number | null;
  readonly status: CellStatus;
}

/** The figures of a counted metric, those of a distribution part by part. */
export function figuresOf(counted: Counted): readonly Figure[] {
  return counted.rows.flatMap((row) => figuresOfRow(row, counted));
}

/** The code of the whole in a dimension of tiers. */
export const allTiers = "_T";

function figuresOfRow(row: CountedRow, counted: Counted): readonly Figure[] {
  const { metric, planned } = counted;
  const { tiers } = metric;
  if (tiers === undefined) return [figureOf(row, counted, quotientOf(row, counted))];
  const [draw] = planned.draws.main;
  const at = (name: string): bigint => row.sums[name] ?? 0n;
  const den = at(draw?.den ?? "");
  const parts = [
    { code: allTiers, num: tiers.codes.reduce((sum, { code }) => sum + at(tierSum(code)), 0n) },
    ...tiers.codes.map(({ code }) => ({ code, num: at(tierSum(code)) })),
  ];
  return parts.map(({ code, num }) => {
    const codes = { ...row.codes, [tiers.dimension]: code };
    return figureOf({ ...row, codes }, counted, divided(num, den, metric));
  });
}

function figureOf(
  row: CountedRow,
  { metric, planned }: Counted,
  quotient: Quotient | null,
): Figure {
  const { codes, contributors, excluded, expected } = row;
  const facts = { codes, contributors, excluded, expected, coverage: coverageOf(row) };
  const isEnough = isCovered(row, metric.coverageMin);
  if (quotient === null && (isEnough || !isExpected(row))) {
    return { ...facts, quotient, standardError: null, status: "M" };
  }
  if (quotient === null || !isEnough) {
    return { ...facts, quotient: null, standardError: null, status: "L" };
  }
  const error =
    metric.replicates === undefined ? null : standardError(row, { metric, draws: planned.draws });
  return { ...facts, quotient, standardError: error, status: "A" };
}

function divided(num: bigint, den: bigint, { denominatorScale }: CountedMetric): Quotient | null {
  if (den === 0n) return null;
  return { num, den, scale: BigInt(denominatorScale), isRoot: false };
}

function quotientOf(row: CountedRow, { metric, planned }: Counted): Quotient | null {
  const scale = BigInt(metric.denominatorScale);
  if (metric.kind === "quantile") {
    const { rank } = row;
    return rank && { num: rank.low + rank.high, den: 2n, scale, isRoot: false };
  }
  const values = planned.draws.main.map((draw) => drawnQuotient(row, draw));
  const known = values.filter((value) => value !== null);
  if (known.length < values.length) return null;
  return { ...mean(known), scale, isRoot: metric.kind === "deviation" };
}

/** What one draw gives: a quotient, or for a deviation the variance. */
export function drawnQuotient({ sums }: CountedRow, draw: Draw): Fraction | null {
  const [num, den] = [sums[draw.num] ?? 0n, sums[draw.den] ?? 0n];
  if (den === 0n) return null;
  if (draw.squares === undefined) return { num, den };
  return { num: den * (sums[draw.squares] ?? 0n) - num * num, den: den * den };
}

/** The mean of values; of one value, the value as it is counted. */
function mean(values: readonly Fraction[]): Fraction {
  const [first, ...others] = values;
  if (first === undefined) throw new RangeError("the mean of no values");
  if (others.length === 0) return first;
  const sum = others.reduce(plus, first);
  return fraction(sum.num, sum.den * BigInt(values.length));
}

/** The value of a figure as decimal text, rounded half to even. */
export function quotientText({ num, den, scale, isRoot }: Quotient, decimals: number): string {
  if (isRoot) return rootText({ numerator: num, denominator: den * scale * scale, decimals });
  return ratioText({ numerator: num, denominator: den, scale, decimals });
}
