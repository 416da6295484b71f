import type { Finding, FindingCode } from "../../finding.ts";
import type { QualityThreshold } from "../../member-config.ts";

/** A threshold with what it was held against. Kept in the report, so that it can be judged anew. */
export interface JudgedThreshold extends QualityThreshold {
  /** The most records that it accepts. */
  readonly recordsMax: number;
  /** Records that have the finding. */
  readonly count: number;
  /** Records of the entity. */
  readonly of: number;
  readonly isKept: boolean;
}

/** `accepted`: not valid, and every error is within a threshold that the member has given a reason for. */
export type Verdict = "valid" | "accepted" | "not-valid";

/**
 * What no threshold accepts: it is not about the value of a record, and hides how many there are. A
 * column that is missing has the rule of the values that are, and counts as one.
 */
export const neverAccepted: ReadonlySet<FindingCode> = new Set([
  "unknown-entity",
  "unread-file",
  "unknown-column",
  "unknown-property",
  "missing-column",
  "empty-file",
  "malformed-row",
  "duplicate-key",
]);

/** Holds each threshold against what was found by its rule, in all files together. */
export function judgeThresholds(
  thresholds: readonly QualityThreshold[],
  findings: readonly Finding[],
  records: Readonly<Record<string, number>>,
): readonly JudgedThreshold[] {
  return thresholds.map((threshold) => {
    const found = findings.filter(
      ({ rule, code }) => rule === threshold.rule && !neverAccepted.has(code),
    );
    const count = found.reduce((sum, finding) => sum + finding.count, 0);
    const of = records[found[0]?.entity ?? threshold.rule.split("/")[0] ?? ""] ?? 0;
    const recordsMax =
      threshold.records ?? Math.floor(Number(((threshold.share ?? 0) * of).toFixed(6)));
    return { ...threshold, recordsMax, count, of, isKept: count <= recordsMax };
  });
}

/** The threshold that a finding is within; undefined where it has none, or is beyond it. */
export function acceptedBy(
  finding: Finding,
  judged: readonly JudgedThreshold[] = [],
): JudgedThreshold | undefined {
  if (finding.severity === "info" || neverAccepted.has(finding.code)) return undefined;
  return judged.find(({ rule, isKept }) => rule === finding.rule && isKept);
}

/** What may be said of the data: thresholds accept deviations, they never make data valid. */
export function verdictOf(
  findings: readonly Finding[],
  judged: readonly JudgedThreshold[] = [],
): Verdict {
  const errors = findings.filter(({ severity }) => severity === "error");
  if (errors.length === 0) return "valid";
  return errors.every((finding) => acceptedBy(finding, judged) !== undefined)
    ? "accepted"
    : "not-valid";
}
