import { escapeHtml } from "./html.ts";
import type { ChartCell, NotebookRun, SqlCell } from "./notebook.ts";
import { proseHtml } from "./prose.ts";
import { notebookStyle, pageStyle } from "./style.ts";
import { tableHtml } from "./table.ts";
import { wordsIn } from "./words.ts";

/** The notebook as one HTML element with its own style, to stand inside a site. It needs no script. */
export function renderFragment(run: NotebookRun): string {
  const { frontMatter, blocks } = run.notebook;
  const parts = blocks.map((block) => {
    switch (block.kind) {
      case "prose":
        return proseHtml(block, run);
      case "sql":
        return sqlHtml(block, run);
      case "chart":
        return chartHtml(block, run);
    }
  });
  return `<div class="edufed-notebook" lang="${frontMatter.language}">
<style>${notebookStyle}</style>
${parts.filter((part) => part !== "").join("\n")}
</div>
`;
}

/** The notebook as a page that stands alone: it runs nothing and asks nobody for anything. */
export function renderPage(run: NotebookRun): string {
  const { title, language } = run.notebook.frontMatter;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${pageStyle}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${renderFragment(run)}</main>
</body>
</html>
`;
}

function sqlHtml(cell: SqlCell, run: NotebookRun): string {
  const { language } = run.notebook.frontMatter;
  const result = run.results.get(cell.name);
  if (cell.isHidden || result === undefined) return "";
  return `${tableHtml(cell, result, language)}
<details class="edufed-question"><summary>${wordsIn(language).question}</summary>
<pre><code>${escapeHtml(cell.text)}</code></pre></details>`;
}

function chartHtml(chart: ChartCell, run: NotebookRun): string {
  const { chart: word } = wordsIn(run.notebook.frontMatter.language);
  const svg = run.charts.get(chart.line) ?? "";
  return `<figure>
<div class="edufed-scroll" role="region" tabindex="0" aria-label="${word}: ${escapeHtml(chart.cell)}">${svg}</div>
<figcaption id="figure-${chart.line}">${escapeHtml(chart.alt)}</figcaption>
</figure>`;
}
