import type { Finding, Severity } from "../../finding.ts";
import { meaningOf } from "../../finding-meaning.ts";
import type { ReportFacts } from "./report-facts.ts";

/** A SARIF 2.1.0 log, which code hosts and editors read. https://docs.oasis-open.org/sarif/sarif/v2.1.0/ */
export function sarifFormat(findings: readonly Finding[], facts: ReportFacts): string {
  const rules = Map.groupBy(findings, ({ rule }) => rule);
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "edufed",
            version: facts.version,
            rules: [...rules].map(([rule, found]) => descriptor(rule, found, facts)),
          },
        },
        ...(facts.language === undefined ? {} : { language: facts.language }),
        results: findings.map(result),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

const levels: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  info: "note",
};

/** What is said of a rule holds for all that it found: where findings differ, its code says it. */
function descriptor(rule: string, found: readonly Finding[], { language }: ReportFacts): object {
  const [first] = found;
  const general = meaningOf(first?.code ?? "", language);
  const text = oneOf(found.map(({ message }) => message)) ?? general?.title ?? rule;
  // How many can be fixed is said of records, not of the rule.
  const help = oneOf(found.map((each) => (each.fixable === undefined ? each.fix : undefined)));
  return { id: rule, shortDescription: { text }, help: { text: help ?? general?.fix ?? text } };
}

/** The text that all have in common, if they do. */
function oneOf(texts: readonly (string | undefined)[]): string | undefined {
  return texts.every((text) => text === texts[0]) ? texts[0] : undefined;
}

function result(finding: Finding): object {
  const { rule, severity, message, fix, count, pointer, code, fixable } = finding;
  return {
    ruleId: rule,
    level: levels[severity],
    message: { text: fix === undefined ? message : `${message} ${fix}` },
    occurrenceCount: count,
    ...(finding.file === undefined ? {} : { locations: locations(finding, finding.file) }),
    properties: {
      code,
      ...(pointer === undefined ? {} : { pointer }),
      ...(fixable === undefined ? {} : { fixable }),
    },
  };
}

function locations({ row, rows }: Finding, file: string): readonly object[] {
  const lines = rows ?? (row === undefined ? [] : [row]);
  const artifactLocation = { uri: encodeURI(file) };
  if (lines.length === 0) return [{ physicalLocation: { artifactLocation } }];
  return lines.map((startLine) => ({
    physicalLocation: { artifactLocation, region: { startLine } },
  }));
}
