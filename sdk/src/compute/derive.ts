/** Comparisons of groups, from the unrounded figures of other metrics. */
import type { DerivedMetric } from "@edufed/schemas";
import { by, compareFractions, type Fraction, fraction, minus, over, plus } from "../fraction.ts";
import type { Figure, Quotient } from "./figure.ts";

/** The figures of one cell of a derived metric: by the code of the dimension it compares. */
export interface Groups {
  readonly base: ReadonlyMap<string, Figure>;
  /** Of the metric of the standard deviation, for an effect, or of repetition, for a survival. */
  readonly other: ReadonlyMap<string, Figure>;
}

/** What a comparison gives: null with the figures that it would have needed. */
export interface Comparison {
  readonly quotient: Quotient | null;
  readonly of: readonly Figure[];
}

/** Compares the groups of one cell as the metric says. */
export function derive({ kind, derivation }: DerivedMetric, { base, other }: Groups): Comparison {
  const { first = "", second = "", adjusted = false } = derivation;
  switch (kind) {
    case "difference":
      return ofTwo(base, [first, second], difference);
    case "parity":
      return ofTwo(base, [first, second], (a, b) => parity(a, b, adjusted));
    case "effect":
      return effect(base, other, [first, second]);
    case "range":
      return range(base);
    case "survival":
      return survival(base, other);
  }
}

type Pair = readonly [first: string, second: string];

function ofTwo(
  base: Groups["base"],
  pair: Pair,
  compare: (a: Quotient, b: Quotient) => Quotient | null,
): Comparison {
  const of = pair.flatMap((code) => base.get(code) ?? []);
  const [a, b] = of.map(({ quotient }) => quotient);
  if (of.length < 2 || !isPlain(a) || !isPlain(b)) return { quotient: null, of };
  return { quotient: compare(a, b), of };
}

function isPlain(quotient: Quotient | null | undefined): quotient is Quotient {
  return quotient !== null && quotient !== undefined && !quotient.isRoot;
}

/** In the steps of the metric that is compared. */
function difference(a: Quotient, b: Quotient): Quotient {
  return {
    num: a.num * b.den - b.num * a.den,
    den: a.den * b.den,
    scale: a.scale,
    isRoot: false,
  };
}

function parity(a: Quotient, b: Quotient, isAdjusted: boolean): Quotient | null {
  if (b.num === 0n) return null;
  const sign = b.num < 0n ? -1n : 1n;
  const [num, den] = [sign * a.num * b.den, sign * a.den * b.num];
  if (!isAdjusted || num <= den) return { num, den, scale: 1n, isRoot: false };
  return { num: 2n * num - den, den: num, scale: 1n, isRoot: false };
}

/** The difference over the root of the mean of both variances. */
function effect(base: Groups["base"], other: Groups["other"], pair: Pair): Comparison {
  const figures = pair.flatMap((code) => [base.get(code) ?? [], other.get(code) ?? []].flat());
  const [a, spreadA, b, spreadB] = figures.map(({ quotient }) => quotient);
  if (!isPlain(a) || !isPlain(b) || !spreadA?.isRoot || !spreadB?.isRoot) {
    return { quotient: null, of: figures };
  }
  const gap = over(exact(difference(a, b)), { num: 1n, den: 1n });
  const variance = plus(varianceOf(spreadA), varianceOf(spreadB));
  if (variance.num === 0n) return { quotient: null, of: figures };
  const squared = over({ num: 2n * gap.num * gap.num, den: gap.den * gap.den }, variance);
  const sign = gap.num < 0n ? -1n : 1n;
  const quotient = { num: sign * squared.num, den: squared.den, scale: 1n, isRoot: true };
  return { quotient, of: figures };
}

function varianceOf({ num, den, scale }: Quotient): Fraction {
  return fraction(num, den * scale * scale);
}

function exact({ num, den, scale }: Quotient): Fraction {
  return fraction(num, den * scale);
}

/** The greatest of all groups less the least; one group alone has no range. */
function range(base: Groups["base"]): Comparison {
  const of = [...base.values()];
  const values = of.flatMap(({ quotient }) => (isPlain(quotient) ? [exact(quotient)] : []));
  const sorted = values.toSorted(compareFractions);
  const [least, greatest] = [sorted.at(0), sorted.at(-1)];
  if (values.length < Math.max(2, of.length) || least === undefined || greatest === undefined) {
    return { quotient: null, of };
  }
  return { quotient: { ...minus(greatest, least), scale: 1n, isRoot: false }, of };
}

/**
 * The share of a cohort that passes every grade, some of it after repeating, when the rates of the
 * year hold for all its years: the product of promoted ÷ (enrolled − repeating).
 */
function survival(promotion: Groups["base"], repetition: Groups["other"]): Comparison {
  const of = [...promotion.values(), ...repetition.values()];
  let product: Fraction = { num: 1n, den: 1n };
  for (const [grade, { quotient: promoted }] of promotion) {
    const repeating = repetition.get(grade)?.quotient;
    if (!isPlain(promoted) || !isPlain(repeating)) return { quotient: null, of };
    const left = minus({ num: 1n, den: 1n }, exact(repeating));
    if (left.num <= 0n) return { quotient: null, of };
    product = by(product, over(exact(promoted), left));
  }
  if (promotion.size === 0) return { quotient: null, of };
  return { quotient: { ...product, scale: 1n, isRoot: false }, of };
}
