import type { Finding } from "../../finding.ts";
import type { CheckResult } from "../check-result.ts";
import { isUnchecked, placeOf } from "./place.ts";
import type { ReportFacts } from "./report-facts.ts";
import { reportWords } from "./report-words.ts";
import type { ReportWords } from "./words/shape.ts";

/**
 * JUnit XML, which servers for continuous integration read: a suite per entity, a test case per
 * check with its counts. An error is a failure, a check that was not made is skipped, and a warning
 * is written beside a case that passes.
 */
export function junitFormat(findings: readonly Finding[], facts: ReportFacts): string {
  const words = reportWords(facts.language);
  const suites = [...Map.groupBy(casesOf(findings, facts), ({ suite }) => suite)];
  const all = suites.flatMap(([, cases]) => cases);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="edufed ${escape(facts.version)}" ${totals(all)}>`,
    ...suites.flatMap(([suite, cases]) => [
      `  <testsuite name="${escape(suite)}" ${totals(cases)}>`,
      ...cases.flatMap((each) => caseLines(each, words)),
      "  </testsuite>",
    ]),
    "</testsuites>",
    "",
  ].join("\n");
}

/** A check with what it has found; one that no check of the list has found has no check. */
interface Case {
  readonly id: string;
  readonly suite: string;
  readonly check: CheckResult | undefined;
  readonly findings: readonly Finding[];
}

/** The suite of what is found about files that are of no entity. */
const filesSuite = "files";

function casesOf(findings: readonly Finding[], { checks }: ReportFacts): readonly Case[] {
  const ids = new Set(checks.map(({ id }) => id));
  const found = Map.groupBy(findings, ({ rule }) => caseId(rule, ids));
  const ofChecks = checks.map((check) => ({
    id: check.id,
    suite: check.entity,
    check,
    findings: found.get(check.id) ?? [],
  }));
  const others = [...found]
    .filter(([id]) => !ids.has(id))
    .map(([id, own]) => ({
      id,
      suite: own[0]?.entity ?? filesSuite,
      check: undefined,
      findings: own,
    }));
  return [...ofChecks, ...others];
}

/** A mistake inside of an object belongs to the check of the property that holds the object. */
function caseId(rule: string, ids: ReadonlySet<string>): string {
  const whole = `${rule.split("/").slice(0, 2).join("/")}/record`;
  return !ids.has(rule) && ids.has(whole) ? whole : rule;
}

function hasFailed({ findings }: Case): boolean {
  return findings.some(({ severity }) => severity === "error");
}

function wasSkipped({ check, findings }: Case): boolean {
  return check?.by === "none" || findings.some(isUnchecked);
}

function totals(cases: readonly Case[]): string {
  const failures = cases.filter(hasFailed).length;
  const skipped = cases.filter((each) => !hasFailed(each) && wasSkipped(each)).length;
  return `tests="${cases.length}" failures="${failures}" errors="0" skipped="${skipped}"`;
}

function caseLines(each: Case, words: ReportWords): readonly string[] {
  const { id, suite, check, findings } = each;
  return [
    `    <testcase classname="${escape(suite)}" name="${escape(id)}">`,
    ...(check === undefined ? [] : countLines(check)),
    ...outcomeLines(each, words),
    ...noteLines(
      findings.filter(({ severity }) => severity === "warning"),
      words,
    ),
    "    </testcase>",
  ];
}

function countLines({ records, violations, by }: CheckResult): readonly string[] {
  const counts = by === "none" ? { records } : { records, violations };
  return [
    "      <properties>",
    ...Object.entries(counts).map(
      ([name, count]) => `        <property name="${name}" value="${count}"/>`,
    ),
    "      </properties>",
  ];
}

function outcomeLines(each: Case, words: ReportWords): readonly string[] {
  const failures = each.findings.filter(({ severity }) => severity === "error");
  const [first] = failures;
  if (first !== undefined) {
    const text = failures.map((finding) => sentences(finding, words)).join("\n");
    return [
      `      <failure message="${escape(first.message)}" type="${first.code}">${escape(text)}</failure>`,
    ];
  }
  if (!wasSkipped(each)) return [];
  const message = each.findings[0]?.message ?? words.ways.none;
  return [`      <skipped message="${escape(message)}"/>`];
}

function noteLines(warnings: readonly Finding[], words: ReportWords): readonly string[] {
  if (warnings.length === 0) return [];
  const text = warnings.map((finding) => sentences(finding, words)).join("\n");
  return [`      <system-out>${escape(text)}</system-out>`];
}

function sentences(finding: Finding, words: ReportWords): string {
  const { severity, message, fix } = finding;
  const place = placeOf(finding, words);
  return [
    `${words.severity[severity]}: ${message}`,
    ...(place === "" ? [] : [place]),
    ...(fix === undefined ? [] : [`→ ${fix}`]),
  ].join("\n");
}

/** What XML 1.0 cannot hold at all stands as the replacement character. */
function escape(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u0020-\uFFFD\u{10000}-\u{10FFFF}]/gu, "\uFFFD")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
