/** A review as one page that asks for nothing else: no script, no request. */
import { commandLines } from "./review-part.ts";
import type { ReviewBlock, ReviewPart } from "./review-part.ts";
import { confidentialNotice, confidentialTitle, facts, verdictText } from "./review-text.ts";
import type { Fact } from "./review-text.ts";
import type { Review, ReviewRow } from "./review.ts";

/** Rows of the table that stand on the page; all of them are in data.csv. */
const rowsMax = 2000;

/** The review as one HTML page; what only the officer may know has a part of its own. */
export function reviewHtml(review: Review, confidential: readonly ReviewPart[] = []): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Review: ${escape(review.title)}, ${escape(review.member)}, ${escape(review.period)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escape(review.title)}</h1>
<p class="verdict ${review.verdict}">${verdictText[review.verdict]}</p>
<table class="facts">${facts(review).map(factHtml).join("\n")}</table>
${confidentialHtml(confidential)}${readersHtml(review)}</main>
</body>
</html>
`;
}

function factHtml([name, fact]: Fact): string {
  return `<tr><th scope="row">${escape(name)}</th><td>${marked(fact)}</td></tr>`;
}

/** Names of the standard stand between back ticks. */
function marked(text: string): string {
  return escape(text).replaceAll(/`([^`]+)`/g, "<code>$1</code>");
}

function readersHtml(review: Review): string {
  const heads = [...review.dimensions, "Value", "Status", "Numerator", "Denominator"];
  const { rows } = review;
  const left =
    rows.length <= rowsMax
      ? ""
      : `<p>The first ${rowsMax} of ${rows.length} cells; all of them are in <code>data.csv</code> of the draft.</p>\n`;
  return `<h2>What readers will see</h2>
${left}<div class="wide" role="region" aria-label="What readers will see" tabindex="0"><table>
${headHtml(heads)}
<tbody>
${rows.slice(0, rowsMax).map(rowHtml).join("\n")}
</tbody>
</table></div>
`;
}

function rowHtml({ codes, value, status, num, den }: ReviewRow): string {
  return `<tr class="${escape(status)}">${[...codes, value, status, num, den].map((cell) => `<td>${escape(cell)}</td>`).join("")}</tr>`;
}

function headHtml(heads: readonly string[]): string {
  return `<thead><tr>${heads.map((head) => `<th scope="col">${escape(head)}</th>`).join("")}</tr></thead>`;
}

function confidentialHtml(parts: readonly ReviewPart[]): string {
  if (parts.length === 0) return "";
  return `<section class="confidential">
<h2>${confidentialTitle}</h2>
<p>${confidentialNotice}</p>
${parts.map(partHtml).join("")}</section>
`;
}

function partHtml({ title, blocks }: ReviewPart): string {
  return `<h3>${escape(title)}</h3>\n${blocks.map((block) => blockHtml(block, title)).join("")}`;
}

function blockHtml(block: ReviewBlock, title: string): string {
  switch (block.kind) {
    case "text":
      return `<p>${marked(block.text)}</p>\n`;
    case "list":
      return `<ul>${block.items.map((item) => `<li>${marked(item)}</li>`).join("")}</ul>\n`;
    case "commands":
      return `<pre tabindex="0">${escape(
        block.lines
          .flatMap(commandLines)
          .map((line) => line.slice(4))
          .join("\n"),
      )}</pre>\n`;
    case "table":
      return `<div class="wide" role="region" aria-label="${escape(title)}" tabindex="0"><table class="figures">
${headHtml(block.heads)}
<tbody>
${block.rows.map((row) => `<tr>${row.map((cell) => `<td>${escape(cell)}</td>`).join("")}</tr>`).join("\n")}
</tbody>
</table></div>
`;
  }
}

function escape(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

const style = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { margin: 0; }
main { max-width: 60rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
table { border-collapse: collapse; }
th, td { text-align: start; padding: 0.25rem 0.75rem 0.25rem 0; vertical-align: top; }
.facts th { min-width: 6rem; overflow-wrap: normal; }
thead th { border-bottom: 2px solid; }
tbody td, .facts th { border-bottom: 1px solid color-mix(in srgb, currentColor 25%, transparent); }
.wide { overflow-x: auto; }
.wide th, .wide td { overflow-wrap: normal; }
.figures td + td, .figures th + th { text-align: end; white-space: nowrap; }
pre { overflow-x: auto; padding: 0.5rem 0.75rem; background: color-mix(in srgb, currentColor 8%, transparent); }
.verdict { font-weight: 700; padding: 0.5rem 0.75rem; border-inline-start: 0.4rem solid; }
.may-be-signed { border-color: #2e7d32; }
.must-not-be-signed { border-color: #c62828; }
.confidential { margin-block: 1.5rem; padding: 0.25rem 1rem; border: 2px solid #b26a00; border-radius: 0.25rem; }
tr.Q td, tr.L td, tr.M td { font-style: italic; }
`;
