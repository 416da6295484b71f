import { readFileSync } from "node:fs";
import { basename, isAbsolute, join, relative } from "node:path";
import {
  loadMetric,
  type Metric,
  metricProblems,
  packageFolder,
  type Problem,
  type Registry,
  RegistryError,
} from "@edufed/schemas";
import { checkMetric, type MetricProblem } from "../compute/check-metric.ts";
import { InputError } from "../errors.ts";
import { wrap } from "../validate/format/wrap.ts";
import { existing } from "./input.ts";
import { lineOf } from "./json-line.ts";
import { standard } from "./session.ts";
import type { Shell } from "./shell.ts";

/** What is wrong in one file of a metric. */
interface Checked {
  readonly file: string;
  readonly metric: string;
  readonly problems: readonly (MetricProblem & { readonly line: number })[];
}

/** A file, and the metric in it; where it is none, why. */
interface Read {
  readonly path: string;
  readonly text: string;
  readonly metric?: Metric;
  readonly problems: readonly Problem[];
}

/**
 * `metric check`: whether definitions can be computed. Without files, all metrics of the standard;
 * a file is a metric that is proposed, and those that are given together know each other. True when
 * nothing is wrong.
 */
export function checkMetrics(shell: Shell, files: readonly string[], json: boolean): boolean {
  const registry = standard();
  const read = (
    files.length === 0 ? standardFiles(registry) : files.map((file) => existing(shell, file))
  ).map(readMetric);
  const proposed = read.flatMap(({ metric }) => (metric === undefined ? [] : [metric]));
  const metrics = new Map([
    ...registry.metrics,
    ...proposed.map((metric) => [metric.id, metric] as const),
  ]);
  const checked = read.map((each) => checkedOf(shell, each, { ...registry, metrics }));
  if (json) shell.out(JSON.stringify(checked, null, 2));
  else say(shell, checked);
  return checked.every(({ problems }) => problems.length === 0);
}

function standardFiles({ metrics }: Registry): readonly string[] {
  return [...metrics.keys()].map((id) => join(packageFolder, "metrics", `${id}.json`));
}

function readMetric(path: string): Read {
  const text = textOf(path);
  try {
    return { path, text, metric: loadMetric(path), problems: [] };
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    return { path, text, problems: error.problems };
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    const remedy = "Name a file of a metric, such as METRIC.json.";
    throw new InputError(`${basename(path)} cannot be read as a file.`, remedy, { cause });
  }
}

function checkedOf(
  shell: Shell,
  { path, text, metric, problems }: Read,
  registry: Registry,
): Checked {
  const lint = metric === undefined ? problems : metricProblems(metric, registry);
  // What is not sound as a whole is not planned: its messages would be about the same mistake.
  const found: readonly MetricProblem[] =
    metric === undefined || lint.length > 0 ? lint.map(asWritten) : checkMetric(metric, registry);
  return {
    file: shown(shell, path),
    metric: metric?.id ?? basename(path, ".json"),
    problems: found.map((problem) => ({
      ...withoutContent(problem),
      line: lineOf(text, problem),
    })),
  };
}

function asWritten({ pointer, message, remedy = usualRemedy }: Problem): MetricProblem {
  return { pointer, message: /[.!?]$/u.test(message) ? message : `${message}.`, remedy };
}

/** What is no JSON may be somebody's records: nothing of it is shown. */
function withoutContent(problem: MetricProblem): MetricProblem {
  if (!problem.message.startsWith("is not JSON")) return problem;
  return {
    ...problem,
    message: "is not JSON.",
    remedy: "Look for a comma, a quote or a bracket that is missing or too much.",
  };
}

const usualRemedy = "Write it as metric.json of the standard says, and as other metrics do.";

/** As it can be opened from here. */
function shown(shell: Shell, path: string): string {
  const way = relative(shell.cwd, path);
  return way.startsWith("..") || isAbsolute(way) ? basename(path) : way;
}

function say(shell: Shell, checked: readonly Checked[]): void {
  for (const { file, problems } of checked) {
    for (const { line, pointer, message, remedy } of problems) {
      shell.out(shell.style("bold", `${file}:${line}${pointer === "" ? "" : ` ${pointer}`}`));
      for (const text of [message, remedy]) shell.out(wrap(`  ${text}`, "    ").join("\n"));
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
