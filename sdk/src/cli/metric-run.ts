import { isPercentage, type Metric } from "@edufed/schemas";
import type { Cell, CellTable, EstimateTable } from "../cells.ts";
import { areCounts, type FigureTable } from "../compute/compute-all.ts";
import { UsageError } from "../errors.ts";
import { admit, answerAll, type Question } from "../pipeline.ts";
import { writeCells } from "../publish/cell-file.ts";
import { writeEstimates } from "../publish/estimate-file.ts";
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
  const questions = metrics.map((metric) => questionOf(metric, options, standard()));
  const tables = await tablesOf(shell, questions, options);
  if (options.json === true) {
    const facts = tables.map((table) => ({ unprotected: true, ...table }));
    shell.out(JSON.stringify(facts, null, 2));
    return;
  }
  for (const table of tables) show(shell, table);
  if (options.out === undefined) return;
  shell.err(`Written to ${options.out}`);
  if (tables.every(areCounts)) shell.next(`protect ${options.out} --out draft`);
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
): Promise<readonly FigureTable[]> {
  const registry = standard();
  const folder = existingRecords(shell, data);
  const member = await memberHere(shell, folder, registry);
  return withEngine(shell, async (engine) => {
    const only = new Set(questions.flatMap((question) => entitiesOf(question, registry)));
    const records = await recordsIn(shell, engine, folder, member.registry, { only });
    const purpose = { id: "metrics", needs: needsOf(questions, registry) };
    const admitted = await admit(records, member, purpose);
    shell.progress(`computing ${questions.map(({ metric }) => metric.id).join(", ")} …`);
    const tables = await answerAll(admitted, questions, member);
    const [table] = tables;
    if (out !== undefined && table !== undefined) {
      if (areCounts(table)) await writeCells(engine, shell.at(out), table);
      else await writeEstimates(engine, shell.at(out), table);
    }
    return tables;
  });
}

function show(shell: Shell, table: FigureTable): void {
  const { metric, metricVersion, period } = table.description;
  shell.out(`${metric} ${metricVersion}, ${period}. Internal: not protected.`);
  const { head, rows } = areCounts(table) ? countLines(table) : estimateLines(table);
  const ids = table.description.dimensions.map(({ id }) => id);
  const numeric = new Set(head.map((_name, column) => column + ids.length));
  shell.out(textTable([[...ids, ...head], ...rows], numeric));
}

interface Lines {
  /** Columns after the dimensions. */
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

function countLines({ description, cells }: CellTable): Lines {
  return {
    head: ["NUM", "DEN", "VALUE", "CONTRIBUTORS", "EXCLUDED", "COVERAGE"],
    rows: cells.map((cell) => [
      ...codesOf(cell, description),
      String(cell.num),
      String(cell.den),
      valueText(cell.value?.toFixed(description.decimals) ?? null, cell.status, description),
      String(cell.contributors),
      cell.excluded === undefined ? "unknown" : String(cell.excluded),
      coverageText(cell.coverage),
    ]),
  };
}

function estimateLines({ description, cells }: EstimateTable): Lines {
  const hasError = cells.some(({ standardError }) => standardError !== null);
  return {
    head: ["VALUE", ...(hasError ? ["ERROR"] : []), "CONTRIBUTORS", "EXCLUDED", "COVERAGE"],
    rows: cells.map((cell) => [
      ...codesOf(cell, description),
      valueText(cell.value, cell.status, description),
      ...(hasError ? [cell.standardError ?? "unknown"] : []),
      String(cell.contributors),
      String(cell.excluded),
      coverageText(cell.coverage),
    ]),
  };
}

function codesOf(
  { codes }: Pick<Cell, "codes">,
  { dimensions }: Pick<CellTable["description"], "dimensions">,
): readonly string[] {
  return dimensions.map(({ id }) => codes[id] ?? "");
}

function coverageText(coverage: number | null): string {
  return coverage === null ? "unknown" : coverage.toFixed(2);
}

/** A share is shown as a percentage; a ratio of two groups has no unit and is none. */
function valueText(
  value: string | null,
  status: Cell["status"],
  { unit, decimals, kind }: FigureTable["description"],
): string {
  if (status === "M") return "none: nobody to count";
  if (status === "L") return "none: coverage too low";
  if (value === null) return "none";
  return isPercentage({ kind, unit })
    ? `${(Number(value) * 100).toFixed(Math.max(0, decimals - 2))} %`
    : value;
}
