import { readFile, stat } from "node:fs/promises";
import { isCounted, usesOf, type Metric, type Registry } from "@edufed/schemas";
import type { Records } from "../dataset.ts";
import { InputError } from "../errors.ts";
import type { Finding } from "../finding.ts";
import { isPostgresAddress } from "../engine/postgres-address.ts";
import { refuseIrregular } from "../import/regular-file.ts";
import { explain } from "../validate/explain.ts";
import { fixableColumns, fixableValues } from "../validate/fix/fixable-values.ts";
import type { ReportFacts, RuleExplanation } from "../validate/format/report-facts.ts";
import { gatherQuality } from "../validate/report/gather.ts";
import { parsePrevious, type PreviousReport } from "../validate/report/previous.ts";
import type { NextCommand, RunFacts } from "../validate/report/run-facts.ts";
import { since } from "../validate/report/since.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { asGiven, fixCommand, quoted } from "./fix-command.ts";
import { existing } from "./input.ts";
import { fileFacts } from "./quality-files.ts";
import type { Shell } from "./shell.ts";

/** What was asked for, and where. */
export interface ReportRequest {
  readonly paths: readonly string[];
  readonly entity?: string;
  readonly out?: string;
  readonly made: string;
  readonly previous: PreviousReport | undefined;
  readonly workspace: Workspace | undefined;
  readonly registry: Registry;
}

/** What was checked, and what came of it. */
export interface CheckedData {
  readonly records: Records;
  readonly findings: readonly Finding[];
  readonly facts: ReportFacts;
}

/** Adds to the facts of a check what only a quality report says. */
export async function withQuality(
  shell: Shell,
  request: ReportRequest,
  { records, findings, facts }: CheckedData,
): Promise<ReportFacts> {
  const { registry, workspace, previous } = request;
  shell.progress("counting what the report tells …");
  const quality = await gatherQuality(records, registry, {
    findings,
    checks: facts.checks,
    records: facts.records,
    schoolYearStart: workspace?.config.schoolYearStart ?? "--08-01",
  });
  shell.progress("reading the files' digests …");
  const paths = request.paths
    .filter((path) => !isPostgresAddress(path))
    .map((path) => shell.at(path));
  const files = await fileFacts(records, registry, {
    paths,
    entity: request.entity,
    counts: facts.records,
  });
  const member = workspace?.config.member;
  const run: RunFacts = {
    made: request.made,
    ...(member === undefined ? {} : { member }),
    standard: registry.version,
    files: files.map((each) => ({ ...each, file: shell.asWritten(each.file) })),
    next: await nextCommands(shell, request, { findings, facts }),
  };
  const unchecked = new Set(facts.checks.filter(({ by }) => by === "none").map(({ id }) => id));
  const present = { ...facts, member, findings, files: run.files, unchecked };
  return {
    ...facts,
    quality,
    run,
    explanations: explanations(findings, registry, facts.language),
    ...(previous === undefined
      ? {}
      : { since: since(previous, present), history: previous.history }),
  };
}

/** The report named as the previous one. */
export async function previousReport(shell: Shell, written: string): Promise<PreviousReport> {
  const file = existing(shell, written);
  refuseIrregular(file);
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (cause) {
    throw new InputError(`${file} cannot be read.`, "Give the file of an earlier report.", {
      cause,
    });
  }
  return parsePrevious(text, file);
}

function explanations(
  findings: readonly Finding[],
  registry: Registry,
  language: ReportFacts["language"],
): ReadonlyMap<string, RuleExplanation> {
  return new Map(
    [...new Set(findings.map(({ rule }) => rule))].flatMap((rule) => {
      const known = explain(rule, registry, language);
      if (known === undefined) return [];
      const { why, checked } = known;
      return [[rule, { why, ...(checked === undefined ? {} : { checked }) }] as const];
    }),
  );
}

/** An address of a database may hold a password, so that no command is written with it. */
async function nextCommands(
  shell: Shell,
  { paths, entity, out, registry }: ReportRequest,
  { findings, facts }: Pick<CheckedData, "findings" | "facts">,
): Promise<readonly NextCommand[]> {
  const errors = findings.filter(({ severity }) => severity === "error");
  const [worst] = errors.toSorted((one, other) => other.count - one.count);
  const rule =
    worst === undefined ? [] : [{ purpose: "explain", command: `rule ${worst.rule}` } as const];
  if (paths.some(isPostgresAddress)) return rule;
  const data = paths.map(quoted).join(" ");
  const given = { paths, entity };
  const again = {
    purpose: "again",
    command: `validate ${asGiven(given)} --format html --previous ${quoted(out ?? "report.html")} --out report-next.html`,
  } as const;
  if (worst !== undefined) {
    return [...rule, ...fixNext(findings, given), again];
  }
  const [only] = paths;
  const isFolder =
    only !== undefined && paths.length === 1 && (await stat(shell.at(only))).isDirectory();
  if (!isFolder) return [again];
  const metric = computable(registry, facts.records);
  return [
    {
      purpose: "pseudonymise",
      command: `pseudonymise ${data} --purpose annual-statistics --out shareable`,
    },
    ...(metric === undefined
      ? []
      : [
          {
            purpose: "compute",
            command: `metric run ${metric.id} --data ${data} --out cells.parquet`,
          } as const,
        ]),
    again,
  ];
}

/** The command that mends what can be mended, if anything can. */
function fixNext(
  findings: readonly Finding[],
  given: Parameters<typeof fixCommand>[0],
): readonly NextCommand[] {
  const command = mayBeFixed(findings) ? fixCommand(given) : undefined;
  return command === undefined ? [] : [{ purpose: "fix", command }];
}

/** Whether `edufed fix` may find something: values, or a column that is spelt otherwise. */
function mayBeFixed(findings: readonly Finding[]): boolean {
  return fixableValues(findings) + fixableColumns(findings) > 0;
}

/** The first metric of which every population has a source, and what it looks up, among the entities that are there. */
function computable(
  { metrics }: Registry,
  records: Readonly<Record<string, number>>,
): Metric | undefined {
  return [...metrics.values()].find(
    (metric) =>
      isCounted(metric) &&
      metric.parameters.every((parameter) => parameter.default !== undefined) &&
      Object.values(metric.populations).every(({ sources }) =>
        sources.some((source) => usesOf(source).every(({ entity }) => (records[entity] ?? 0) > 0)),
      ),
  );
}
