import type { Finding, Severity } from "../../finding.ts";

/** The order in which people want to read. */
export const severities: readonly Severity[] = ["error", "warning", "info"];

/** How many findings there are of each severity. */
export function countBySeverity(findings: readonly Finding[]): Readonly<Record<Severity, number>> {
  const count = (severity: Severity): number =>
    findings.filter((finding) => finding.severity === severity).length;
  return { error: count("error"), warning: count("warning"), info: count("info") };
}

/** `1 error`, `2 errors`, `12,000 records`. */
export function counted(count: number, singular: string, plural: string = `${singular}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? singular : plural}`;
}

/** Worst first, otherwise in the order in which they were found. */
export function bySeverity(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted(
    (left, right) => severities.indexOf(left.severity) - severities.indexOf(right.severity),
  );
}
