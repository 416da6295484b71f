import { Command } from "commander";
import type { MakeCommand } from "./program.ts";

interface Json {
  readonly json?: boolean;
}

export const make: MakeCommand = (io, finish) => {
  const metric = new Command("metric").description("Metrics: shared definitions that compute.");
  metric
    .command("list")
    .description("Every metric of the standard, with its question.")
    .option("--json", "the same facts for machines")
    .action(async (options: Json) => {
      const { listMetrics } = await import("./metric-show.ts");
      listMetrics(io, options.json === true);
    });
  metric
    .command("show <id>")
    .description("One metric whole: definition, populations, parameters, cautions, sources.")
    .option("--json", "the definition as written")
    .action(async (id: string, options: Json) => {
      const { showMetric } = await import("./metric-show.ts");
      showMetric(io, id, options.json === true);
    });
  return withRun(metric, io, finish);
};

function withRun(metric: Command, ...[io]: Parameters<MakeCommand>): Command {
  metric
    .command("run <id...>")
    .description("Computes cells from records. They are internal: not protected, not for others.")
    .requiredOption("--data <dir>", "folder of records")
    .option("--by <dimensions>", "cut by these, e.g. SEX,GRADE or school", "")
    .option("--period <year>", "school year, e.g. 2025/2026 (default: the only one in the data)")
    .option("--param <name=value...>", "set a parameter of the metric, e.g. expectedDaysMin=31")
    .option("--source <population=entity...>", "which records to use, where there are two kinds")
    .option("--out <file>", "write cells there: cells.parquet or cells.csv, with a side file")
    .option("--json", "the same facts for machines")
    .action(async (ids: readonly string[], options: RunOptions) => {
      const { runMetrics } = await import("./metric-run.ts");
      await runMetrics(io, ids, options);
    });
  return metric;
}

/** Options of `metric run`, as written on the command line. */
export interface RunOptions {
  readonly data: string;
  readonly by: string;
  readonly period?: string;
  readonly param?: readonly string[];
  readonly source?: readonly string[];
  readonly out?: string;
  readonly json?: boolean;
}
