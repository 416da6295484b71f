import { resolve } from "node:path";
import { Command, Option } from "commander";
import { exitCode, UsageError } from "../errors.ts";
import { importFolder } from "../import/import-folder.ts";
import type { Importer, ImportReport } from "../import/importer.ts";
import { importers } from "../import/importers.ts";
import type { Io } from "./io.ts";
import type { MakeCommand } from "./program.ts";
import { standard, withEngine } from "./session.ts";

interface Options {
  readonly out: string;
  readonly dateOrder?: "dmy" | "mdy";
  readonly strict?: boolean;
  readonly json?: boolean;
}

const formats = importers.map(({ name, title }) => `  ${name.padEnd(10)} ${title}`).join("\n");

export const make: MakeCommand = (io, finish) =>
  new Command("import")
    .description(
      "Turns a source's export into records of the standard, and reports every row it left out.",
    )
    .argument("<format>", "what the source is")
    .argument("<path>", "folder or file of the export")
    .requiredOption("--out <dir>", "folder for the records")
    .addOption(
      new Option(
        "--date-order <order>",
        "how dates that are not YYYY-MM-DD are to be read",
      ).choices(["dmy", "mdy"]),
    )
    .option("--strict", "end with 1 when any row was rejected")
    .option("--json", "the report for machines")
    .addHelpText("after", `\nFormats:\n${formats}`)
    .action(async (format: string, path: string, options: Options) => {
      const importer = importerNamed(format);
      const report = await withEngine((engine) => {
        io.progress(`importing ${path} …`);
        const { dateOrder } = options;
        return importFolder(
          importer,
          resolve(io.cwd, path),
          resolve(io.cwd, options.out),
          engine,
          standard(),
          dateOrder === undefined ? {} : { dateOrder },
        );
      });
      if (options.json === true) io.out(JSON.stringify(report, null, 2));
      else tell(io, report, options.out);
      const rejected = report.files.some((file) => file.rejected.length > 0);
      finish(options.strict === true && rejected ? exitCode.findings : exitCode.fine);
    });

function importerNamed(name: string): Importer {
  const importer = importers.find((each) => each.name === name);
  if (importer !== undefined) return importer;
  throw new UsageError(
    `There is no importer for ${name}.`,
    `Choose one of: ${importers.map((each) => each.name).join(", ")}.`,
  );
}

function tell(io: Io, report: ImportReport, out: string): void {
  for (const { file, entity, read, written, superseded, rejected } of report.files) {
    io.out(`${file} → ${entity}: ${read} rows read, ${written} written, ${superseded} superseded`);
    for (const { count, message } of rejected) {
      io.out(`  ${io.style("yellow", `${count} rejected`)}: ${message}`);
    }
  }
  io.out("");
  io.out(`Records and import-report.json are in ${out}. Next: edufed validate ${out}`);
}
