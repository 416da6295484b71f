import type { Finding, Severity } from "../../finding.ts";
import { recordsOf } from "./place.ts";
import type { ReportFacts } from "./report-facts.ts";
import { reportWords } from "./report-words.ts";
import type { ReportWords } from "./words/shape.ts";

/** Workflow commands that GitHub shows beside the lines of a file, one a finding. */
export function githubFormat(findings: readonly Finding[], facts: ReportFacts): string {
  const words = reportWords(facts.language);
  return findings.map((finding) => `${annotation(finding, words)}\n`).join("");
}

const commands: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  info: "notice",
};

function annotation(finding: Finding, words: ReportWords): string {
  const { severity, file, row, rule, message, fix } = finding;
  const properties = [
    ...(file === undefined ? [] : [`file=${escapeProperty(file)}`]),
    ...(row === undefined ? [] : [`line=${row}`]),
    `title=${escapeProperty(rule)}`,
  ];
  const records = recordsOf(finding) ?? 1;
  const times = records > 1 ? ` (${words.records(records)})` : "";
  const text = `${message}${times}${fix === undefined ? "" : ` ${fix}`}`;
  return `::${commands[severity]} ${properties.join(",")}::${escapeData(text)}`;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
