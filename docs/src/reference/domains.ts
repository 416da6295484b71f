import type { Domain, Metric, Registry } from "@edufed/schemas";

/** The domains in the order in which the site shows them: the frame first. */
export const domains: readonly Domain[] = [
  "organisation",
  "students",
  "staff",
  "activity",
  "assessment",
  "wellbeing",
];

/** The metrics by domain, in the order of the domains; a domain without metrics is left out. */
export function metricsOf({
  metrics,
}: Registry): readonly { readonly domain: Domain; readonly metrics: readonly Metric[] }[] {
  const all = [...metrics.values()];
  return domains
    .map((domain) => ({ domain, metrics: all.filter((metric) => metric.domain === domain) }))
    .filter(({ metrics: own }) => own.length > 0);
}
