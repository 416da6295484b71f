import type { Finding } from "../../finding.ts";
import type { CheckResult } from "../check-result.ts";
import type { ReportFacts } from "../format/report-facts.ts";
import { countBySeverity } from "../format/severity.ts";
import type { QualityFacts } from "./facts.ts";
import { reportId, reportVersion } from "./report-mark.ts";
import type { Moment, RunFacts } from "./run-facts.ts";
import type { Since } from "./since.ts";
import { type JudgedThreshold, type Verdict, verdictOf } from "./threshold.ts";

/** Everything that a report says, as JSON: `--format json`, and in the page itself. */
export interface QualityDocument {
  readonly report?: { readonly name: typeof reportId; readonly version: number };
  readonly valid: boolean;
  readonly verdict?: Verdict;
  readonly counts: Readonly<Record<Finding["severity"], number>>;
  readonly records: Readonly<Record<string, number>>;
  readonly findings: readonly Finding[];
  readonly checks: readonly CheckResult[];
  readonly version: string;
  readonly thresholds?: readonly JudgedThreshold[];
  readonly run?: RunFacts;
  readonly quality?: QualityFacts;
  readonly since?: Since;
  /** Earlier reports, oldest first, this one last. */
  readonly history?: readonly Moment[];
}

/** The document of a report. The parts that only a quality report has are there when they were asked for. */
export function qualityDocument(findings: readonly Finding[], facts: ReportFacts): QualityDocument {
  const counts = countBySeverity(findings);
  const { thresholds = [], run, quality, since } = facts;
  return {
    ...(quality === undefined ? {} : { report: { name: reportId, version: reportVersion } }),
    valid: counts.error === 0,
    ...(thresholds.length === 0 && quality === undefined
      ? {}
      : { verdict: verdictOf(findings, thresholds) }),
    counts,
    records: facts.records,
    findings,
    checks: facts.checks,
    version: facts.version,
    ...(thresholds.length === 0 ? {} : { thresholds }),
    ...(run === undefined ? {} : { run, history: historyOf(findings, facts, run) }),
    ...(quality === undefined ? {} : { quality }),
    ...(since === undefined ? {} : { since }),
  };
}

/** The longest series that a report carries along. */
const historyMax = 24;

/** The series of reports that ends with this one. */
export function historyOf(
  findings: readonly Finding[],
  facts: ReportFacts,
  { made }: RunFacts,
): readonly Moment[] {
  const counts = countBySeverity(findings);
  const records = Object.values(facts.records).reduce((sum, count) => sum + count, 0);
  const now = { made, records, errors: counts.error, warnings: counts.warning };
  return [...(facts.history ?? []), now].slice(-historyMax);
}
