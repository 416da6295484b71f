import type { CountedMetric } from "@edufed/schemas";
import { canonicalDigest } from "../canonical.ts";
import {
  type CellRow,
  type CellTable,
  type CountKind,
  isFraction,
  type TableDescription,
} from "../cells.ts";
import type { CountedRow } from "../engine/plan.ts";
import { InputError, UsageError } from "../errors.ts";
import { formalHash } from "../formal-hash.ts";
import { behindCell } from "./behind.ts";
import { type ComputeRequest, count, type Counted } from "./counted.ts";
import { cellOf } from "./value.ts";

export type { ComputeRequest } from "./counted.ts";

/**
 * Computes the cells of a metric that is one sum over another: every combination of codes that
 * occurs, all margins included. Internal and unprotected. A contributor for whom a term of its
 * population is unknown is left out of that population; nobody's unknown counts as nought.
 */
export async function compute(request: ComputeRequest): Promise<CellTable> {
  return cellsOf(await count(request));
}

/** The cells of what was counted for a metric that is one sum over another. */
export async function cellsOf(counted: Counted): Promise<CellTable> {
  const description = await describe(counted, countKind(counted.metric));
  return {
    description,
    cells: counted.rows.map((row) => cellOf(cellRow(row, counted), counted.metric)),
  };
}

function countKind(metric: CountedMetric): CountKind {
  if (isFraction(metric)) return metric.kind;
  throw new UsageError(
    `${metric.id} is an estimate, whose parts do not add up to the whole.`,
    "Compute it as an estimate.",
  );
}

function cellRow(row: CountedRow, { planned, metric }: Counted): CellRow {
  const [draw] = planned.draws.main;
  const { codes, contributors, excluded, expected, sums } = row;
  const sum = (name: string | undefined): number => whole(sums[name ?? ""] ?? 0n, metric);
  const figures = { codes, num: sum(draw?.num), den: sum(draw?.den) };
  const sides = { num: draw?.num, den: draw?.den };
  const behind = behindCell(row, planned.behind, sides);
  return { ...figures, contributors, excluded, expected, ...behind };
}

function whole(sum: bigint, { id }: CountedMetric): number {
  const number = Number(sum);
  if (Number.isSafeInteger(number)) return number;
  throw new InputError(
    `${id} adds up to a whole number larger than 2^53, which its cells cannot hold.`,
    "Count in larger steps.",
  );
}

async function describe(
  { metric, period, planned, engine, dimensions }: Counted,
  kind: CountKind,
): Promise<TableDescription> {
  const { parameters, sourcesUsed, quantities } = planned;
  return {
    metric: metric.id,
    metricVersion: metric.version,
    formalHash: await formalHash(metric),
    kind,
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
    dimensions,
    engine: `${engine.name} ${engine.version}`,
  };
}
