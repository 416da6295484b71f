import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Metric, Registry } from "@edufed/schemas";
import { areCounts, type FigureTable } from "../compute/compute-all.ts";
import type { SqlEngine } from "../engine/engine.ts";
import { UsageError } from "../errors.ts";
import { admit, answerEach, answerFrom, type Question } from "../pipeline.ts";
import { writeCells } from "../publish/cell-file.ts";
import { writeEstimates } from "../publish/estimate-file.ts";
import { formatOf } from "../publish/table-file.ts";
import { existingRecords } from "./input.ts";
import type { RunOptions } from "./metric.ts";
import { entitiesOf, needsOf, questionsOf } from "./metric-question.ts";
import { metricNamed } from "./metric-show.ts";
import { figureLines } from "./metric-table.ts";
import { recordsIn } from "./records.ts";
import { memberHere, standard, withEngine } from "./session.ts";
import type { Shell } from "./shell.ts";

/** `metric run`: records → valid → pseudonymous → figures of all metrics in shared passes. */
export async function runMetrics(
  shell: Shell,
  ids: readonly string[],
  options: RunOptions,
): Promise<void> {
  const registry = standard();
  const metrics = [...new Set(ids.map((id) => metricNamed(registry, id)))];
  const files = options.out === undefined ? [] : filesFor(shell, metrics, options.out);
  const questions = questionsOf(metrics, options, registry);
  const told: FigureTable[] = [];
  let next: string | undefined;
  await withTables(shell, { questions, options }, async (table, index, save) => {
    const file = files[index];
    if (file !== undefined) {
      await save(shell.at(file));
      if (areCounts(table)) next ??= file;
    }
    if (options.json === true) told.push(table);
    else sayTable(shell, table, { registry, isFirst: index === 0 });
    if (file !== undefined) shell.err(`Written to ${file}`);
  });
  if (options.json === true) {
    const facts = told.map((table) => ({ unprotected: true, ...table }));
    shell.out(JSON.stringify(facts, null, 2));
    return;
  }
  if (next !== undefined) shell.next(`protect ${next} --out draft`);
}

function sayTable(
  shell: Shell,
  table: FigureTable,
  { registry, isFirst }: { readonly registry: Registry; readonly isFirst: boolean },
): void {
  if (!isFirst) shell.out("");
  for (const line of figureLines(table, registry)) shell.out(line);
}

/** One file as it was named, or one for each metric in a folder, as they are written on the command line. */
function filesFor(shell: Shell, metrics: readonly Metric[], out: string): readonly string[] {
  if (isFolder(shell, out)) return metrics.map(({ id }) => join(out, `${id}.parquet`));
  if (metrics.length > 1) {
    throw new UsageError(
      "One file holds the figures of one metric.",
      `Name a folder that gets a file for each, such as --out ${out.replace(/\.(parquet|csv)$/iu, "")}/.`,
    );
  }
  formatOf(out);
  return [out];
}

/** A path that ends like a folder, or is one and is not called like a file. */
function isFolder(shell: Shell, out: string): boolean {
  if (/[/\\]$/u.test(out)) return true;
  if (/\.(parquet|csv)$/iu.test(out)) return false;
  const path = shell.at(out);
  return existsSync(path) && statSync(path).isDirectory();
}

interface Wanted {
  readonly questions: readonly Question[];
  readonly options: RunOptions;
}

/** Takes each table as soon as it is counted; nothing of it is kept for the next. */
type Take = (
  table: FigureTable,
  index: number,
  save: (path: string) => Promise<void>,
) => Promise<void>;

async function withTables(shell: Shell, { questions, options }: Wanted, take: Take): Promise<void> {
  const count = counting(shell, questions, options);
  await withEngine(
    shell,
    async (engine) => {
      let index = 0;
      for await (const table of count(engine)) {
        await take(table, index, (path) => write(engine, path, table));
        index += 1;
      }
    },
    "folding",
  );
}

/** How the figures are counted: from a folder of records, or where a warehouse holds them. */
function counting(
  shell: Shell,
  questions: readonly Question[],
  { data, engine: address }: RunOptions,
): (local: SqlEngine) => AsyncIterable<FigureTable> {
  if (data !== undefined && address !== undefined) {
    throw new UsageError(
      "--data and --engine name two places for the records.",
      "Give the one that is to be counted.",
    );
  }
  if (address !== undefined) return (local) => fromWarehouse(shell, questions, address, local);
  if (data !== undefined) return (local) => fromRecords(shell, questions, data, local);
  throw new UsageError(
    "Nothing says where the records are.",
    "Give --data <folder of records>, or --engine <address of a warehouse>.",
  );
}

async function* fromRecords(
  shell: Shell,
  questions: readonly Question[],
  data: string,
  engine: SqlEngine,
): AsyncGenerator<FigureTable, void, undefined> {
  const registry = standard();
  const folder = existingRecords(shell, data);
  const member = await memberHere(shell, folder, registry);
  const only = new Set(questions.flatMap((question) => entitiesOf(question, registry)));
  const records = await recordsIn(shell, engine, folder, member.registry, { only });
  const purpose = { id: "metrics", needs: needsOf(questions, registry) };
  const admitted = await admit(records, member, purpose);
  shell.progress(counted(questions));
  yield* answerEach(admitted, questions, member);
}

async function* fromWarehouse(
  shell: Shell,
  questions: readonly Question[],
  address: string,
  local: SqlEngine,
): AsyncGenerator<FigureTable, void, undefined> {
  const { openWarehouse } = await import("./warehouse.ts");
  const member = await memberHere(shell, shell.cwd, standard());
  const warehouse = await openWarehouse(address, standard(), process.env);
  try {
    shell.err("Counted as they are: records of a warehouse are not checked by this command.");
    shell.progress(counted(questions));
    yield* answerFrom(warehouse, local, questions, member);
  } finally {
    await warehouse.close();
  }
}

function counted(questions: readonly Question[]): string {
  return `computing ${questions.map(({ metric }) => metric.id).join(", ")} …`;
}

async function write(engine: SqlEngine, path: string, table: FigureTable): Promise<void> {
  if (areCounts(table)) await writeCells(engine, path, table);
  else await writeEstimates(engine, path, table);
}
