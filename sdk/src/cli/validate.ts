import { resolve } from "node:path";
import { Command, Option } from "commander";
import type { Relation } from "../dataset.ts";
import type { SqlEngine } from "../engine/engine.ts";
import { quoteIdentifier } from "../engine/sql-text.ts";
import { exitCode } from "../errors.ts";
import { hasErrors } from "../finding.ts";
import { readRecords } from "../import/records.ts";
import { formats } from "../validate/format/format.ts";
import type { ReportFacts } from "../validate/format/report-facts.ts";
import { validate } from "../validate/validate.ts";
import { version } from "../version.ts";
import { writeWhole } from "../workspace/write.ts";
import type { Io } from "./io.ts";
import type { MakeCommand } from "./program.ts";
import { standard, withEngine } from "./session.ts";

interface Options {
  readonly entity?: string;
  readonly format: keyof typeof formats;
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
      const entity = options.entity === undefined ? {} : { entity: options.entity };
      const { findings, facts } = await withEngine(async (engine) => {
        io.progress("reading …");
        const files = paths.map((path) => resolve(io.cwd, path));
        const read = await readRecords(engine, files, registry, entity);
        io.progress("checking …");
        const { findings: found, checks } = await validate(read.records, registry);
        const records = await countRecords(engine, [...read.records.relations.values()]);
        return { findings: [...read.findings, ...found], facts: { version, records, checks } };
      });
      const name = options.json === true ? "json" : options.format;
      await print(io, formats[name](findings, facts), options.out);
      finish(hasErrors(findings) ? exitCode.findings : exitCode.fine);
    });

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

async function print(io: Io, text: string, out: string | undefined): Promise<void> {
  if (out === undefined) {
    io.out(text.trimEnd());
    return;
  }
  await writeWhole(resolve(io.cwd, out), text);
  io.err(`Written to ${out}`);
}
