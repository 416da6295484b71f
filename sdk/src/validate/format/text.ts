import type { Finding, Severity } from "../../finding.ts";
import { fixableColumns, fixableValues } from "../fix/fixable-values.ts";
import { fixWords } from "../fix/words.ts";
import { isUnchecked, placeOf, recordsOf } from "./place.ts";
import { acceptedBy, verdictOf } from "../report/threshold.ts";
import { qualityWords } from "./quality-words.ts";
import type { ReportFacts } from "./report-facts.ts";
import { reportWords } from "./report-words.ts";
import { bySeverity, countBySeverity } from "./severity.ts";
import type { ReportWords } from "./words/shape.ts";
import { wrap } from "./wrap.ts";

/**
 * For people: each kind of mistake with its place, what it is and what to do, what was not checked
 * by what it lacks, and the verdict.
 */
export function textFormat(findings: readonly Finding[], facts: ReportFacts): string {
  const words = reportWords(facts.language);
  const isGrouped = (finding: Finding): boolean => absentFor(finding, facts) !== undefined;
  const single = bySeverity(findings.filter((finding) => !isGrouped(finding)));
  const grouped = Map.groupBy(findings.filter(isGrouped), (each) => absentFor(each, facts) ?? "");
  return `${[
    ...single.map((finding) => block(finding, facts, words)),
    ...[...grouped].map(([entity, group]) => uncheckedBlock(entity, group, words)),
    ...(findings.length === 0 ? [] : [wrap(words.explained, "").join("\n")]),
    ...fixableLines(findings, facts),
    verdict(findings, facts, words),
  ].join("\n\n")}\n`;
}

const marks: Readonly<Record<Severity, string>> = { error: "✗", warning: "!", info: "·" };

/** The entity that a check lacks, so that it was not made; undefined for every other finding. */
function absentFor(finding: Finding, { absent }: ReportFacts): string | undefined {
  return isUnchecked(finding) ? absent?.get(finding.rule) : undefined;
}

function block(finding: Finding, facts: ReportFacts, words: ReportWords): string {
  const { severity, rule, message, fix } = finding;
  const accepted = acceptedBy(finding, facts.thresholds);
  const { acceptedBecause } = qualityWords(facts.language);
  const records = recordsOf(finding);
  const last = [
    words.severity[severity],
    rule,
    ...(records === undefined ? [] : [words.records(records)]),
  ];
  return [
    ...wrap(`${marks[severity]} ${message}`, "  "),
    ...wrap(`  ${placeOf(finding, words)}`, "    "),
    ...(fix === undefined ? [] : wrap(`  → ${fix}`, "    ")),
    ...(accepted === undefined ? [] : wrap(`  ${acceptedBecause} ${accepted.rationale}`, "    ")),
    ...wrap(`  ${last.join(" · ")}`, "    "),
  ].join("\n");
}

/** All checks that lack one entity, in one sentence and a list. */
function uncheckedBlock(entity: string, group: readonly Finding[], words: ReportWords): string {
  return [
    ...wrap(`${marks.info} ${words.unchecked(group.length, entity)}`, "  "),
    ...wrap(`  ${group.map(({ rule }) => rule).join(", ")}`, "    "),
  ].join("\n");
}

/** What `edufed fix` would do about it, where it would do anything. */
function fixableLines(findings: readonly Finding[], facts: ReportFacts): readonly string[] {
  const [values, columns] = [fixableValues(findings), fixableColumns(findings)];
  if (values + columns === 0) return [];
  const next = facts.run?.next.find(({ purpose }) => purpose === "fix");
  const command = `edufed ${next?.command ?? facts.fix ?? "fix <path> --out fixed"}`;
  return [wrap(fixWords(facts.language).canBeFixed(values, columns, command), "").join("\n")];
}

function verdict(findings: readonly Finding[], facts: ReportFacts, words: ReportWords): string {
  const counts = countBySeverity(findings);
  const records = Object.values(facts.records).reduce((sum, count) => sum + count, 0);
  const checked = words.checked(records, Object.keys(facts.records).length);
  if (counts.error === 0) {
    const rest = counts.warning === 0 ? "" : `, ${words.warnings(counts.warning)}`;
    return wrap(`${words.valid}: ${checked}${rest}.`, "").join("\n");
  }
  const found = `${words.errors(counts.error)}, ${words.warnings(counts.warning)}`;
  const isAccepted = verdictOf(findings, facts.thresholds) === "accepted";
  const accepted = isAccepted ? ` ${qualityWords(facts.language).accepted(counts.error)}.` : "";
  return wrap(`${words.notValid}: ${found}; ${checked}.${accepted}`, "").join("\n");
}
