import MarkdownIt from "markdown-it";
import { figureOf } from "./figure.ts";
import type { FigureFormat } from "./figure.ts";
import { broken } from "./notebook.ts";
import type { NotebookRun, Prose } from "./notebook.ts";

/** Raw HTML stays text and nothing is fetched: a notebook may be a stranger's. */
const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false });

/** Markdown to HTML, with `{{ cell.column | percent 1 }}` replaced by the figure. */
export function proseHtml(prose: Prose, run: NotebookRun): string {
  const tokens = markdown.parse(prose.text, {});
  for (const token of tokens) {
    let line = prose.line + (token.map?.[0] ?? 0);
    for (const child of token.children ?? []) {
      if (child.type === "softbreak" || child.type === "hardbreak") line += 1;
      if (child.type === "image") throw noImages(run.notebook.file, line);
      if (child.type === "text") child.content = withFigures(child.content, line, run);
    }
  }
  return markdown.renderer.render(tokens, markdown.options, {});
}

const referencePattern = /\{\{(?<inside>[^}]*)\}\}/gu;
const insidePattern =
  /^\s*(?<cell>[a-z][a-z0-9_]*)\.(?<column>\w+)\s*(?:\|\s*(?<style>percent|number)(?:\s+(?<digits>[0-9]))?\s*)?$/u;

function withFigures(text: string, line: number, run: NotebookRun): string {
  return text.replaceAll(referencePattern, (whole, inside: string) => {
    const parts = insidePattern.exec(inside)?.groups;
    if (parts === undefined)
      throw unreadable(
        run,
        line,
        whole,
        "Write {{ cell.column }} or {{ cell.column | percent 1 }}.",
      );
    const { cell = "", column = "", style, digits } = parts;
    const row = onlyRow(cell, column, { run, line, whole });
    return figureOf(row, column, run.notebook.frontMatter.language, formatOf(style, digits)).text;
  });
}

function formatOf(style: string | undefined, digits: string | undefined): FigureFormat {
  const named = style === "percent" ? "percent" : "number";
  return digits === undefined ? { style: named } : { style: named, digits: Number(digits) };
}

/** A figure in prose comes from a cell that returned one row, so that it cannot be the wrong one. */
function onlyRow(
  cell: string,
  column: string,
  { run, line, whole }: { run: NotebookRun; line: number; whole: string },
): NonNullable<ReturnType<NotebookRun["results"]["get"]>>["rows"][number] {
  const result = run.results.get(cell);
  if (result === undefined)
    throw unreadable(run, line, whole, `Name one of: ${[...run.results.keys()].join(", ")}.`);
  if (!result.columns.includes(column))
    throw unreadable(run, line, whole, `${cell} has the columns ${result.columns.join(", ")}.`);
  const [row] = result.rows;
  if (row !== undefined && result.rows.length === 1) return row;
  throw unreadable(
    run,
    line,
    whole,
    `${cell} has ${result.rows.length} rows; write a cell that returns the one row that is meant.`,
  );
}

function unreadable(run: NotebookRun, line: number, whole: string, remedy: string): Error {
  return broken({
    file: run.notebook.file,
    line,
    problem: `${whole} does not name a figure.`,
    remedy,
  });
}

function noImages(file: string, line: number): Error {
  return broken({
    file,
    line,
    problem: "a notebook shows no images.",
    remedy: "Draw the figure in a vega-lite cell, or link to the page that has it.",
  });
}
