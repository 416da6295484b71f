import {
  compareVersions,
  diffAgainstHistory,
  isSmaller,
  requiredVersion,
  stepOf,
  steps,
  touchedMetrics,
  type Change,
  type Step,
} from "@edufed/schemas";
import { wrap } from "../validate/format/wrap.ts";
import { seriesLines, touchedSeries, type TouchedSeries } from "./schema-series.ts";
import { releaseNamed } from "./schema-source.ts";
import type { DiffOptions } from "./schema.ts";
import type { Shell } from "./shell.ts";

/** What `schema diff` is asked. */
export interface DiffQuestion {
  readonly older: string;
  readonly newer: string;
  readonly options: DiffOptions;
}

/** `schema diff`: every change in words. Whether the step is greater than what was allowed. */
export async function diffStandards(
  shell: Shell,
  { older, newer, options }: DiffQuestion,
): Promise<boolean> {
  const { release: before, history } = releaseNamed(shell, older);
  const { release: after } = releaseNamed(shell, newer);
  if (compareVersions(after.version, before.version) < 0) {
    shell.err(
      `${before.version} is newer than ${after.version}: what follows is the way back, and its step is no step of a release.`,
    );
  }
  const changes = diffAgainstHistory(history, after);
  const step = stepOf(changes);
  const required = requiredVersion(before.version, step);
  const metrics = touchedMetrics(changes, before);
  const { failAbove } = options;
  const isAsked = options.history !== undefined || options.from !== undefined;
  const series = await touchedSeries(shell, { metrics, newer: after }, options);
  if (options.json === true) {
    const versions = { older: before.version, newer: after.version, requiredVersion: required };
    const published = isAsked ? { series } : {};
    shell.out(JSON.stringify({ ...versions, step, metrics, ...published, changes }, null, 2));
  } else {
    sayChanges(shell, changes);
    const named = `Metrics that this may concern: ${metrics.join(", ")}.`;
    if (metrics.length > 0) shell.out(wrap(named, "  ").join("\n"));
    if (isAsked) saySeries(shell, series);
    shell.out(conclusion(before.version, step));
  }
  return failAbove !== undefined && isSmaller(failAbove, step);
}

function saySeries(shell: Shell, series: readonly TouchedSeries[]): void {
  if (series.length === 0) {
    shell.out("It concerns no published series.");
    return;
  }
  shell.out(`Published series that this may concern (${series.length}):`);
  for (const line of seriesLines(series)) shell.out(line);
}

/** Changes by step, the greatest first; each with the rule that judges it and its place. */
export function sayChanges(shell: Shell, changes: readonly Change[]): void {
  for (const step of steps) {
    const own = changes.filter((change) => change.step === step);
    if (own.length === 0) continue;
    shell.out(shell.style("bold", `${heading[step]} (${own.length})`));
    for (const { text, number, rule, pointer } of own) {
      shell.out(`  ${text}`);
      shell.out(shell.style("dim", `    rule ${number} ${rule} · ${pointer}`));
    }
    shell.out("");
  }
}

const heading: Readonly<Record<Step, string>> = {
  major: "Major: what was valid or comparable no longer is",
  minor: "Minor: more than before",
  patch: "Patch: words and facts about the standard",
};

/** The last line: what the changes are together. */
export function conclusion(older: string, step: Step | "none"): string {
  return step === "none"
    ? `Nothing differs from ${older}.`
    : `This is a ${step} change: ${older} → ${requiredVersion(older, step)}.`;
}
