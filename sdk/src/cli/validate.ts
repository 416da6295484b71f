import type { Registry } from "@edufed/schemas";
import { Command, Option } from "commander";
import { exitCode, UsageError } from "../errors.ts";
import { hasErrors, type Finding } from "../finding.ts";
import type { FindingLanguage } from "../finding-text.ts";
import { readRecords } from "../import/records.ts";
import type { QualityThreshold } from "../member-config.ts";
import { formats } from "../validate/format/format.ts";
import type { ReportFacts } from "../validate/format/report-facts.ts";
import { withRenaming } from "../validate/fix/renaming.ts";
import { absentEntities } from "../validate/explain.ts";
import { checkThresholds } from "../validate/report/check-thresholds.ts";
import { judgeThresholds } from "../validate/report/threshold.ts";
import { validate } from "../validate/validate.ts";
import { version } from "../version.ts";
import { extendedBy } from "../workspace/extensions.ts";
import { findWorkspace, type Workspace } from "../workspace/workspace.ts";
import { writeWhole } from "../workspace/write.ts";
import { fixCommand } from "./fix-command.ts";
import { examples } from "./help.ts";
import { existingRecords } from "./input.ts";
import { languageOption } from "./options.ts";
import type { MakeCommand } from "./program.ts";
import { standard, withEngine } from "./session.ts";
import type { Shell } from "./shell.ts";

interface Options {
  readonly entity?: string;
  readonly format: keyof typeof formats;
  readonly out?: string;
  readonly json?: boolean;
  readonly report?: boolean;
  readonly previous?: string;
  readonly language: FindingLanguage;
}

export const make: MakeCommand = (shell, finish) =>
  new Command("validate")
    .description(
      "Checks files or folders of records against the standard: every value, every key, every reference. Ends with 1 when there are errors.",
    )
    .argument(
      "<path...>",
      "files <entity>.csv|ndjson|json|parquet, text also as .gz or .zst, folders of them, or postgres://user@host/database",
    )
    .option("--entity <name>", "entity of the files, when their names do not say")
    .addOption(
      new Option("--format <name>", "how to say what was found")
        .choices(Object.keys(formats))
        .default("text"),
    )
    .option("--out <file>", "write there instead of printing")
    .option("--json", "the same as --format json, and not beside another format")
    .option("--report", "with --format json: also the facts of the quality report, as in the page")
    .option("--previous <file>", "an earlier report, page or JSON: what is new, and what is solved")
    .addOption(languageOption("language of what was found"))
    .addHelpText(
      "after",
      examples(
        "validate records",
        "validate pupils.csv --entity student",
        'validate "postgres://user@host/database?schema=school"',
        "validate records --format html --out report.html",
        "validate records --format html --previous report.html --out next.html",
        "validate records --format json --report --out report.json",
        "validate records --language fi",
      ),
    )
    .action(async (paths: readonly string[], options: Options, command: Command) => {
      const isFormatGiven = command.getOptionValueSource("format") === "cli";
      if (options.json === true && isFormatGiven && options.format !== "json") {
        throw new UsageError(
          `--json and --format ${options.format} contradict each other.`,
          "Give one of them.",
        );
      }
      const name = options.json === true ? "json" : options.format;
      const isReport = name === "html" || (name === "json" && options.report === true);
      refuseUnused(options, isReport);
      const { findings, facts } = await checked(shell, paths, { ...options, isReport });
      const placed = findings.map((finding) => writtenPlace(finding, shell));
      await print(shell, formats[name](placed, facts), options.out);
      finish(hasErrors(findings) ? exitCode.findings : exitCode.fine);
    });

interface Checked {
  readonly findings: readonly Finding[];
  readonly facts: ReportFacts;
}

async function checked(
  shell: Shell,
  paths: readonly string[],
  options: Options & { readonly isReport: boolean },
): Promise<Checked> {
  const { entity, language, isReport } = options;
  const made = new Date().toISOString();
  const files = paths.map((path) => existingRecords(shell, path));
  // A plain check needs nothing of what reads and writes quality reports.
  const quality = isReport ? await import("./quality.ts") : undefined;
  const previous =
    quality === undefined || options.previous === undefined
      ? undefined
      : await quality.previousReport(shell, options.previous);
  const workspace = await workspaceHere(shell, files[0] ?? shell.cwd);
  const registry = workspace === undefined ? standard() : extendedBy(workspace, standard());
  const thresholds = thresholdsOf(workspace, registry, made);
  return withEngine(shell, async (engine) => {
    shell.progress("reading records …");
    const read = await readRecords(engine, files, registry, {
      ...(entity === undefined ? {} : { entity }),
      language,
      // A report looks at the records again.
      keep: isReport,
      ...(shell.signal === undefined ? {} : { signal: shell.signal }),
    });
    shell.progress("checking records …");
    const result = await validate(read.records, registry, {
      language,
      onEntity: (name) => shell.progress(`checking ${name} …`),
      ...(isReport ? { rowsShown: rowsInReport } : {}),
    });
    const findings = withRenaming([...read.findings, ...result.findings], language);
    const { checks, records } = result;
    const absent = await absentEntities(new Set(read.records.relations.keys()), registry);
    const judged = judgeThresholds(thresholds, findings, records);
    const fix = fixCommand({ paths, entity });
    const facts = {
      version,
      records,
      checks,
      absent,
      language,
      thresholds: judged,
      ...(fix === undefined ? {} : { fix }),
    };
    const request = { ...options, paths, made, previous, workspace, registry };
    return {
      findings,
      facts:
        quality === undefined
          ? facts
          : await quality.withQuality(shell, request, { records: read.records, findings, facts }),
    };
  });
}

/** How many rows of each finding a quality report names. */
const rowsInReport = 20;

async function workspaceHere(shell: Shell, data: string): Promise<Workspace | undefined> {
  return (await findWorkspace(shell.cwd)) ?? (await findWorkspace(data));
}

/** The thresholds of the member, all of which can be used. */
function thresholdsOf(
  workspace: Workspace | undefined,
  registry: Registry,
  made: string,
): readonly QualityThreshold[] {
  if (workspace === undefined) return [];
  const thresholds = workspace.config.quality?.thresholds ?? [];
  checkThresholds(thresholds, registry, { today: made.slice(0, 10), file: workspace.configFile });
  return thresholds;
}

/** An option that would change nothing is a mistake. */
function refuseUnused({ report, previous }: Options, isReport: boolean): void {
  if (isReport || (report === undefined && previous === undefined)) return;
  throw new UsageError(
    `${previous === undefined ? "--report" : "--previous"} is for the quality report.`,
    "Add --format html, or --format json --report.",
  );
}

/** A finding whose file is named as the operator named it. */
function writtenPlace(finding: Finding, shell: Shell): Finding {
  return finding.file === undefined ? finding : { ...finding, file: shell.asWritten(finding.file) };
}

async function print(shell: Shell, text: string, out: string | undefined): Promise<void> {
  if (out === undefined) {
    if (text.trim() !== "") shell.out(text.trimEnd());
    return;
  }
  await writeWhole(shell.at(out), text);
  shell.err(`Written to ${out}`);
}
