import type { Metric, Registry } from "@edufed/schemas";
import { UsageError } from "../errors.ts";
import { nearest } from "../import/nearest.ts";
import { textTable } from "./io.ts";
import { metricLines } from "./metric-lines.ts";
import { chooseOne } from "./options.ts";
import { standard } from "./session.ts";
import type { Shell } from "./shell.ts";

/** `metric list`: id, title and domain of every metric of the standard. */
export function listMetrics(shell: Shell, json: boolean): void {
  const metrics = [...standard().metrics.values()];
  if (json) {
    const facts = metrics.map(({ id, version, domain, title, unit }) => ({
      id,
      version,
      domain,
      title,
      unit,
    }));
    shell.out(JSON.stringify(facts, null, 2));
    return;
  }
  shell.out(
    textTable(
      metrics.map(({ id, title, domain }) => [id, title.en, domain]),
      new Set(),
    ),
  );
  shell.next("metric show <id>, which tells how one is defined");
}

/** `metric show`: one metric in words, or as it is written. */
export function showMetric(shell: Shell, id: string, json: boolean): void {
  const metric = metricNamed(standard(), id);
  if (json) {
    shell.out(JSON.stringify(metric, null, 2));
    return;
  }
  const [first = "", ...rest] = metricLines(metric);
  shell.out(shell.style("bold", first));
  for (const each of rest) shell.out(each);
}

/** A metric by its id, in any case; the error names those that there are. */
export function metricNamed(registry: Registry, id: string): Metric {
  const metric = registry.metrics.get(id.toUpperCase());
  if (metric !== undefined) return metric;
  const known = [...registry.metrics.keys()];
  throw new UsageError(`There is no metric called “${id}”.`, chooseOne(nearest(id, known), known));
}
