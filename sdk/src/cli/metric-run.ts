import type { Metric } from "@edufed/schemas";
import type { Cell, CellTable } from "../cells.ts";
import { UsageError } from "../errors.ts";
import { admit, answer, type Question } from "../pipeline.ts";
import { writeCells } from "../publish/cell-file.ts";
import { existingRecords } from "./input.ts";
import { textTable } from "./io.ts";
import type { RunOptions } from "./metric.ts";
import { entitiesOf, needsOf, questionOf } from "./metric-question.ts";
import { metricNamed } from "./metric-show.ts";
import { recordsIn } from "./records.ts";
import { memberHere, standard, withEngine } from "./session.ts";
import type { Shell } from "./shell.ts";

/** `metric run`: records → valid → pseudonymous → cells, each metric in turn. */
export async function runMetrics(
  shell: Shell,
  ids: readonly string[],
  options: RunOptions,
): Promise<void> {
  const metrics = ids.map((id) => metricNamed(standard(), id));
  refuseSharedFile(metrics, options.out);
  const questions = metrics.map((metric) => questionOf(metric, options));
  const tables = await tablesOf(shell, questions, options);
  if (options.json === true) {
    const facts = tables.map((table) => ({ unprotected: true, ...table }));
    shell.out(JSON.stringify(facts, null, 2));
    return;
  }
  for (const table of tables) show(shell, table);
  if (options.out === undefined) return;
  shell.err(`Written to ${options.out}`);
  shell.next(`protect ${options.out} --out draft`);
}

function refuseSharedFile(metrics: readonly Metric[], out: string | undefined): void {
  if (out === undefined || metrics.length === 1) return;
  throw new UsageError(
    "One file holds the cells of one metric.",
    "Run the metrics one at a time, each with its own --out.",
  );
}

async function tablesOf(
  shell: Shell,
  questions: readonly Question[],
  { data, out }: RunOptions,
): Promise<readonly CellTable[]> {
  const registry = standard();
  const folder = existingRecords(shell, data);
  const member = await memberHere(shell, folder, registry);
  return withEngine(shell, async (engine) => {
    const only = new Set(questions.flatMap((question) => entitiesOf(question, registry)));
    const records = await recordsIn(shell, engine, folder, member.registry, { only });
    const purpose = { id: "metrics", needs: needsOf(questions, registry) };
    const admitted = await admit(records, member, purpose);
    const tables: CellTable[] = [];
    for (const question of questions) {
      shell.progress(`computing ${question.metric.id} …`);
      const table = await answer(admitted, question, member);
      if (out !== undefined) await writeCells(engine, shell.at(out), table);
      tables.push(table);
    }
    return tables;
  });
}

function show(shell: Shell, { description, cells }: CellTable): void {
  const ids = description.dimensions.map(({ id }) => id);
  shell.out(
    `${description.metric} ${description.metricVersion}, ${description.period}. Internal: not protected.`,
  );
  const head = [...ids, "NUM", "DEN", "VALUE", "CONTRIBUTORS", "COVERAGE"];
  const rows = cells.map((cell) => [
    ...ids.map((id) => cell.codes[id] ?? ""),
    String(cell.num),
    String(cell.den),
    valueText(cell, description),
    String(cell.contributors),
    cell.coverage === null ? "unknown" : cell.coverage.toFixed(2),
  ]);
  const numeric = new Set([0, 1, 2, 3, 4].map((column) => column + ids.length));
  shell.out(textTable([head, ...rows], numeric));
}

function valueText(cell: Cell, { unit, decimals }: CellTable["description"]): string {
  if (cell.status === "M") return "none: nobody to count";
  if (cell.status === "L") return "none: coverage too low";
  if (cell.value === null) return "none";
  return unit === "1"
    ? `${(cell.value * 100).toFixed(Math.max(0, decimals - 2))} %`
    : cell.value.toFixed(decimals);
}
