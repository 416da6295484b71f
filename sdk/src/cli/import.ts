import { Command, Option } from "commander";
import { exitCode, UsageError } from "../errors.ts";
import { importFolder } from "../import/import-folder.ts";
import type { Importer, ImportReport } from "../import/importer.ts";
import { importers } from "../import/importers.ts";
import { nearest } from "../import/nearest.ts";
import { examples } from "./help.ts";
import { existing, newFolder } from "./input.ts";
import { chooseOne } from "./options.ts";
import type { MakeCommand } from "./program.ts";
import { standardHere, withEngine } from "./session.ts";
import type { Shell } from "./shell.ts";

interface Options {
  readonly out: string;
  readonly dateOrder?: "dmy" | "mdy";
  readonly strict?: boolean;
  readonly json?: boolean;
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
    .option("--strict", "end with 1 when any row was rejected")
    .option("--json", "the report for machines")
    .addHelpText(
      "after",
      `\nFormats:\n${formats}\n${examples("import contoso export --out records", "import contoso export --date-order mdy --strict --out records")}`,
    )
    .action(async (format: string, path: string, options: Options) => {
      const importer = importerNamed(format);
      const source = existing(shell, path);
      const out = newFolder(shell, options.out);
      const { dateOrder } = options;
      const order = dateOrder === undefined ? {} : { dateOrder };
      const registry = await standardHere(shell, source);
      const report = await withEngine(shell, (engine) => {
        shell.progress(`importing ${path} …`);
        return importFolder(importer, source, out, engine, registry, order);
      });
      if (options.json === true) shell.out(JSON.stringify(report, null, 2));
      else tell(shell, report, options.out);
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

function tell(shell: Shell, report: ImportReport, out: string): void {
  for (const file of report.files) {
    const { read, written, superseded, duplicates } = file;
    const others = [
      ...(superseded === 0 ? [] : [`${superseded} superseded`]),
      ...(duplicates === 0 ? [] : [`${duplicates} duplicates`]),
    ];
    const counts = [`${read} rows read`, `${written} written`, ...others].join(", ");
    shell.out(`${file.file} → ${file.entity}: ${counts}`);
    for (const { count, message, fix } of file.rejected) {
      shell.out(`  ${shell.style("yellow", `${count} rejected`)}: ${message} ${fix}`);
    }
  }
  for (const name of report.notRead) shell.out(`${name}: not read, it is not part of the format`);
  shell.out(`Records and import-report.json are in ${out}.`);
  shell.next(`validate ${out}`);
}
