/** `quality.json`: how complete the data were and what was found in them, without a single record showing. */
import type { Finding, Severity } from "../finding.ts";
import { closed, list, oneOf, orNull, text } from "./shape.ts";
import type { Shape } from "./shape.ts";

const bands = ["1-9", "10-99", "100-999", "1000-9999", "10000+"] as const;

/** How many records a finding concerns, in powers of ten: an exact number could point at a person. */
export type CountBand = (typeof bands)[number];

export interface QualityFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly records: CountBand;
}

export interface Quality {
  /** `passed` without findings, `passed-with-findings` with warnings; data with errors never get here. */
  readonly gate: "passed" | "passed-with-findings";
  /** Contributors seen ÷ contributors expected, cut to two decimals; null when it cannot be said. */
  readonly coverage: string | null;
  readonly findings: readonly QualityFinding[];
}

/** The shape of `quality.json`. */
export const qualityShape: Shape<Quality> = closed({
  gate: oneOf("passed", "passed-with-findings"),
  coverage: orNull(text({ pattern: /^\d+\.\d{2}$/, lengthMax: 12 })),
  findings: list(
    closed({
      rule: text({ pattern: /^[A-Za-z0-9][A-Za-z0-9/._-]*$/, lengthMax: 200 }),
      severity: oneOf("error", "warning", "info"),
      records: oneOf(...bands),
    }),
    10_000,
  ),
});

/** Findings of the data → what is published of them: the rule, and a rough number of records. */
export function summariseQuality(findings: readonly Finding[], coverage: number | null): Quality {
  const counts = new Map<string, QualityFinding & { readonly count: number }>();
  for (const { rule, severity, count } of findings) {
    const key = `${severity} ${rule}`;
    const total = count + (counts.get(key)?.count ?? 0);
    counts.set(key, { rule, severity, records: bandOf(total), count: total });
  }
  const published = [...counts.entries()]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { rule, severity, records }]) => ({ rule, severity, records }));
  return {
    gate: published.length === 0 ? "passed" : "passed-with-findings",
    coverage: coverage === null ? null : (Math.floor(coverage * 100 + 1e-9) / 100).toFixed(2),
    findings: published,
  };
}

function bandOf(count: number): CountBand {
  return bands[Math.min(String(count).length, bands.length) - 1] ?? "10000+";
}
