import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import {
  loadMetric,
  type Metric,
  metricProblems,
  packageFolder,
  type Registry,
} from "@edufed/schemas";
import { parseDocument } from "yaml";
import { checkMetric, type MetricProblem } from "../compute/check-metric.ts";
import { UsageError } from "../errors.ts";
import { standard } from "./session.ts";
import type { Shell } from "./shell.ts";

/** What is wrong in one file of a metric. */
interface Checked {
  readonly file: string;
  readonly metric: string;
  readonly problems: readonly (MetricProblem & { readonly line: number })[];
}

/**
 * `metric check`: whether definitions can be computed. Without files, all metrics of the standard;
 * a file is a metric that is proposed. True when nothing is wrong.
 */
export function checkMetrics(shell: Shell, files: readonly string[], json: boolean): boolean {
  const registry = standard();
  const checked =
    files.length === 0
      ? [...registry.metrics.values()].map((metric) =>
          checkedOf(join(packageFolder, "metrics", `${metric.id}.json`), metric, registry),
        )
      : files.map((file) => checkedFile(shell.at(file), registry));
  if (json) shell.out(JSON.stringify(checked, null, 2));
  else say(shell, checked);
  return checked.every(({ problems }) => problems.length === 0);
}

function checkedFile(file: string, registry: Registry): Checked {
  const metric = loadMetric(file);
  const known = new Map([...registry.metrics, [metric.id, metric] as const]);
  return checkedOf(file, metric, { ...registry, metrics: known });
}

function checkedOf(file: string, metric: Metric, registry: Registry): Checked {
  const lint = metricProblems(metric, registry).map(({ pointer, message }) => ({
    pointer,
    message,
    remedy: "Correct it as metric.json and the other metrics say.",
  }));
  // What is not sound as a whole is not planned: its messages would be about the same mistake.
  const problems = lint.length > 0 ? lint : checkMetric(metric, registry);
  const text = problems.length === 0 ? "" : textOf(file);
  return {
    file: basename(file),
    metric: metric.id,
    problems: problems.map((problem) => ({ ...problem, line: lineOf(text, problem.pointer) })),
  };
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new UsageError(`${basename(file)} cannot be read.`, "Name a file of a metric.", {
      cause,
    });
  }
}

/** The line of a place in a JSON text, from 1; of the whole where the place is not written. */
function lineOf(text: string, pointer: string): number {
  const path = pointer.split("/").slice(1);
  const node = parseDocument(text).getIn(
    path.map((part) => (/^\d+$/.test(part) ? Number(part) : part)),
    true,
  );
  const start = hasRange(node) ? (node.range[0] ?? 0) : 0;
  return text.slice(0, start).split("\n").length;
}

function hasRange(node: unknown): node is { readonly range: readonly number[] } {
  return typeof node === "object" && node !== null && "range" in node && Array.isArray(node.range);
}

function say(shell: Shell, checked: readonly Checked[]): void {
  for (const { file, problems } of checked) {
    for (const { line, pointer, message, remedy } of problems) {
      shell.out(`${file}:${line} ${pointer}`);
      shell.out(`  ${message}`);
      shell.out(`  ${remedy}`);
    }
  }
  const wrong = checked.filter(({ problems }) => problems.length > 0).length;
  const number = checked.length === 1 ? "1 metric" : `${checked.length} metrics`;
  shell.out(
    wrong === 0
      ? `${number} can be computed.`
      : `${wrong} of ${number} cannot be computed as written.`,
  );
}
