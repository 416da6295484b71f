import { Command, Option } from "commander";
import { exitCode } from "../errors.ts";
import { examples } from "./help.ts";
import { collected, schoolYear } from "./options.ts";
import type { Finish, MakeCommand } from "./program.ts";
import type { Shell } from "./shell.ts";

interface Json {
  readonly json?: boolean;
}

export const make: MakeCommand = (shell, finish) =>
  new Command("metric")
    .description("Metrics: shared definitions that compute.")
    .usage("list|show|sql|run|check")
    .addCommand(listCommand(shell))
    .addCommand(showCommand(shell))
    .addCommand(sqlCommand(shell))
    .addCommand(runCommand(shell))
    .addCommand(checkCommand(shell, finish))
    .addHelpText(
      "after",
      examples(
        "metric list",
        "metric show ATT_CHRONIC",
        "metric run ATT_CHRONIC --data records --by school",
        "metric sql ATT_CHRONIC --by SEX --dialect trino",
      ),
    );

function listCommand(shell: Shell): Command {
  return new Command("list")
    .summary("every metric of the standard")
    .description("Every metric of the standard, with its title and domain.")
    .option("--json", "the same facts for machines")
    .action(async (options: Json) => {
      const { listMetrics } = await import("./metric-show.ts");
      await listMetrics(shell, options.json === true);
    });
}

function showCommand(shell: Shell): Command {
  return new Command("show")
    .summary("how one metric is defined")
    .description("One metric whole: definition, populations, parameters, cautions, sources.")
    .argument("<id>", "id of the metric, as `edufed metric list` gives it")
    .option("--json", "the definition as written, with its formal hash")
    .addHelpText("after", examples("metric show ATT_CHRONIC"))
    .action(async (id: string, options: Json) => {
      const { showMetric } = await import("./metric-show.ts");
      await showMetric(shell, id, options.json === true);
    });
}

function sqlCommand(shell: Shell): Command {
  return new Command("sql")
    .summary("the SQL that counts one metric, for a reviewer")
    .description(
      "The statement that counts a metric, over tables named after entities with columns named " +
        "after properties. For a metric that is made of others, one statement for each of them.",
    )
    .argument("<id>", "id of the metric")
    .addOption(new Option("--dialect <name>", "duckdb, postgres, spark or trino").default("duckdb"))
    .addOption(
      new Option("--by <dimensions>", "cut by these, such as SEX,GRADE").default("", "not cut"),
    )
    .option(
      "--period <year>",
      "school year, such as 2025/2026 (default: that of today)",
      schoolYear,
    )
    .option("--param <name=value>", "set a parameter, where a metric has it; repeatable", collected)
    .option(
      "--source <population=entity>",
      "which records to count, where there are two kinds (default: the first); repeatable",
      collected,
    )
    .option("--json", "the same facts for machines: a list, one statement each")
    .addHelpText(
      "after",
      examples("metric sql ATT_CHRONIC", "metric sql PTR --by REF_AREA --dialect spark"),
    )
    .action(async (id: string, options: SqlOptions) => {
      const { metricSql } = await import("./metric-sql.ts");
      metricSql(shell, id, options);
    });
}

function checkCommand(shell: Shell, finish: Finish): Command {
  return new Command("check")
    .summary("can definitions be computed?")
    .description(
      "Parses and types every expression of a metric and plans every source and dimension, without " +
        "any record. Without a file: all metrics of the standard.",
    )
    .argument("[file...]", "a proposed metric, as JSON")
    .option("--json", "the same facts for machines")
    .addHelpText("after", examples("metric check", "metric check ATT_LATE.json"))
    .action(async (files: readonly string[], options: Json) => {
      const { checkMetrics } = await import("./metric-check.ts");
      if (!checkMetrics(shell, files, options.json === true)) finish(exitCode.findings);
    });
}

function runCommand(shell: Shell): Command {
  return new Command("run")
    .summary("compute cells from records")
    .description(
      "Computes cells from records. They are internal: exact, not protected, not for others.",
    )
    .argument("<id...>", "ids of metrics")
    .option("--data <dir>", "folder of records")
    .option(
      "--engine <address>",
      "count instead where a warehouse holds tables in the shareable profile: " +
        "postgres://user@host/database, trino://user@host:8080/catalog/schema, spark:<folder>",
    )
    .addOption(
      new Option("--by <dimensions>", "cut by these, such as SEX,GRADE or school").default(
        "",
        "not cut",
      ),
    )
    .option(
      "--period <year>",
      "school year, such as 2025/2026 (default: the only one in the data)",
      schoolYear,
    )
    .option("--param <name=value>", "set a parameter, where a metric has it; repeatable", collected)
    .option(
      "--source <population=entity>",
      "which records to count, where there are two kinds; repeatable",
      collected,
    )
    .option(
      "--out <file>",
      "write the cells too: to a .parquet or .csv, with a side file .json; of several metrics, to a folder",
    )
    .option("--json", "the same facts for machines: a list, one table for each metric")
    .addHelpText(
      "after",
      examples(
        "metric run ATT_CHRONIC --data records --by school",
        "metric run ATT_CHRONIC --data records --param expectedDaysMin=31",
        "metric run WHO5_MEAN --data records --by REF_AREA --out cells.parquet",
        "metric run ATT_RATE GPI --data records --by GRADE --out figures/",
        "metric run PTR --engine 'postgres://reader@db/warehouse?schema=school'",
      ),
    )
    .action(async (ids: readonly string[], options: RunOptions) => {
      const { runMetrics } = await import("./metric-run.ts");
      await runMetrics(shell, ids, options);
    });
}

/** Options of `metric sql`, as written on the command line. */
export interface SqlOptions extends Pick<RunOptions, "by" | "period" | "param" | "source"> {
  readonly dialect: string;
  readonly json?: boolean;
}

/** Options of `metric run`, as written on the command line. */
export interface RunOptions {
  readonly data?: string;
  readonly engine?: string;
  readonly by: string;
  readonly period?: string;
  readonly param?: readonly string[];
  readonly source?: readonly string[];
  readonly out?: string;
  readonly json?: boolean;
}
