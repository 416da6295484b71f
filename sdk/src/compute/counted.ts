/** From a question about a metric to its counted rows: the step that asks an engine. */
import { type CountedMetric, isCounted, type Metric } from "@edufed/schemas";
import type { TableDimension } from "../cells.ts";
import type { Pseudonymous } from "../dataset.ts";
import type { Engine } from "../engine/engine.ts";
import { notInSteps, notWhole } from "../engine/evaluate.ts";
import type { CountedRow, Plan } from "../engine/plan.ts";
import { InputError, UsageError } from "../errors.ts";
import { heldPeriod } from "./held-period.ts";
import { type PlannedMetric, planMetric } from "./plan-metric.ts";
import type { MetricQuestion } from "./planning.ts";

/** A question, and the data set that answers it. */
export interface ComputeRequest extends Omit<MetricQuestion, "period"> {
  readonly data: Pseudonymous;
  /** `2025/2026`; absent: the one school year that the data hold. */
  readonly period?: string;
  /** An engine that holds the same relations, instead of the data set's own. */
  readonly engineOverride?: Engine;
}

/** What was counted for a metric, and how it was decided. */
export interface Counted {
  readonly metric: CountedMetric;
  readonly period: string;
  readonly planned: PlannedMetric;
  readonly engine: Engine;
  /** In the order of their codes, each whole before its parts. */
  readonly rows: readonly CountedRow[];
  readonly dimensions: readonly TableDimension[];
}

/** Counts the cells of a metric: every combination of codes that occurs, all margins included. */
export async function count(request: ComputeRequest): Promise<Counted> {
  const { data, engineOverride } = request;
  const metric = countedOnly(request.metric);
  const engine = engineOverride ?? data.engine;
  const period = await heldPeriod({ ...request, metric });
  const planned = planMetric({ ...request, metric, period }, data.relations);
  const cells = await cellsFrom(engine, planned.plan);
  const rows = cells.get(metric.id) ?? [];
  const dimensions = dimensionsOf(planned, rows);
  return { metric, period, planned, engine, rows: inOrder(rows, dimensions), dimensions };
}

function countedOnly(metric: Metric): CountedMetric {
  if (isCounted(metric)) return metric;
  throw new UsageError(
    `${metric.id} is made of other metrics and is not counted from records.`,
    "Compute it as an estimate.",
  );
}

/** Asks the engine; a fraction where whole steps are counted is the data's fault, and said so. */
async function cellsFrom(engine: Engine, plan: Plan): ReturnType<Engine["cells"]> {
  try {
    return await engine.cells(plan);
  } catch (error) {
    const said = [notWhole, notInSteps].find((message) => isAbout(error, message));
    if (said === undefined) throw error;
    const remedy = "Look for the records with edufed validate, and correct them.";
    throw new InputError(said, remedy, { cause: error });
  }
}

function isAbout(error: unknown, message: string): boolean {
  if (!(error instanceof Error)) return false;
  return error.message.includes(message) || isAbout(error.cause, message);
}

function dimensionsOf(
  { plan, dimensions }: PlannedMetric,
  rows: readonly CountedRow[],
): readonly TableDimension[] {
  const totals = new Map(plan.populations[0]?.dimensions.map(({ id, total }) => [id, total]));
  return dimensions.map(({ id, family, total }) =>
    tableDimension({ id, family, total: totals.get(id) ?? total }, rows),
  );
}

/** The codes that occur, the total first: each of them is a part of it. */
function tableDimension(
  { id, family, total }: { readonly id: string; readonly family: string; readonly total: string },
  rows: readonly CountedRow[],
): TableDimension {
  const codes = new Set(rows.flatMap((row) => row.codes[id] ?? []));
  codes.delete(total);
  const parts = [...codes].toSorted().map((code) => ({ code, parent: total }));
  return { id, family, codes: [{ code: total, parent: null }, ...parts] };
}

/** Rows in the order of their codes, each whole before its parts. */
export function inOrder<Row extends Pick<CountedRow, "codes">>(
  rows: readonly Row[],
  dimensions: readonly TableDimension[],
): readonly Row[] {
  const ranks = dimensions.map(
    ({ id, codes }) => [id, new Map(codes.map(({ code }, rank) => [code, rank]))] as const,
  );
  return rows.toSorted((a, b) => {
    for (const [id, rank] of ranks) {
      const order = (rank.get(a.codes[id] ?? "") ?? 0) - (rank.get(b.codes[id] ?? "") ?? 0);
      if (order !== 0) return order;
    }
    return 0;
  });
}
