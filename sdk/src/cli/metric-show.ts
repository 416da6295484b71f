import type { Metric, Registry } from "@edufed/schemas";
import { UsageError } from "../errors.ts";
import { formalHash } from "../formal-hash.ts";
import { nearest } from "../import/nearest.ts";
import { textTable } from "./io.ts";
import { metricLines } from "./metric-lines.ts";
import { chooseOne } from "./options.ts";
import { standard } from "./session.ts";
import type { Shell } from "./shell.ts";

/** `metric list`: id, title and domain of every metric of the standard; for machines its hash too. */
export async function listMetrics(shell: Shell, json: boolean): Promise<void> {
  const metrics = [...standard().metrics.values()];
  if (json) {
    const facts = await Promise.all(
      metrics.map(async (metric) => {
        const { id, version, domain, title, kind, unit } = metric;
        return { id, version, formalHash: await formalHash(metric), domain, title, kind, unit };
      }),
    );
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

/** `metric show`: one metric in words, or as it is written, with the hash that is its identity. */
export async function showMetric(shell: Shell, id: string, json: boolean): Promise<void> {
  const metric = metricNamed(standard(), id);
  const hash = await formalHash(metric);
  if (json) {
    shell.out(JSON.stringify({ ...metric, formalHash: hash }, null, 2));
    return;
  }
  const [first = "", ...rest] = metricLines(metric);
  shell.out(shell.style("bold", first));
  for (const each of rest) shell.out(each);
  shell.out("");
  shell.out(`Formal hash: ${hash}`);
}

/** A metric by its id, in any case; the error names those that there are. */
export function metricNamed(registry: Registry, id: string): Metric {
  const metric = registry.metrics.get(id.toUpperCase());
  if (metric !== undefined) return metric;
  const known = [...registry.metrics.keys()];
  throw new UsageError(`There is no metric called “${id}”.`, chooseOne(nearest(id, known), known));
}
