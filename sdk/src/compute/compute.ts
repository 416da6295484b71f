import type { Dimension, Metric } from "@edufed/schemas";
import { canonicalDigest } from "../canonical.ts";
import type { CellRow, CellTable, TableDescription, TableDimension } from "../cells.ts";
import type { Pseudonymous } from "../dataset.ts";
import type { Engine } from "../engine/engine.ts";
import { notWhole } from "../engine/evaluate.ts";
import type { Plan } from "../engine/plan.ts";
import { InputError } from "../errors.ts";
import { formalHash } from "../formal-hash.ts";
import { heldPeriod } from "./held-period.ts";
import { type PlannedMetric, planMetric } from "./plan-metric.ts";
import type { MetricQuestion } from "./planning.ts";
import { cellOf } from "./value.ts";

/** A question, and the data set that answers it. */
export interface ComputeRequest extends Omit<MetricQuestion, "period"> {
  readonly data: Pseudonymous;
  /** `2025/2026`; absent: the one school year that the data hold. */
  readonly period?: string;
  /** An engine that holds the same relations, instead of the data set's own. */
  readonly engineOverride?: Engine;
}

/**
 * Computes the cells of a metric: every combination of codes that occurs, all margins included.
 * Internal and unprotected. A contributor for whom a term of its population is unknown is left out
 * of that population; nobody's unknown counts as nought.
 */
export async function compute(request: ComputeRequest): Promise<CellTable> {
  const { data, metric, engineOverride } = request;
  const engine = engineOverride ?? data.engine;
  const period = await heldPeriod(request);
  const planned = planMetric({ ...request, period }, data.relations);
  const rows = await cellsFrom(engine, planned.plan);
  const description = await describe({ metric, period, planned, engine, rows });
  return {
    description,
    cells: inOrder(rows, description.dimensions).map((row) => cellOf(row, metric)),
  };
}

/** Rows in the order of their codes, each whole before its parts. */
function inOrder(
  rows: readonly CellRow[],
  dimensions: readonly TableDimension[],
): readonly CellRow[] {
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

/** Asks the engine; a fraction where whole steps are counted is the data's fault, and said so. */
async function cellsFrom(engine: Engine, plan: Plan): Promise<readonly CellRow[]> {
  try {
    return await engine.cells(plan);
  } catch (error) {
    if (!isAbout(error, notWhole)) throw error;
    const remedy = "Look for the records with edufed validate, and correct them.";
    throw new InputError(notWhole, remedy, { cause: error });
  }
}

function isAbout(error: unknown, message: string): boolean {
  if (!(error instanceof Error)) return false;
  return error.message.includes(message) || isAbout(error.cause, message);
}

interface Computed {
  readonly metric: Metric;
  readonly period: string;
  readonly planned: PlannedMetric;
  readonly engine: Engine;
  readonly rows: readonly CellRow[];
}

async function describe({
  metric,
  period,
  planned: { plan, dimensions, parameters, sourcesUsed, quantities },
  engine,
  rows,
}: Computed): Promise<TableDescription> {
  const totals = new Map(plan.populations[0]?.dimensions.map(({ id, total }) => [id, total]));
  return {
    metric: metric.id,
    metricVersion: metric.version,
    formalHash: await formalHash(metric),
    kind: metric.kind,
    unit: metric.unit,
    decimals: metric.decimals,
    denominatorScale: metric.denominatorScale,
    sensitive: metric.sensitive,
    contributor: metric.contributor,
    coverageMin: metric.coverageMin,
    quantity: {
      num: await canonicalDigest(quantities.num),
      den: await canonicalDigest(quantities.den),
    },
    ...(metric.range === undefined ? {} : { range: metric.range }),
    parameters,
    sourcesUsed,
    period,
    dimensions: dimensions.map((cut) => tableDimension(cut, totals.get(cut.id) ?? cut.total, rows)),
    engine: `${engine.name} ${engine.version}`,
  };
}

/** The codes that occur, the total first: each of them is a part of it. */
function tableDimension(
  { id, family }: Dimension,
  total: string,
  rows: readonly CellRow[],
): TableDimension {
  const codes = new Set(rows.flatMap((row) => row.codes[id] ?? []));
  codes.delete(total);
  const parts = [...codes].toSorted().map((code) => ({ code, parent: total }));
  return { id, family, codes: [{ code: total, parent: null }, ...parts] };
}
