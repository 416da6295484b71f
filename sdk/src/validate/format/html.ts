import type { Finding } from "../../finding.ts";
import type { ReportFacts } from "./report-facts.ts";
import { placeOf, recordsOf } from "./place.ts";
import { reportWords } from "./report-words.ts";
import { bySeverity, countBySeverity } from "./severity.ts";
import { reportStyle } from "./style.ts";
import type { ReportWords } from "./words/shape.ts";

/** One page that loads nothing: verdict, findings, records, and all checks with how they were done. */
export function htmlFormat(findings: readonly Finding[], facts: ReportFacts): string {
  const counts = countBySeverity(findings);
  const words = reportWords(facts.language);
  const verdict = counts.error === 0 ? words.valid : words.notValid;
  return [
    "<!doctype html>",
    `<html lang="${facts.language ?? "en"}">`,
    "<head>",
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${verdict}: ${words.reportTitle}</title>`,
    `<style>${reportStyle}</style>`,
    "</head>",
    "<body>",
    "<main>",
    `<h1 class="${counts.error === 0 ? "fine" : "error"}">${verdict}</h1>`,
    `<p>${summary(findings, facts, words)}</p>`,
    section(
      "findings",
      words.findings,
      findings.length === 0
        ? `<p>${words.none}</p>`
        : bySeverity(findings)
            .map((finding) => article(finding, words))
            .join("\n"),
    ),
    section("records", words.recordsTitle, recordsTable(facts, words)),
    section("checks", words.checksTitle, checksTable(facts, words)),
    "</main>",
    `<footer>edufed ${escape(facts.version)}. ${words.noValues}</footer>`,
    `<script type="application/json" id="findings">${embedded(findings)}</script>`,
    "</body>",
    "</html>",
    "",
  ].join("\n");
}

function summary(findings: readonly Finding[], facts: ReportFacts, words: ReportWords): string {
  const counts = countBySeverity(findings);
  const records = Object.values(facts.records).reduce((sum, count) => sum + count, 0);
  const failed = facts.checks.filter(({ violations }) => violations > 0).length;
  return escape(
    `${words.errors(counts.error)}, ${words.warnings(counts.warning)}, ${words.notes(counts.info)}; ` +
      `${words.records(records)}, ${words.checks(facts.checks.length)}, ${words.notPassed(failed)}.`,
  );
}

function section(id: string, title: string, content: string): string {
  return `<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>\n${content}\n</section>`;
}

function article(finding: Finding, words: ReportWords): string {
  const { severity, message, fix, rule } = finding;
  const records = recordsOf(finding);
  const name = words.severity[severity];
  return [
    `<article class="${severity}">`,
    `<h3><span class="severity">${name.slice(0, 1).toLocaleUpperCase()}${name.slice(1)}</span> ${escape(message)}</h3>`,
    ...(fix === undefined ? [] : [`<p><strong>${words.whatToDo}</strong> ${escape(fix)}</p>`]),
    `<p class="place">${escape(placeOf(finding, words))}</p>`,
    `<p class="rule"><code>${escape(rule)}</code>${records === undefined ? "" : ` · ${words.records(records)}`}</p>`,
    "</article>",
  ].join("\n");
}

function recordsTable(facts: ReportFacts, words: ReportWords): string {
  const rows = Object.entries(facts.records).map(
    ([entity, count]) =>
      `<tr><th scope="row">${escape(entity)}</th><td class="number">${count.toLocaleString(facts.language ?? "en")}</td></tr>`,
  );
  return `<table><thead><tr><th scope="col">${words.entity}</th><th scope="col" class="number">${words.recordsTitle}</th></tr></thead><tbody>${rows.join("\n")}</tbody></table>`;
}

function checksTable(facts: ReportFacts, words: ReportWords): string {
  const rows = facts.checks.map(
    ({ id, by, violations }) =>
      `<tr${violations > 0 ? ' class="failed"' : ""}><th scope="row"><code>${escape(id)}</code></th><td>${words.ways[by]}</td><td class="number">${by === "none" ? "–" : violations.toLocaleString(facts.language ?? "en")}</td></tr>`,
  );
  return `<details><summary>${words.checks(facts.checks.length)}</summary><table><thead><tr><th scope="col">${words.check}</th><th scope="col">${words.how}</th><th scope="col" class="number">${words.recordsThatFail}</th></tr></thead><tbody>${rows.join("\n")}</tbody></table></details>`;
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
