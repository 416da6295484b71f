/** What a watch writes and says of an update. */
import { extname, join } from "node:path";
import { isPercentage } from "@edufed/schemas";
import type { CellTable } from "../cells.ts";
import { withOwnNames } from "../compute/own-names.ts";
import type { SqlEngine } from "../engine/engine.ts";
import { UsageError } from "../errors.ts";
import type { Policy } from "../publication.ts";
import { writeCells } from "../publish/cell-file.ts";
import type { DayQuestion } from "../watch/day-question.ts";
import type { DayStore } from "../watch/day-store.ts";
import type { Shell } from "./shell.ts";
import type { WatchOptions } from "./watch.ts";
import { type ShownFigure, shownFigures } from "./watch-figures.ts";
import type { OpenWatch } from "./watch-open.ts";
import type { Taken } from "./watch-take.ts";

/** Where the cells of each metric go: one file, or a folder with one for each. */
export function cellPaths(
  shell: Shell,
  questions: readonly DayQuestion[],
  out: string | undefined,
): readonly string[] {
  if (out === undefined) return [];
  const isFile = [".parquet", ".csv"].includes(extname(out).toLowerCase());
  if (!isFile) return questions.map(({ metric }) => join(shell.at(out), `${metric.id}.parquet`));
  if (questions.length === 1) return [shell.at(out)];
  throw new UsageError(
    "One file holds the cells of one metric.",
    "Name a folder for --out, which gets a file for each.",
  );
}

/** The tables of the day, which are written where that is asked for. */
export async function writeTables(
  engine: SqlEngine,
  { watch, still, registry }: OpenWatch,
  asked: {
    readonly shell: Shell;
    readonly options: WatchOptions;
    readonly questions: readonly DayQuestion[];
  },
): Promise<readonly CellTable[]> {
  const { shell, options, questions } = asked;
  const paths = cellPaths(shell, questions, options.out);
  const tables = await watch.tables();
  for (const [index, path] of paths.entries()) {
    const table = tables[index];
    if (table !== undefined)
      await writeCells(engine, path, await withOwnNames(table, still, registry));
  }
  return tables;
}

/** One look at the sources that is worth telling of. */
export interface Update {
  readonly day: string;
  /** Whether what was kept was forgotten, because it was of another definition or other records. */
  readonly isAnew: boolean;
  readonly taken: Taken;
  readonly halfLines: number;
}

/** Tells of an update: in a line of facts, or in words. */
export function tellUpdate(
  tables: readonly CellTable[],
  update: Update,
  told: {
    readonly shell: Shell;
    readonly options: WatchOptions;
    readonly store: DayStore;
    readonly policy: Policy;
  },
): void {
  const { shell, options } = told;
  const figures = shownFigures(tables, update.day, told);
  if (options.json === true) {
    shell.out(JSON.stringify(factsOf(update, figures)));
    return;
  }
  if (update.isAnew) {
    shell.err("The definition or the other records have changed: everything is read anew.");
  }
  for (const [index, figure] of figures.entries()) shell.out(figureText(figure, tables[index]));
  shell.err(shell.style("dim", takenText(update)));
}

function factsOf(
  { day, isAnew, taken: { rows, counts, rejected, rowsRejected, filesAnew }, halfLines }: Update,
  figures: readonly ShownFigure[],
): unknown {
  return {
    day,
    isAnew,
    rows,
    ...counts,
    rejected: rowsRejected,
    findings: rejected,
    filesAnew,
    halfLines,
    figures,
  };
}

function figureText(figure: ShownFigure, table: CellTable | undefined): string {
  const start = `${figure.metric} ${figure.day}`;
  if ("withheld" in figure) return `${start}  not shown: ${withheldText[figure.withheld]}`;
  const { status, value, contributors } = figure;
  const people = `${contributors.toLocaleString("en")} counted`;
  if (table === undefined || value === null) {
    return `${start}  none: ${status === "L" ? "coverage too low" : "nobody to count"}  (${people})`;
  }
  const { decimals } = table.description;
  const text = isPercentage(table.description)
    ? `${(value * 100).toFixed(Math.max(0, decimals - 2))} %`
    : value.toFixed(decimals);
  return `${start}  ${text}  (${people})`;
}

const withheldText = {
  "too-few": "too few people yet",
  "everyone-or-no-one": "the same for everybody",
} as const;

function takenText({
  taken: { rows, counts, rejected, rowsRejected, filesAnew },
  halfLines,
}: Update): string {
  const { late, ahead, ...others } = counts;
  const parts = [
    ...Object.entries({ ...others, rejected: rowsRejected, late, ahead }).map(
      ([name, count]) => [words[name] ?? name, count] as const,
    ),
    ["files read anew", filesAnew] as const,
    ["lines without an end", halfLines] as const,
  ].filter(([, count]) => count > 0);
  const codes = Object.entries(rejected).map(([code, count]) => `${code} ${count}`);
  const why = codes.length === 0 ? "" : ` (${codes.join(", ")})`;
  return `${rows.toLocaleString("en")} rows read${parts.map(([name, count]) => `, ${count} ${name}`).join("")}${why}`;
}

const words: Readonly<Record<string, string>> = {
  outdated: "older than what is kept",
  tooLate: "too late",
  otherYear: "of another school year",
  nobody: "of nobody",
  late: "late",
  ahead: "ahead of their day",
};
