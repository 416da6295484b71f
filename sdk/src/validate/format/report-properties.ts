import type { PropertyFacts, Shares } from "../report/facts.ts";
import {
  amount,
  bar,
  code,
  details,
  escape,
  type Page,
  type Part,
  share,
  table,
} from "./report-page.ts";

/** How complete each property is, and how records are spread over its codes or bands. */
export function propertiesPart(page: Page): readonly Part[] {
  const { facts, quality } = page;
  const known = facts.quality?.properties;
  if (known === undefined) return [];
  const entities = [...Map.groupBy(known, ({ entity }) => entity)];
  const content = [
    `<p>${escape(quality.completenessSays)}</p>`,
    ...entities.map(([entity, own]) => entityProperties(entity, own, page)),
  ];
  return [{ id: "completeness", title: quality.completeness, content: content.join("\n") }];
}

function entityProperties(
  entity: string,
  properties: readonly PropertyFacts[],
  page: Page,
): string {
  const { facts, words, quality } = page;
  const all = facts.records[entity] ?? 0;
  const rows = properties
    .filter(isShown)
    .map((each) => [
      `${code(each.property)}<br><span class="quiet">${each.required ? quality.required : quality.optional}</span>`,
      present(each, all, page),
      each.shares === undefined ? "" : shares(each.shares, all, page),
    ]);
  const others = properties.filter((each) => !isShown(each)).map((each) => code(each.property));
  const last = others.length === 0 ? [] : [[others.join(", "), absentColumn(page), ""]];
  const columns = [
    { title: quality.property },
    { title: quality.hasValue },
    { title: quality.shares },
  ];
  const without = properties.filter(({ hasColumn }) => !hasColumn).length;
  const more = without === 0 ? "" : `, ${quality.noColumns(without)}`;
  return details(
    `${code(entity)} <span class="quiet">${escape(`${words.records(all)}${more}`)}</span>`,
    table(`${quality.completeness}: ${entity}`, columns, [...rows, ...last]),
  );
}

/** What no column and no rule asks for stands together at the end. */
function isShown({ hasColumn, required }: PropertyFacts): boolean {
  return hasColumn || required;
}

function present({ hasColumn, present: told }: PropertyFacts, all: number, page: Page): string {
  if (!hasColumn) return absentColumn(page);
  const part = share(page, told, all);
  return `${bar(told, all)}${escape(amount(page, told))}${part === undefined ? "" : ` <span class="quiet">${escape(part)}</span>`}`;
}

function absentColumn({ quality }: Page): string {
  return `<span class="not-applicable">${escape(quality.noColumn)}</span>`;
}

function shares(told: Shares, all: number, page: Page): string {
  const { quality } = page;
  const groups = namedGroups(told, page);
  const lines = groups.map(({ name, records }) => {
    const part = share(page, records, all);
    return `<li>${bar(records, all)}<span>${name}:</span> ${escape(amount(page, records))}${part === undefined ? "" : ` <span class="quiet">${escape(part)}</span>`}</li>`;
  });
  const unused = told.kind === "codes" ? told.unused : 0;
  const rest = unused === 0 ? "" : `<p class="quiet">${escape(quality.unusedCodes(unused))}</p>`;
  const list = `<ul class="shares">${lines.join("")}</ul>${rest}`;
  return lines.length > shownMax
    ? details(`${lines.length} ${escape(page.quality.shares)}`, list)
    : list;
}

/** Longer lists are folded. */
const shownMax = 8;

interface NamedGroup {
  /** As HTML. */
  readonly name: string;
  readonly records: Shares["groups"][number]["records"];
}

function namedGroups(told: Shares, page: Page): readonly NamedGroup[] {
  const { quality } = page;
  if (told.kind === "codes") {
    return told.groups.map(({ code: name, label, records }) => {
      const meaning = label?.[page.language] ?? label?.en;
      const isTruth = name === "true" || name === "false";
      const text = meaning === undefined ? "" : ` ${escape(meaning)}`;
      return { name: isTruth ? escape(quality.truth[name]) : `${code(name)}${text}`, records };
    });
  }
  return told.groups.map(({ from, below, records }) => ({
    name: escape(bandName({ from, below }, page)),
    records,
  }));
}

function bandName(
  { from, below }: { readonly from: number | undefined; readonly below: number | undefined },
  page: Page,
): string {
  const { quality } = page;
  if (from === undefined)
    return below === undefined ? quality.hasValue : quality.below(bound(below));
  return below === undefined
    ? quality.orMore(bound(from))
    : quality.fromTo(bound(from), bound(below));
}

/** Without marks between thousands, since a bound may be a year. */
function bound(value: number): string {
  return String(value);
}
