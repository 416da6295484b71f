import type { Finding, Severity } from "../../finding.ts";

/** Workflow commands that GitHub shows beside the lines of a file, one a finding. */
export function githubFormat(findings: readonly Finding[]): string {
  return findings.map((finding) => `${annotation(finding)}\n`).join("");
}

const commands: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  info: "notice",
};

function annotation(finding: Finding): string {
  const { severity, file, row, rule, message, fix, count } = finding;
  const properties = [
    ...(file === undefined ? [] : [`file=${escapeProperty(file)}`]),
    ...(row === undefined ? [] : [`line=${row}`]),
    `title=${escapeProperty(rule)}`,
  ];
  const times = count > 1 ? ` (${count} records)` : "";
  const text = `${message}${times}${fix === undefined ? "" : ` ${fix}`}`;
  return `::${commands[severity]} ${properties.join(",")}::${escapeData(text)}`;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
