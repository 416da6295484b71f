import type { Domain } from "@edufed/schemas";
import type { Coverage, CoverageCell } from "../report/facts.ts";
import {
  amount,
  code,
  details,
  escape,
  number,
  type Page,
  type Part,
  table,
  wide,
} from "./report-page.ts";

const domains: readonly Domain[] = [
  "organisation",
  "students",
  "staff",
  "activity",
  "assessment",
  "wellbeing",
];

/** Which entities have records in which school years: what was collected, in part, or not. */
export function coveragePart(page: Page): readonly Part[] {
  const { facts, quality } = page;
  const known = facts.quality;
  if (known === undefined) return [];
  const content = [
    `<p>${escape(quality.coverageSays(dayOf(known.schoolYearStart, page)))}</p>`,
    wide(quality.coverage, grid(known.coverage, known.periods, page)),
    ...emptyProperties(known.coverage, page),
  ];
  return [{ id: "coverage", title: quality.coverage, content: content.join("\n") }];
}

function grid(coverage: readonly Coverage[], periods: readonly string[], page: Page): string {
  const { words, quality } = page;
  const hasElsewhere = coverage.some(
    ({ elsewhere }) => elsewhere !== undefined && !isNone(elsewhere),
  );
  const columns = [...periods, ...(hasElsewhere ? [quality.cells.elsewhere] : [])];
  const head = [words.entity, words.recordsTitle, ...columns].map(
    (title, index) =>
      `<th scope="col"${index === 1 ? ' class="number"' : ""}>${escape(title)}</th>`,
  );
  const bodies = domains.map((domain) => {
    const own = coverage.filter((row) => row.domain === domain);
    const rows = own.filter(({ entity }) => entity in page.facts.records);
    const absent = own.filter((row) => !rows.includes(row));
    const title = `<tr class="domain"><th scope="rowgroup" colspan="${columns.length + 2}">${escape(quality.domains[domain])}</th></tr>`;
    const lines = rows.map((row) => gridRow(row, { columns: columns.length, hasElsewhere }, page));
    return `<tbody>${title}\n${[...lines, ...absentRow(absent, columns.length + 1, page)].join("\n")}</tbody>`;
  });
  return `<table class="grid"><caption>${escape(quality.coverage)}</caption><thead><tr>${head.join("")}</tr></thead>\n${bodies.join("\n")}</table>`;
}

interface Width {
  readonly columns: number;
  readonly hasElsewhere: boolean;
}

/** The entities of a domain that are not in the data, together. */
function absentRow(
  rows: readonly Coverage[],
  columns: number,
  { quality }: Page,
): readonly string[] {
  if (rows.length === 0) return [];
  const names = rows.map(({ entity }) => code(entity)).join(", ");
  return [
    `<tr><th scope="row" class="absent">${names}</th><td class="absent" colspan="${columns}">${escape(quality.cells.absent)}</td></tr>`,
  ];
}

function gridRow(row: Coverage, { columns, hasElsewhere }: Width, page: Page): string {
  const { quality } = page;
  const placed =
    row.property === undefined
      ? ""
      : `<br><span class="quiet">${escape(quality.placedBy)} ${code(row.property)}</span>`;
  const name = `<th scope="row">${code(row.entity)}${placed}</th>`;
  const total = `<td class="number">${number(page, row.records)}</td>`;
  if (row.property === undefined) {
    const across =
      columns === 0
        ? ""
        : `<td class="timeless" colspan="${columns}">${escape(quality.cells.timeless)}</td>`;
    return `<tr>${name}${total}${across}</tr>`;
  }
  const elsewhere = row.elsewhere ?? { kind: "exact", count: 0 };
  const last = isNone(elsewhere) ? "–" : escape(amount(page, elsewhere));
  return `<tr>${name}${total}${row.cells.map((cell) => gridCell(cell, page)).join("")}${hasElsewhere ? `<td>${last}</td>` : ""}</tr>`;
}

function gridCell({ records, empty }: CoverageCell, page: Page): string {
  const { quality } = page;
  if (isNone(records)) return `<td class="none">${escape(quality.cells.none)}</td>`;
  const state = empty.length === 0 ? "collected" : "partly";
  const note = empty.length === 0 ? "" : `<br><span>${escape(quality.cells.partly)}</span>`;
  return `<td class="${state}">${escape(amount(page, records))}${note}</td>`;
}

function isNone(records: CoverageCell["records"]): boolean {
  return records.kind === "exact" && records.count === 0;
}

function emptyProperties(coverage: readonly Coverage[], page: Page): readonly string[] {
  const { words, quality } = page;
  const rows = coverage.flatMap(({ entity, cells }) =>
    cells
      .filter(({ empty }) => empty.length > 0)
      .map(({ period, empty }) => [code(entity), escape(period), empty.map(code).join(", ")]),
  );
  if (rows.length === 0) return [];
  const columns = [
    { title: words.entity },
    { title: quality.schoolYear },
    { title: quality.property },
  ];
  return [details(escape(quality.emptyHere), table(quality.emptyHere, columns, rows))];
}

/** `--08-01` as the language writes it. */
function dayOf(monthDay: string, { language }: Page): string {
  const day = new Date(`2024${monthDay.slice(1)}T00:00:00Z`);
  return day.toLocaleDateString(language === "en" ? "en-GB" : language, {
    day: "numeric",
    month: "long",
    timeZone: "UTC",
  });
}
