import type { Finding, Severity } from "../../finding.ts";
import type { ReportFacts } from "./report-facts.ts";

/** A SARIF 2.1.0 log, which code hosts and editors read. https://docs.oasis-open.org/sarif/sarif/v2.1.0/ */
export function sarifFormat(findings: readonly Finding[], facts: ReportFacts): string {
  const rules = [...new Map(findings.map((finding) => [finding.rule, finding])).values()];
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "edufed",
            version: facts.version,
            rules: rules.map(descriptor),
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

function descriptor({ rule, message, fix }: Finding): object {
  return {
    id: rule,
    shortDescription: { text: message },
    ...(fix === undefined ? {} : { help: { text: fix } }),
  };
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
