import type { Finding } from "../../finding.ts";
import { qualityDocument } from "../report/document.ts";
import { reportId } from "../report/report-mark.ts";
import { areasPart, checksPart } from "./report-checks.ts";
import { coveragePart } from "./report-coverage.ts";
import type { ReportFacts } from "./report-facts.ts";
import { filesPart, notesPart, signature } from "./report-files.ts";
import { findingsPart, thresholdsPart } from "./report-findings.ts";
import { escape, type Page, pageOf, type Part } from "./report-page.ts";
import { propertiesPart } from "./report-properties.ts";
import { sincePart } from "./report-since.ts";
import { figuresPart, header, nextPart, verdictTitle } from "./report-verdict.ts";
import { reportStyle } from "./style.ts";

/**
 * The quality report: one page that loads nothing and runs nothing, with everything that it says as
 * JSON inside.
 */
export function htmlFormat(findings: readonly Finding[], facts: ReportFacts): string {
  const page = pageOf(findings, facts);
  const parts = partsOf(page);
  return [
    "<!doctype html>",
    `<html lang="${page.language}">`,
    "<head>",
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${escape(verdictTitle(page))}: ${escape(page.words.reportTitle)}</title>`,
    `<style>${reportStyle}</style>`,
    "</head>",
    "<body>",
    header(page),
    contents(parts, page),
    "<main>",
    ...parts.map(section),
    "</main>",
    `<footer>${signature(page)}<p>edufed ${escape(facts.version)}. ${escape(page.words.noValues)}</p></footer>`,
    `<script type="application/json" id="${reportId}">${embedded(findings, facts)}</script>`,
    "</body>",
    "</html>",
    "",
  ].join("\n");
}

function partsOf(page: Page): readonly Part[] {
  return [
    ...nextPart(page),
    figuresPart(page),
    ...sincePart(page),
    ...areasPart(page),
    findingsPart(page),
    ...thresholdsPart(page),
    ...coveragePart(page),
    ...propertiesPart(page),
    checksPart(page),
    filesPart(page),
    notesPart(page),
  ];
}

function contents(parts: readonly Part[], { quality }: Page): string {
  const links = parts.map(({ id, title }) => `<li><a href="#${id}">${escape(title)}</a></li>`);
  return `<nav aria-label="${escape(quality.contents)}"><ul>${links.join("")}</ul></nav>`;
}

function section({ id, title, content }: Part): string {
  return `<section aria-labelledby="${id}"><h2 id="${id}">${escape(title)}</h2>\n${content}\n</section>`;
}

/** JSON inside a script element may not contain the end of one. */
function embedded(findings: readonly Finding[], facts: ReportFacts): string {
  return JSON.stringify(qualityDocument(findings, facts)).replaceAll("<", "\\u003c");
}
