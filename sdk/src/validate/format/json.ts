import type { Finding } from "../../finding.ts";
import type { ReportFacts } from "./report-facts.ts";
import { countBySeverity } from "./severity.ts";

/** One JSON document: verdict, counts, records, findings as they are, and every check. */
export function jsonFormat(findings: readonly Finding[], facts: ReportFacts): string {
  const counts = countBySeverity(findings);
  const report = {
    valid: counts.error === 0,
    counts,
    records: facts.records,
    findings,
    checks: facts.checks,
    version: facts.version,
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}
