import { verdictOf } from "../report/threshold.ts";
import { code, escape, moment, number, type Page, type Part } from "./report-page.ts";
import { countBySeverity } from "./severity.ts";

/** The verdict as its heading and its tone. */
export function verdictTitle({ findings, facts, words, quality }: Page): string {
  switch (verdictOf(findings, facts.thresholds)) {
    case "valid":
      return words.valid;
    case "accepted":
      return quality.accepted(findings.filter(({ severity }) => severity === "error").length);
    case "not-valid":
      return words.notValid;
  }
}

/** What is said first: the verdict, what it means, and of what and when. */
export function header(page: Page): string {
  const { findings, facts, words, quality } = page;
  const verdict = verdictOf(findings, facts.thresholds);
  const counts = countBySeverity(findings);
  const records = Object.values(facts.records).reduce((sum, count) => sum + count, 0);
  const { member } = facts.run ?? {};
  const title = words.reportTitle;
  return [
    `<header class="${verdict}">`,
    `<p class="kind">${escape(title.slice(0, 1).toLocaleUpperCase(page.language) + title.slice(1))}${member === undefined ? "" : ` · ${escape(member)}`}</p>`,
    `<h1>${escape(verdictTitle(page))}</h1>`,
    `<p class="meaning">${escape(quality.meaning[verdict])}</p>`,
    `<p>${escape(`${words.errors(counts.error)}, ${words.warnings(counts.warning)}, ${words.notes(counts.info)}; ${words.checked(records, Object.keys(facts.records).length)}.`)}</p>`,
    whenLine(page),
    "</header>",
  ].join("\n");
}

function whenLine({ facts, quality }: Page): string {
  const { run } = facts;
  const program = `edufed ${escape(facts.version)}`;
  if (run === undefined) return `<p class="quiet">${program}</p>`;
  return `<p class="quiet">${quality.checked} <time datetime="${escape(run.made)}">${moment(run.made)}</time> · ${quality.standard} ${escape(run.standard)} · ${program}</p>`;
}

/** The commands that come next, each with what it does. */
export function nextPart({ facts, quality }: Page): readonly Part[] {
  const next = facts.run?.next ?? [];
  if (next.length === 0) return [];
  const steps = next.map(
    ({ purpose, command }) =>
      `<li>${escape(quality.purposes[purpose])}<br>${code(`edufed ${command}`)}</li>`,
  );
  return [
    { id: "next", title: quality.next, content: `<ol class="next">${steps.join("\n")}</ol>` },
  ];
}

/** A few numbers that say how large the data are and how they fare. */
export function figuresPart(page: Page): Part {
  const { facts, words, quality } = page;
  const records = Object.values(facts.records).reduce((sum, count) => sum + count, 0);
  const entities = Object.keys(facts.records).length;
  const figures = [
    [words.recordsTitle, records, quality.inEntities(entities)],
    ...checkFigures(page),
  ] as const;
  const tiles = figures.map(
    ([name, count, more]) =>
      `<div><dt>${escape(capital(name, page))}</dt><dd><strong>${number(page, count)}</strong>${more === "" ? "" : ` <span>${escape(more)}</span>`}</dd></div>`,
  );
  return {
    id: "figures",
    title: quality.figures,
    content: `<dl class="figures">${tiles.join("\n")}</dl>`,
  };
}

type Figure = readonly [name: string, count: number, more: string];

function checkFigures({ facts, words, quality }: Page): readonly Figure[] {
  const checks = facts.quality?.checks;
  if (checks === undefined) {
    const failed = facts.checks.filter(({ violations }) => violations > 0).length;
    return [[words.checksTitle, facts.checks.length, words.notPassed(failed)]];
  }
  const count = (status: string): number => checks.filter((each) => each.status === status).length;
  const applicable = checks.length - count("not-applicable");
  const { statuses } = quality;
  return [
    [`${words.checksTitle}: ${statuses.passed}`, count("passed"), quality.ofApplicable(applicable)],
    [`${words.checksTitle}: ${statuses.failed}`, count("failed"), ""],
    [`${words.checksTitle}: ${statuses.warned}`, count("warned"), ""],
    [`${words.checksTitle}: ${statuses["not-applicable"]}`, count("not-applicable"), ""],
  ];
}

function capital(text: string, { language }: Page): string {
  return text.slice(0, 1).toLocaleUpperCase(language) + text.slice(1);
}
