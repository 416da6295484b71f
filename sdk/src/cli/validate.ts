import { Command, Option } from "commander";
import type { Relation } from "../dataset.ts";
import type { SqlEngine } from "../engine/engine.ts";
import { quoteIdentifier } from "../engine/sql-text.ts";
import { exitCode } from "../errors.ts";
import { hasErrors, type Finding } from "../finding.ts";
import type { FindingLanguage } from "../finding-text.ts";
import { readRecords } from "../import/records.ts";
import { formats } from "../validate/format/format.ts";
import type { ReportFacts } from "../validate/format/report-facts.ts";
import { absentEntities } from "../validate/explain.ts";
import { validate } from "../validate/validate.ts";
import { version } from "../version.ts";
import { writeWhole } from "../workspace/write.ts";
import { examples } from "./help.ts";
import { existing } from "./input.ts";
import { languageOption } from "./options.ts";
import type { MakeCommand } from "./program.ts";
import { standardHere, withEngine } from "./session.ts";
import type { Shell } from "./shell.ts";

interface Options {
  readonly entity?: string;
  readonly format: keyof typeof formats;
  readonly out?: string;
  readonly json?: boolean;
  readonly language: FindingLanguage;
}

export const make: MakeCommand = (shell, finish) =>
  new Command("validate")
    .description(
      "Checks files or folders of records against the standard: every value, every key, every reference. Ends with 1 when there are errors.",
    )
    .argument("<path...>", "files <entity>.csv|ndjson|json|parquet, or folders of them")
    .option("--entity <name>", "entity of the files, when their names do not say")
    .addOption(
      new Option("--format <name>", "how to say what was found")
        .choices(Object.keys(formats))
        .default("text"),
    )
    .option("--out <file>", "write there instead of printing")
    .option("--json", "the same as --format json")
    .addOption(languageOption("language of what was found"))
    .addHelpText(
      "after",
      examples(
        "validate records",
        "validate pupils.csv --entity student",
        "validate records --format html --out report.html",
        "validate records --language fi",
      ),
    )
    .action(async (paths: readonly string[], options: Options) => {
      const { findings, facts } = await checked(shell, paths, options);
      const placed = findings.map((finding) => writtenPlace(finding, shell));
      const name = options.json === true ? "json" : options.format;
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
  { entity, language }: Options,
): Promise<Checked> {
  const files = paths.map((path) => existing(shell, path));
  const registry = await standardHere(shell, files[0] ?? shell.cwd);
  return withEngine(shell, async (engine) => {
    shell.progress("reading records …");
    const read = await readRecords(engine, files, registry, {
      ...(entity === undefined ? {} : { entity }),
      language,
    });
    shell.progress("checking records …");
    const { findings, checks } = await validate(read.records, registry, { language });
    const records = await countRecords(engine, [...read.records.relations.values()]);
    const absent = absentEntities(new Set(read.records.relations.keys()), registry);
    return {
      findings: [...read.findings, ...findings],
      facts: { version, records, checks, absent, language },
    };
  });
}

/** A finding whose file is named as the operator named it. */
function writtenPlace(finding: Finding, shell: Shell): Finding {
  return finding.file === undefined ? finding : { ...finding, file: shell.asWritten(finding.file) };
}

async function countRecords(
  engine: SqlEngine,
  relations: readonly Relation[],
): Promise<ReportFacts["records"]> {
  const counts = relations.map(async ({ entity, name }) => {
    const [row] = await engine.rows(`select count(*) as n from ${quoteIdentifier(name)}`);
    return [entity, Number(row?.["n"])] as const;
  });
  return Object.fromEntries(await Promise.all(counts));
}

async function print(shell: Shell, text: string, out: string | undefined): Promise<void> {
  if (out === undefined) {
    if (text.trim() !== "") shell.out(text.trimEnd());
    return;
  }
  await writeWhole(shell.at(out), text);
  shell.err(`Written to ${out}`);
}
