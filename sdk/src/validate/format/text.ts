import type { Finding, Severity } from "../../finding.ts";
import type { ReportFacts } from "./report-facts.ts";
import { bySeverity, counted, countBySeverity } from "./severity.ts";

/** Columns of a terminal that nobody has widened. */
const width = 80;

/** For people: the verdict, then each kind of mistake with its place, what it is and what to do. */
export function textFormat(findings: readonly Finding[], facts: ReportFacts): string {
  const blocks = bySeverity(findings).map(block);
  return `${[...blocks, verdict(findings, facts)].join("\n\n")}\n`;
}

const marks: Readonly<Record<Severity, string>> = { error: "✗", warning: "!", info: "·" };

function block(finding: Finding): string {
  const { severity, rule, message, fix, count } = finding;
  const times = count === 1 ? "1 record" : counted(count, "record");
  return [
    ...wrap(`${marks[severity]} ${message}`, "  "),
    ...wrap(`  ${place(finding)}`, "    "),
    ...(fix === undefined ? [] : wrap(`  → ${fix}`, "    ")),
    ...wrap(`  ${severity} · ${rule} · ${times}`, "    "),
  ].join("\n");
}

function place({ file, entity, row, rows, count }: Finding): string {
  const where = file ?? entity ?? "";
  const named = rows ?? (row === undefined ? [] : [row]);
  if (named.length === 0) return where;
  const more = count > named.length ? " …" : "";
  return `${where}: ${named.length === 1 ? "row" : "rows"} ${named.join(", ")}${more}`;
}

function verdict(findings: readonly Finding[], facts: ReportFacts): string {
  const counts = countBySeverity(findings);
  const records = Object.values(facts.records).reduce((sum, count) => sum + count, 0);
  const entities = Object.keys(facts.records).length;
  const checked = `${counted(records, "record")} of ${counted(entities, "entity", "entities")} checked`;
  if (counts.error === 0) {
    const rest = counts.warning === 0 ? "" : `, ${counted(counts.warning, "warning")}`;
    return wrap(`Valid: ${checked}${rest}.`, "").join("\n");
  }
  const found = `${counted(counts.error, "error")}, ${counted(counts.warning, "warning")}`;
  return wrap(`Not valid: ${found}; ${checked}.`, "").join("\n");
}

/** Lines of at most 80 columns, broken between words; a word longer than that, such as a path, stays whole. */
function wrap(text: string, indent: string): readonly string[] {
  const start = /^ */.exec(text)?.[0] ?? "";
  const lines: string[] = [];
  let line = start;
  for (const word of text.trim().split(" ")) {
    const isFirst = line.trim() === "";
    if (!isFirst && line.length + 1 + word.length > width) {
      lines.push(line);
      line = indent + word;
    } else {
      line += isFirst ? word : ` ${word}`;
    }
  }
  return [...lines, line];
}
