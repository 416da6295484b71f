import type { Change, Since } from "../report/since.ts";
import {
  code,
  details,
  escape,
  moment,
  number,
  type Page,
  type Part,
  table,
} from "./report-page.ts";

const order: readonly Change["kind"][] = ["new", "there-still", "solved", "not-checked"];

/** What is new, what is solved and what is there still, against the report that was given. */
export function sincePart(page: Page): readonly Part[] {
  const { facts, quality } = page;
  if (facts.run === undefined) return [];
  const content =
    facts.since === undefined
      ? `<p>${escape(quality.sinceNone)}</p>`
      : [...said(facts.since, page), ...trend(page)].join("\n");
  return [{ id: "since", title: quality.since, content }];
}

function said(since: Since, page: Page): readonly string[] {
  const { quality } = page;
  if (!since.isOfSameData) return [`<p>${escape(quality.sinceOther)}</p>`];
  const sentences = [
    ...(since.made === undefined ? [] : [quality.sinceWhen(moment(since.made))]),
    ...(since.version === undefined ? [] : [quality.sinceVersion(since.version)]),
    ...(since.files === undefined ? [] : [dataSentence(since.files, page)]),
    ...(since.changes.length === 0 ? [quality.noChanges] : []),
  ];
  const counts = order.map((kind) => {
    const count = since.changes.filter((change) => change.kind === kind).length;
    return `<li class="${kind}"><strong>${number(page, count)}</strong> ${quality.changes[kind]}</li>`;
  });
  return [
    `<p>${escape(sentences.join(" "))}</p>`,
    `<ul class="counts">${counts.join("")}</ul>`,
    ...(since.changes.length === 0 ? [] : [changesTable(since.changes, page)]),
  ];
}

function dataSentence(files: NonNullable<Since["files"]>, { quality }: Page): string {
  const isSame = files.changed + files.added + files.removed === 0;
  return isSame ? quality.dataSame : quality.dataChanged(files);
}

function changesTable(changes: readonly Change[], page: Page): string {
  const { quality } = page;
  const rows = changes
    .toSorted((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind))
    .map(({ rule, kind, before, now }) => [
      code(rule),
      `<span class="${kind}">${quality.changes[kind]}</span>`,
      number(page, before),
      kind === "not-checked" ? "–" : number(page, now),
    ]);
  const columns = [
    { title: quality.rule },
    { title: quality.status },
    { title: quality.before, isNumber: true },
    { title: quality.now, isNumber: true },
  ];
  const content = table(quality.since, columns, rows);
  return rows.length > rowsOpen ? details(escape(quality.ruleByRule), content) : content;
}

/** A longer list stays closed: what is new is among the findings, too. */
const rowsOpen = 8;

function trend(page: Page): readonly string[] {
  const { facts, words, quality } = page;
  const history = facts.history ?? [];
  if (history.length === 0 || facts.since?.isOfSameData !== true) return [];
  const rows = history.map(({ made, records, errors, warnings }) => [
    moment(made),
    number(page, records),
    escape(`${words.errors(errors)}, ${words.warnings(warnings)}`),
  ]);
  const columns = [
    { title: quality.checked },
    { title: words.recordsTitle, isNumber: true },
    { title: words.findings },
  ];
  return [details(quality.trend, table(quality.trend, columns, rows))];
}
