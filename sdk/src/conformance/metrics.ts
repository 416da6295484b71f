import type { Metric, Registry } from "@edufed/schemas";
import { isFraction } from "../cells.ts";
import { compute, type ComputeRequest } from "../compute/compute.ts";
import { estimate } from "../compute/estimate.ts";
import type { SqlEngine } from "../engine/engine.ts";
import { smallData, type RowsByEntity } from "./small-data.ts";
import { compared, idOf, pathsOf, together, textAt } from "./vectors.ts";
import type { Outcome, Tools, Vectors } from "./vectors.ts";

/** Given these records, expect these cells. */
export interface MetricVector {
  readonly description: string;
  readonly metric: string;
  readonly period: string;
  readonly dimensions: readonly string[];
  readonly parameters?: Readonly<Record<string, number | string>>;
  readonly records: RowsByEntity;
  readonly cells: readonly MetricCell[];
}

/** A cell as the vectors have it: the value as decimal text, cut to the metric's decimals. */
export interface MetricCell {
  readonly codes: Readonly<Record<string, string>>;
  /** Whole numbers; as text, or null, where the metric is an estimate. */
  readonly num: number | string | null;
  readonly den: number | string | null;
  readonly contributors: number;
  readonly expected: number | null;
  readonly value: string | null;
  /** Where replicate weights say it. */
  readonly standardError?: string | null;
  readonly status: string;
}

/** The engines that every metric runs on. */
export const engineNames = ["sql", "reference"] as const;
export type EngineName = (typeof engineNames)[number];

/** Whose school year the vectors assume. */
const config = { refArea: "FI-HEL", schoolYearStart: "--08-01" };

/** Every metric on every engine. */
export async function metricOutcomes(
  vectors: Vectors,
  registry: Registry,
  tools: Tools,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  const engine = await tools.openEngine();
  const engines = { sql: engine, openReference: tools.openReference };
  try {
    for (const path of pathsOf(vectors, "metrics")) {
      const vector = metricVector(vectors, path);
      const expected = inOrder(vector.cells).map(inWords);
      const runs: Outcome[] = [];
      for (const name of engineNames) {
        runs.push(
          await compared(idOf(path), expected, async () =>
            (await metricCells(vector, name, registry, engines)).map(inWords),
          ),
        );
      }
      outcomes.push(together(idOf(path), runs));
    }
    return outcomes;
  } finally {
    engine.close();
  }
}

/** The vector in a file of the suite. */
export function metricVector(vectors: Vectors, path: string): MetricVector {
  const vector: MetricVector = JSON.parse(textAt(vectors, path));
  return vector;
}

/** Where the cells of a vector are computed. */
export interface MetricEngines {
  /** An engine whose tables may be replaced. */
  readonly sql: SqlEngine;
  readonly openReference: Tools["openReference"];
}

/** The cells of a vector on one engine, in the order of their codes. */
export async function metricCells(
  vector: MetricVector,
  name: EngineName,
  registry: Registry,
  { sql, openReference }: MetricEngines,
): Promise<readonly MetricCell[]> {
  const metric = metricNamed(registry, vector.metric);
  const request = {
    data: await smallData(sql, registry, vector.records),
    metric,
    registry,
    config,
    dimensions: vector.dimensions,
    period: vector.period,
    ...(vector.parameters !== undefined && { parameters: vector.parameters }),
    ...(name === "reference" && {
      engineOverride: openReference(new Map(Object.entries(vector.records))),
    }),
  };
  return inOrder(isFraction(metric) ? await counts(request) : await estimates(request));
}

async function counts(request: ComputeRequest): Promise<readonly MetricCell[]> {
  const { cells } = await compute(request);
  return cells.map(({ codes, num, den, contributors, expected, value, status }) => {
    const text = value?.toFixed(request.metric.decimals) ?? null;
    return { codes, num, den, contributors, expected, value: text, status };
  });
}

async function estimates(request: ComputeRequest): Promise<readonly MetricCell[]> {
  const { cells } = await estimate(request);
  return cells.map(({ codes, num, den, contributors, expected, value, standardError, status }) => {
    const error = standardError === null ? {} : { standardError };
    return { codes, num, den, contributors, expected, value, ...error, status };
  });
}

/** Cells in the order of their codes, which is nobody's promise. */
export function inOrder(cells: readonly MetricCell[]): readonly MetricCell[] {
  return cells.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/** A cell as one line; two cells are alike when their lines are. */
function inWords(cell: MetricCell): string {
  const { num, den, contributors, expected, value, standardError, status } = cell;
  const error = standardError === undefined ? "" : ` ± ${standardError}`;
  return `${keyOf(cell)}: ${num}/${den} of ${contributors}, expected ${expected}, ${value}${error} ${status}`;
}

function keyOf({ codes }: Pick<MetricCell, "codes">): string {
  return Object.keys(codes)
    .toSorted()
    .map((id) => `${id}=${codes[id]}`)
    .join();
}

function metricNamed(registry: Registry, id: string): Metric {
  const metric = registry.metrics.get(id);
  if (metric === undefined) throw new RangeError(`no metric ${id}`);
  return metric;
}
