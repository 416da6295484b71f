import type { CountedMetric, Metric } from "@edufed/schemas";
import type { CountKind } from "../cells.ts";

/** A metric whose figure is NUM ÷ DEN, so that whoever reads a publication can compute it again. */
export type FractionMetric = CountedMetric & { readonly kind: CountKind };

/**
 * Whether the figure of a metric is NUM ÷ DEN of its own cell, two counts whose parts add up to the
 * whole. Only such figures are published.
 */
export function isFraction(metric: Metric): metric is FractionMetric {
  if (metric.kind !== "share" && metric.kind !== "ratio" && metric.kind !== "mean") return false;
  return metric.weight === undefined && metric.plausible === undefined;
}
