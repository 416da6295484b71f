import { Command, Option } from "commander";
import { exitCode, UsageError } from "../errors.ts";
import { importFolder } from "../import/import-folder.ts";
import type { FindingLanguage } from "../finding-text.ts";
import type { Importer, ImportReport } from "../import/importer.ts";
import { importers } from "../import/importers.ts";
import { nearest } from "../import/nearest.ts";
import { withoutUserInfo } from "../engine/postgres-address.ts";
import { examples } from "./help.ts";
import { existing, existingRecords, newFolder } from "./input.ts";
import { importWords } from "./import-words.ts";
import { chooseOne, languageOption } from "./options.ts";
import type { MakeCommand } from "./program.ts";
import { standardHere, withEngine } from "./session.ts";
import type { Shell } from "./shell.ts";

interface Options {
  readonly out: string;
  readonly dateOrder?: "dmy" | "mdy";
  readonly strict?: boolean;
  readonly json?: boolean;
  readonly language: FindingLanguage;
}

const formats = importers.map(({ name, title }) => `  ${name.padEnd(10)} ${title}`).join("\n");

export const make: MakeCommand = (shell, finish) =>
  new Command("import")
    .description(
      "Turns a source's export into records of the standard. Every row is accounted for: import-report.json says how many were read, written and left out, and why.",
    )
    .argument("<format>", "what the source is")
    .argument("<path>", "folder or file of the export")
    .requiredOption("--out <dir>", "folder for the records; one that an import made is replaced")
    .addOption(
      new Option(
        "--date-order <order>",
        "how dates with slashes are to be read; without it such rows are rejected",
      ).choices(["dmy", "mdy"]),
    )
    .addOption(languageOption("language of what became of the rows"))
    .option("--strict", "end with 1 when any row was rejected")
    .option("--json", "the report for machines")
    .addHelpText(
      "after",
      `\nFormats:\n${formats}\n${examples("import contoso export --out records", "import contoso export --date-order mdy --strict --out records")}`,
    )
    .action(async (format: string, path: string, options: Options) => {
      const importer = importerNamed(format);
      const source = (importer.readsDatabases === true ? existingRecords : existing)(shell, path);
      const out = newFolder(shell, options.out);
      const { dateOrder, language } = options;
      const known = { language, ...(dateOrder === undefined ? {} : { dateOrder }) };
      const registry = await standardHere(shell, source);
      const report = await withEngine(shell, (engine) => {
        shell.progress(`importing ${withoutUserInfo(path)} …`);
        return importFolder(importer, source, out, engine, registry, known);
      });
      if (options.json === true) shell.out(JSON.stringify(report, null, 2));
      else tell(shell, report, options);
      const rejected = report.files.some((file) => file.rejected.length > 0);
      finish(options.strict === true && rejected ? exitCode.findings : exitCode.fine);
    });

function importerNamed(name: string): Importer {
  const importer = importers.find((each) => each.name === name);
  if (importer !== undefined) return importer;
  const names = importers.map((each) => each.name);
  throw new UsageError(
    `There is no importer called “${name}”.`,
    chooseOne(nearest(name, names), names),
  );
}

function tell(shell: Shell, report: ImportReport, { out, language }: Options): void {
  const words = importWords[language];
  for (const file of report.files) {
    shell.out(`${file.file} → ${file.entity}: ${words.counts(file)}`);
    for (const { count, message, fix } of file.rejected) {
      shell.out(`  ${shell.style("yellow", words.rejected(count))}: ${message} ${fix}`);
    }
  }
  for (const name of report.notRead) shell.out(words.notRead(name));
  shell.out(words.written(out));
  shell.next(`validate ${out}`);
}
