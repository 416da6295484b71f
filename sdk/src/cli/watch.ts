import { Command, InvalidArgumentError, Option } from "commander";
import { examples } from "./help.ts";
import { collected, wholeNumber } from "./options.ts";
import type { MakeCommand } from "./program.ts";

export const make: MakeCommand = (shell) =>
  new Command("watch")
    .description(
      "Keeps the figures of the day up to date as records come in, for use inside the member. Only what is new is read and counted. Nothing is published: what goes out goes through protect.",
    )
    .argument("<id...>", "ids of metrics that have a figure of a single day")
    .requiredOption(
      "--data <source>",
      "folder of records: files that grow by lines (.ndjson, .csv), or parts that appear; or postgres://user@host/database",
    )
    .addOption(
      new Option("--by <dimensions>", "cut by these, such as SEX,GRADE or school").default(
        "",
        "not cut",
      ),
    )
    .option("--day <day>", "the day, as YYYY-MM-DD (default: today, and tomorrow the next)", day)
    .addOption(
      new Option("--keep <days>", "how many days are kept for records that come late")
        .argParser(positive)
        .default(2),
    )
    .option("--param <name=value>", "set a parameter of the metrics; repeatable", collected)
    .option(
      "--source <population=entity>",
      "which records to count, where there are two kinds; repeatable",
      collected,
    )
    .addOption(
      new Option("--every <seconds>", "how long to wait between two looks")
        .argParser(positive)
        .default(10),
    )
    .addOption(
      new Option("--overlap <seconds>", "of a database: how late a row may be committed")
        .argParser(positive)
        .default(3600),
    )
    .option("--once", "take in what is there and end")
    .option("--out <path>", "write the cells on each change: a .parquet or .csv, or a folder")
    .option("--state <dir>", "private folder for what is kept (default: watch in the workspace)")
    .option("--anew", "forget what is kept and read everything again")
    .option("--json", "one line of facts for each change")
    .addHelpText("after", notes)
    .action(async (ids: readonly string[], options: WatchOptions) => {
      const { watchMetrics } = await import("./watch-run.ts");
      await watchMetrics(shell, ids, options);
    });

/** Options of `watch`, as written on the command line. */
export interface WatchOptions {
  readonly data: string;
  readonly by: string;
  readonly day?: string;
  readonly keep: number;
  readonly param?: readonly string[];
  readonly source?: readonly string[];
  readonly every: number;
  readonly overlap: number;
  readonly once?: boolean;
  readonly out?: string;
  readonly state?: string;
  readonly anew?: boolean;
  readonly json?: boolean;
}

const notes = `
Of two records with one key the one that was written last (recordedAt) counts,
or the one that came last. A record of an earlier day counts on its own day
while that day is kept. Records that break a rule are left out, and counted by
finding.
What is shown is about the whole and about nobody in particular; the cells in
--out are internal, as those of \`edufed metric run\`.
${examples(
  "watch ATT_RATE --data records",
  "watch ATT_RATE ENG_DIGITAL --data records --by school --out today",
  "watch ATT_RATE --data records --once --out cells.parquet",
)}`;

function positive(text: string): number {
  const number = wholeNumber(text);
  if (number > 0) return number;
  throw new InvalidArgumentError("It must be 1 or more.");
}

function day(text: string): string {
  const moment = new Date(`${text}T00:00:00Z`);
  const isDay = !Number.isNaN(moment.getTime()) && moment.toISOString().slice(0, 10) === text;
  if (isDay) return text;
  throw new InvalidArgumentError("Write a day as YYYY-MM-DD.");
}
