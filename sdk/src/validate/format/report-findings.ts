import type { Finding } from "../../finding.ts";
import { acceptedBy, type JudgedThreshold } from "../report/threshold.ts";
import { placeOf, recordsOf } from "./place.ts";
import type { ReportFacts } from "./report-facts.ts";
import {
  code,
  details,
  escape,
  number,
  type Page,
  type Part,
  table,
  withCode,
} from "./report-page.ts";
import { bySeverity } from "./severity.ts";

/** Every finding with why it matters, what to do, the rule, and the first rows that have it. */
export function findingsPart(page: Page): Part {
  const { findings, words } = page;
  const open = bySeverity(findings.filter(({ severity }) => severity !== "info"));
  const notes = findings.filter(({ severity }) => severity === "info");
  const content = [
    ...(open.length === 0 ? [`<p>${words.none}</p>`] : open.map((each) => article(each, page))),
    ...(notes.length === 0
      ? []
      : [
          details(
            escape(words.notes(notes.length)),
            notes.map((each) => article(each, page)).join("\n"),
          ),
        ]),
  ];
  return { id: "findings", title: words.findings, content: content.join("\n") };
}

function article(finding: Finding, page: Page): string {
  const { severity, message, fix, rule } = finding;
  const { facts, words, quality } = page;
  const accepted = acceptedBy(finding, facts.thresholds);
  const records = recordsOf(finding);
  const all = recordsAsked(finding, facts);
  const count =
    records === undefined
      ? ""
      : ` · ${all === undefined || records > all ? words.records(records) : quality.ofRecords(number(page, records), number(page, all))}`;
  return [
    `<article class="${accepted === undefined ? severity : "accepted"}">`,
    `<h3><span class="severity">${quality.severities[severity]}</span> ${escape(message)}</h3>`,
    ...(fix === undefined ? [] : [`<p><strong>${words.whatToDo}</strong> ${withCode(fix)}</p>`]),
    ...explanation(finding, page),
    ...(accepted === undefined ? [] : [acceptance(accepted, page)]),
    `<p class="quiet">${escape(placeOf(finding, words))}</p>`,
    `<p class="quiet">${quality.rule} ${code(rule)}${escape(count)}</p>`,
    "</article>",
  ].join("\n");
}

/** The records of the entity, with those that could not be read where the check is about them. */
function recordsAsked({ rule, entity }: Finding, { records, quality }: ReportFacts) {
  const read = records[entity ?? ""];
  const applied = quality?.checks.find(({ id }) => id === rule)?.applied;
  return read !== undefined && applied?.kind === "exact" ? Math.max(read, applied.count) : read;
}

function explanation({ rule }: Finding, { facts, quality }: Page): readonly string[] {
  const known = facts.explanations?.get(rule);
  if (known === undefined) return [];
  const asked =
    known.checked === undefined
      ? []
      : [`<p><strong>${quality.asks}</strong> ${withCode(known.checked)}</p>`];
  return [`<p><strong>${quality.why}</strong> ${withCode(known.why)}</p>`, ...asked];
}

function acceptance(threshold: JudgedThreshold, page: Page): string {
  const { quality } = page;
  return `<p><strong>${quality.acceptedBecause}</strong> ${escape(threshold.rationale)} <span class="quiet">(${limitOf(threshold, page)})</span></p>`;
}

function limitOf({ recordsMax, until }: JudgedThreshold, { quality }: Page): string {
  const last = until === undefined ? "" : `, ${quality.until} ${until}`;
  return escape(`${quality.atMost(recordsMax)}${last}`);
}

/** The thresholds of the member with what they were held against; those that are not needed, too. */
export function thresholdsPart(page: Page): readonly Part[] {
  const { facts, words, quality } = page;
  const thresholds = facts.thresholds ?? [];
  if (thresholds.length === 0) return [];
  const rows = thresholds.map((threshold) => {
    const { rule, rationale, count, recordsMax, isKept } = threshold;
    const result = isKept
      ? escape(words.records(count))
      : `<strong class="failed">${escape(quality.beyond(count, recordsMax))}</strong>`;
    return [`${code(rule)}<br>${escape(rationale)}`, limitOf(threshold, page), result];
  });
  const columns = [
    { title: quality.rule },
    { title: quality.acceptedTitle },
    { title: quality.found },
  ];
  const content = table(quality.acceptedTitle, columns, rows);
  return [{ id: "thresholds", title: quality.acceptedTitle, content }];
}
