import type { Finding } from "../../finding.ts";

/** One finding a line. */
export function ndjsonFormat(findings: readonly Finding[]): string {
  return findings.map((finding) => `${JSON.stringify(finding)}\n`).join("");
}
