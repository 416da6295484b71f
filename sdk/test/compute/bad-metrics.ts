import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadMetric, type Metric } from "@edufed/schemas";
import cases from "./bad-metrics/cases.json" with { type: "json" };

/** A definition with one mistake, and what must be said about it. */
export interface BadMetric {
  readonly description: string;
  /** The sound definition in `bad-metrics/` that the mistake is made in. */
  readonly metric: string;
  /** JSON pointer → what stands there instead. */
  readonly put: Readonly<Record<string, unknown>>;
  /** Where the mistake is said to be; where something was put unless it is said. */
  readonly pointer?: string;
  /** Part of the message about the definition; absent where only a question is wrong. */
  readonly says?: string;
  readonly remedy: string;
  readonly ask?: { readonly dimensions: readonly string[] };
  /** Part of the message when it is counted all the same; the same unless it is said, null where nothing is wrong with that. */
  readonly runs?: string | null;
}

export const badMetrics: readonly BadMetric[] = cases.map(({ put, ...rest }) => ({
  ...rest,
  put: Object.fromEntries(Object.entries(put)),
}));

const folder = join(import.meta.dirname, "bad-metrics");

/** The sound definitions that the mistakes are made in. */
export const soundMetrics: readonly Metric[] = ["SOUND_SHARE", "SOUND_TIERS", "SOUND_GAP"].map(
  (id) => loadMetric(join(folder, `${id}.json`)),
);

/** The text of a definition with its mistake. */
export function badText({ metric, put }: Pick<BadMetric, "metric" | "put">): string {
  const definition: object = JSON.parse(readFileSync(join(folder, `${metric}.json`), "utf8"));
  for (const [pointer, value] of Object.entries(put)) {
    const path = pointer.split("/").slice(1);
    const last = path.pop() ?? "";
    let at: unknown = definition;
    for (const name of path) at = Reflect.get(Object(at), name);
    Reflect.set(Object(at), last, value);
  }
  return `${JSON.stringify(definition, null, 2)}\n`;
}

/** A definition with its mistake, read as a metric. */
export function badMetric(bad: Pick<BadMetric, "metric" | "put">): Metric {
  const place = mkdtempSync(join(tmpdir(), "edufed-bad-metric-"));
  try {
    const file = join(place, `${bad.metric}.json`);
    writeFileSync(file, badText(bad));
    return loadMetric(file);
  } finally {
    rmSync(place, { recursive: true });
  }
}
