import { canonicalDigest } from "../canonical.ts";
import { checkOf } from "./check.ts";
import type { Check } from "./check.ts";
import type { Documents } from "./read.ts";

/** B08: the metric is the one the manifest names, down to its hash, and declares what the table is cut by. */
export async function checkMetric({ manifest, metric, metricValue }: Documents): Promise<Check> {
  const formalHash = await canonicalDigest(metricValue.formal);
  const fullHash = await canonicalDigest(metricValue);
  const facts: readonly (readonly [isRight: boolean, problem: string])[] = [
    [formalHash === manifest.metric.formalHash, "The formal part of metric.json has another hash."],
    [fullHash === manifest.metric.fullHash, "The whole of metric.json has another digest."],
    [metric.formal.id === manifest.metric.id, "metric.json is about another metric."],
    [metric.informal.version === manifest.metric.version, "metric.json is another version."],
    [
      manifest.dimensions.every((id) => id === "REF_AREA" || metric.formal.dimensions.includes(id)),
      "The table is cut by a dimension that metric.json does not declare.",
    ],
  ];
  return checkOf("B08", {
    fine: `The formal hash was computed again: ${formalHash}.`,
    remedy: "Draw the publication up again with the released metric.",
    problems: facts.filter(([isRight]) => !isRight).map(([, problem]) => problem),
  });
}
