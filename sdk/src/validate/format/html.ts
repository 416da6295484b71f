import type { Finding, Severity } from "../../finding.ts";
import type { CheckResult } from "../check-result.ts";
import type { ReportFacts } from "./report-facts.ts";
import { bySeverity, counted, countBySeverity } from "./severity.ts";
import { reportStyle } from "./style.ts";

/** One page that loads nothing: verdict, findings, records, and all checks with how they were done. */
export function htmlFormat(findings: readonly Finding[], facts: ReportFacts): string {
  const counts = countBySeverity(findings);
  const verdict = counts.error === 0 ? "Valid" : "Not valid";
  return [
    "<!doctype html>",
    '<html lang="en">',
    "<head>",
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${verdict}: data quality report</title>`,
    `<style>${reportStyle}</style>`,
    "</head>",
    "<body>",
    "<main>",
    `<h1 class="${counts.error === 0 ? "fine" : "error"}">${verdict}</h1>`,
    `<p>${summary(findings, facts)}</p>`,
    section(
      "Findings",
      findings.length === 0 ? "<p>None.</p>" : bySeverity(findings).map(article).join("\n"),
    ),
    section("Records", recordsTable(facts)),
    section("Checks", checksTable(facts)),
    "</main>",
    `<footer>edufed ${escape(facts.version)}. No value of a record is part of this report.</footer>`,
    `<script type="application/json" id="findings">${embedded(findings)}</script>`,
    "</body>",
    "</html>",
    "",
  ].join("\n");
}

const severityNames: Readonly<Record<Severity, string>> = {
  error: "Error",
  warning: "Warning",
  info: "Note",
};

function summary(findings: readonly Finding[], facts: ReportFacts): string {
  const counts = countBySeverity(findings);
  const records = Object.values(facts.records).reduce((sum, count) => sum + count, 0);
  const failed = facts.checks.filter(({ violations }) => violations > 0).length;
  return escape(
    `${counted(counts.error, "error")}, ${counted(counts.warning, "warning")}, ${counted(counts.info, "note")}; ` +
      `${counted(records, "record")}, ${counted(facts.checks.length, "check")}, ${failed} not passed.`,
  );
}

function section(title: string, content: string): string {
  const id = title.toLowerCase();
  return `<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>\n${content}\n</section>`;
}

function article(finding: Finding): string {
  const { severity, message, fix, rule, count } = finding;
  return [
    `<article class="${severity}">`,
    `<h3><span class="severity">${severityNames[severity]}</span> ${escape(message)}</h3>`,
    ...(fix === undefined ? [] : [`<p><strong>What to do.</strong> ${escape(fix)}</p>`]),
    `<p class="place">${escape(place(finding))}</p>`,
    `<p class="rule"><code>${escape(rule)}</code> · ${counted(count, "record")}</p>`,
    "</article>",
  ].join("\n");
}

function place({ file, entity, row, rows, count }: Finding): string {
  const where = file ?? entity ?? "";
  const named = rows ?? (row === undefined ? [] : [row]);
  if (named.length === 0) return where;
  return `${where}: ${named.length === 1 ? "row" : "rows"} ${named.join(", ")}${count > named.length ? " …" : ""}`;
}

function recordsTable(facts: ReportFacts): string {
  const rows = Object.entries(facts.records).map(
    ([entity, count]) =>
      `<tr><th scope="row">${escape(entity)}</th><td class="number">${count.toLocaleString("en")}</td></tr>`,
  );
  return `<table><thead><tr><th scope="col">Entity</th><th scope="col" class="number">Records</th></tr></thead><tbody>${rows.join("\n")}</tbody></table>`;
}

const waysNames: Readonly<Record<CheckResult["by"], string>> = {
  sql: "all records, in the engine",
  record: "every value, by the record validator",
  none: "not checked",
};

function checksTable(facts: ReportFacts): string {
  const rows = facts.checks.map(
    ({ id, by, violations }) =>
      `<tr${violations > 0 ? ' class="failed"' : ""}><th scope="row"><code>${escape(id)}</code></th><td>${waysNames[by]}</td><td class="number">${by === "none" ? "–" : violations.toLocaleString("en")}</td></tr>`,
  );
  return `<details><summary>${counted(facts.checks.length, "check")}</summary><table><thead><tr><th scope="col">Check</th><th scope="col">How</th><th scope="col" class="number">Records that fail</th></tr></thead><tbody>${rows.join("\n")}</tbody></table></details>`;
}

function escape(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** JSON inside a script element may not contain the end of one. */
function embedded(findings: readonly Finding[]): string {
  return JSON.stringify(findings).replaceAll("<", "\\u003c");
}
