import type { Finding } from "../../finding.ts";
import type { FindingLanguage } from "../../finding-text.ts";
import type { Amount } from "../report/amount.ts";
import { qualityWords } from "./quality-words.ts";
import type { ReportFacts } from "./report-facts.ts";
import { reportWords } from "./report-words.ts";
import type { QualityWords } from "./words/quality-shape.ts";
import type { ReportWords } from "./words/shape.ts";

/** What every part of the page is written from. */
export interface Page {
  readonly findings: readonly Finding[];
  readonly facts: ReportFacts;
  readonly language: FindingLanguage;
  readonly words: ReportWords;
  readonly quality: QualityWords;
}

/** The page of some findings, with the words of its language. */
export function pageOf(findings: readonly Finding[], facts: ReportFacts): Page {
  const language = facts.language ?? "en";
  const words = reportWords(language);
  return { findings, facts, language, words, quality: qualityWords(language) };
}

/** A part of the page with a heading that the contents lead to. */
export interface Part {
  readonly id: string;
  readonly title: string;
  readonly content: string;
}

/** Text as HTML says it. */
export function escape(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** A name, an id or a command, as HTML. */
export function code(text: string): string {
  return `<code>${escape(text)}</code>`;
}

/** Text whose words between backticks are names or commands. */
export function withCode(text: string): string {
  return text
    .split("`")
    .map((part, index) => (index % 2 === 1 ? code(part) : escape(part)))
    .join("");
}

/** A number as the language of the page writes it. */
export function number({ language }: Page, count: number): string {
  return count.toLocaleString(language);
}

/** A number of records as it may be told. */
export function amount(page: Page, told: Amount): string {
  switch (told.kind) {
    case "exact":
      return number(page, told.count);
    case "about":
      return page.quality.about(number(page, told.count));
    case "few":
      return page.quality.fewerThan(told.below);
    case "withheld":
      return page.quality.withheld;
  }
}

/** A share of a whole, cut after one decimal, so that only everything is 100 %; undefined where it is not told. */
export function share(page: Page, told: Amount, whole: number): string | undefined {
  if (whole === 0 || told.kind === "few" || told.kind === "withheld") return undefined;
  const cut = Math.floor((1000 * told.count) / whole) / 1000;
  return cut.toLocaleString(page.language, { style: "percent", maximumFractionDigits: 1 });
}

/** A bar beside a number that says the same; nothing where there is no number. */
export function bar(told: Amount, whole: number): string {
  if (whole === 0 || told.kind === "few" || told.kind === "withheld") return "";
  const width = Math.max(told.count === 0 ? 0 : 1, Math.round((100 * told.count) / whole));
  return `<span class="bar" aria-hidden="true"><span style="width:${Math.min(100, width)}%"></span></span>`;
}

/** A column of a table; a number stands to the right. */
export interface Column {
  readonly title: string;
  readonly isNumber?: boolean;
}

/** A table whose first cell of each row names the row; cells are HTML. On a phone each row is a block. */
export function table(
  caption: string,
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): string {
  const head = columns
    .map(({ title, isNumber }) => `<th scope="col"${numberClass(isNumber)}>${escape(title)}</th>`)
    .join("");
  const body = rows.map(([first = "", ...others]) => {
    const cells = others.map((cell, index) => {
      const column = columns[index + 1];
      const label = column === undefined ? "" : ` data-label="${escape(column.title)}"`;
      return `<td${numberClass(column?.isNumber)}${label}>${cell}</td>`;
    });
    return `<tr><th scope="row">${first}</th>${cells.join("")}</tr>`;
  });
  return `<table class="rows"><caption>${escape(caption)}</caption><thead><tr>${head}</tr></thead><tbody>\n${body.join("\n")}\n</tbody></table>`;
}

function numberClass(isNumber: boolean | undefined): string {
  return isNumber === true ? ' class="number"' : "";
}

/** A part that stays closed until it is asked for; both texts are HTML. */
export function details(summary: string, content: string, isOpen = false): string {
  return `<details${isOpen ? " open" : ""}><summary>${summary}</summary>\n${content}\n</details>`;
}

/** A table that is wider than a phone: it moves within its box, by the keyboard too. */
export function wide(label: string, content: string): string {
  return `<div class="wide" tabindex="0" role="group" aria-label="${escape(label)}">${content}</div>`;
}

/** A moment to the minute, in UTC. */
export function moment(text: string): string {
  return `${escape(text.slice(0, 10))} ${escape(text.slice(11, 16))} UTC`;
}
