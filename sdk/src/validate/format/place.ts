import type { Finding, FindingCode } from "../../finding.ts";
import type { ReportWords } from "./words/shape.ts";

/** Codes that are about a file: no number of records goes with them. */
const ofFiles: ReadonlySet<FindingCode> = new Set([
  "unknown-entity",
  "unread-file",
  "unknown-column",
  "missing-column",
  "empty-file",
]);

/** Whether a finding says that something was not looked at. */
export function isUnchecked({ code, severity }: Finding): boolean {
  return code === "unchecked" || (code === "unknown-reference" && severity === "info");
}

/** How many records a finding is about; undefined for one that is about a file or about no record. */
export function recordsOf(finding: Finding): number | undefined {
  return ofFiles.has(finding.code) || isUnchecked(finding) ? undefined : finding.count;
}

/** `records/student.csv: rows 2, 3 …`. */
export function placeOf(finding: Finding, words: ReportWords): string {
  const { file, entity, row, rows, count } = finding;
  const where = file ?? entity ?? "";
  const named = rows ?? (row === undefined ? [] : [row]);
  if (named.length === 0) return where;
  const more = count > named.length ? " …" : "";
  return `${where}: ${named.length === 1 ? words.row : words.rows} ${named.join(", ")}${more}`;
}
