import type { Finding } from "../../finding.ts";
import { qualityDocument } from "../report/document.ts";
import type { ReportFacts } from "./report-facts.ts";

/**
 * One JSON document: verdict, counts, records, findings as they are, and every check; with the facts of
 * a quality report where these were gathered.
 */
export function jsonFormat(findings: readonly Finding[], facts: ReportFacts): string {
  return `${JSON.stringify(qualityDocument(findings, facts), null, 2)}\n`;
}
