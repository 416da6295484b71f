import type { CountedMetric, Metric } from "@edufed/schemas";

/** A metric whose figure is NUM ÷ DEN, so that whoever reads a publication can compute it again. */
export type FractionMetric = CountedMetric & { readonly kind: "share" | "ratio" | "mean" };

/** Whether the figure of a metric is NUM ÷ DEN of its own cell. Only such figures are published. */
export function isFraction(metric: Metric): metric is FractionMetric {
  return metric.kind === "share" || metric.kind === "ratio" || metric.kind === "mean";
}
