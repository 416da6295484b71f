/**
 * Everything that can be wrong with data. A finding is a fact: returned, counted, never thrown,
 * and never carries a person's value. Its words live in finding-text.ts.
 */

export type Severity = "error" | "warning" | "info";

/** Stable codes, kebab-case, documented, never re-used. */
export type FindingCode =
  // of a file
  | "unknown-entity"
  | "unread-file"
  | "unknown-column"
  | "missing-column"
  | "empty-file"
  | "malformed-row"
  // of one record
  | "missing"
  | "wrong-type"
  | "unknown-code"
  | "out-of-range"
  | "wrong-format"
  | "wrong-length"
  | "wrong-items"
  | "unknown-property"
  | "rule"
  // between records
  | "duplicate-key"
  | "unknown-reference"
  | "unchecked"
  // of an import
  | "ambiguous-date"
  | "unmapped-code"
  | "unmapped-column"
  | "superseded";

/** A fact about data, with its place and its remedy. Serialised as it is by `--json`. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly entity?: string;
  readonly file?: string;
  /** As a spreadsheet shows it: the header is row 1. Absent when the finding is about the whole file. */
  readonly row?: number;
  /** JSON Pointer into the record: `/birthYear`. */
  readonly pointer?: string;
  /** Id of the check: `student/birthYear/minimum`, or the id of a declared rule. */
  readonly rule: string;
  readonly message: string;
  readonly fix?: string;
  /** How many records have it; a grouped finding names the first rows only. */
  readonly count: number;
  /** How many of them `edufed fix` would mend; absent where it is none. */
  readonly fixable?: number;
  /** First rows that have it, as a spreadsheet shows them. */
  readonly rows?: readonly number[];
}

export function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some((finding) => finding.severity === "error");
}
