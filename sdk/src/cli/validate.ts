import { resolve } from "node:path";
import { Command, Option } from "commander";
import { exitCode } from "../errors.ts";
import { hasErrors, type Finding } from "../finding.ts";
import { readRecords } from "../import/records.ts";
import { formats, type FormatName } from "../validate/format/formats.ts";
import { validate } from "../validate/validate.ts";
import { writeWhole } from "../workspace/write.ts";
import type { MakeCommand } from "./program.ts";
import { standard, withEngine } from "./session.ts";

interface Options {
  readonly entity?: string;
  readonly format: FormatName;
  readonly out?: string;
  readonly json?: boolean;
}

export const make: MakeCommand = (io, finish) =>
  new Command("validate")
    .description("Checks files or a folder of records. Ends with 1 when there are errors.")
    .argument("<path...>", "files <entity>.csv|ndjson|json|parquet, or folders of them")
    .option("--entity <name>", "entity of the files, when their names do not say")
    .addOption(
      new Option("--format <name>", "how to print what was found")
        .choices(Object.keys(formats))
        .default("text"),
    )
    .option("--out <file>", "write there instead of printing")
    .option("--json", "the same as --format json")
    .action(async (paths: readonly string[], options: Options) => {
      const registry = standard();
      const findings = await withEngine(async (engine) => {
        io.progress("reading …");
        const files = paths.map((path) => resolve(io.cwd, path));
        const read = await readRecords(
          engine,
          files,
          registry,
          options.entity === undefined ? {} : { entity: options.entity },
        );
        io.progress("checking …");
        const checked = await validate(read.records, registry);
        return [...read.findings, ...checked.findings];
      });
      await print(findings);
      finish(hasErrors(findings) ? exitCode.findings : exitCode.fine);

      async function print(found: readonly Finding[]): Promise<void> {
        const text = formats[options.json === true ? "json" : options.format](found);
        if (options.out === undefined) {
          io.out(text.trimEnd());
          return;
        }
        await writeWhole(resolve(io.cwd, options.out), text);
        io.err(`${found.length} findings written to ${options.out}`);
      }
    });
