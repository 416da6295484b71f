/** From a question about a metric to its counted rows: the step that asks an engine. */
import { type CountedMetric, type Dimension, isCounted, type Metric } from "@edufed/schemas";
import type { TableDimension } from "../cells.ts";
import type { Pseudonymous } from "../dataset.ts";
import { eachCellsOf, type Engine, type QuestionCells } from "../engine/engine.ts";
import { notInSteps, notWhole } from "../engine/evaluate.ts";
import type { CountedRow, Plan } from "../engine/plan.ts";
import { plansThatShare, sharedPlan } from "../engine/shared-plan.ts";
import { totalsOf } from "../engine/totals.ts";
import { InputError, UsageError } from "../errors.ts";
import { heldPeriod, type KnownYears } from "./held-period.ts";
import { type PlannedMetric, planMetric } from "./plan-metric.ts";
import type { MetricQuestion } from "./planning.ts";

/** A question before it is known which data answer it. */
export interface Asking extends Omit<MetricQuestion, "period"> {
  /** `2025/2026`; absent: the one school year that the data hold. */
  readonly period?: string;
}

/** A question, and the data set that answers it. */
export interface ComputeRequest extends Asking {
  readonly data: Pseudonymous;
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
  const asked = await ask(request);
  const { plan } = asked.planned;
  const cells = await cellsFrom(asked.engine, plan);
  return countedFrom(asked, cells.get(asked.metric.id) ?? []);
}

/**
 * Counts many metrics and tables together, and hands each on with its place among the requests as
 * soon as it is counted. What they share is read once: the rows of a contributor are folded once for
 * all that is measured of it and for all dimensions it is cut by. Questions to another data set, or
 * under other settings, share nothing. The figures are the same as one by one.
 */
export async function* countEach(
  requests: readonly ComputeRequest[],
): AsyncGenerator<readonly [at: number, counted: Counted], void, undefined> {
  const places = requests.map((request, at) => ({ request, at }));
  for (const alike of ofOneDataSet(places)) {
    for await (const [own, counted] of countOfOne(alike.map(({ request }) => request))) {
      yield [alike[own]?.at ?? own, counted];
    }
  }
}

/** The same in the order of the requests, all at once. */
export async function countTogether(
  requests: readonly ComputeRequest[],
): Promise<readonly Counted[]> {
  const counted: Counted[] = [];
  for await (const [at, each] of countEach(requests)) counted[at] = each;
  return counted;
}

interface Placed {
  readonly request: ComputeRequest;
  readonly at: number;
}

/** Requests in groups that are answered by the same records, codes and school years. */
function ofOneDataSet(requests: readonly Placed[]): readonly (readonly Placed[])[] {
  const groups: Placed[][] = [];
  for (const each of requests) {
    const group = groups.find(
      ([first]) => first !== undefined && isOfOneDataSet(first.request, each.request),
    );
    if (group === undefined) groups.push([each]);
    else group.push(each);
  }
  return groups;
}

function isOfOneDataSet(first: ComputeRequest, second: ComputeRequest): boolean {
  return (
    engineOf(first) === engineOf(second) &&
    first.registry === second.registry &&
    first.config.refArea === second.config.refArea &&
    first.config.schoolYearStart === second.config.schoolYearStart
  );
}

function engineOf({ data, engineOverride }: ComputeRequest): Engine {
  return engineOverride ?? data.engine;
}

async function* countOfOne(
  requests: readonly ComputeRequest[],
): AsyncGenerator<readonly [at: number, counted: Counted], void, undefined> {
  const asked: Asked[] = [];
  // In order: an engine answers one query at a time.
  const known: KnownYears = new Map();
  for (const request of requests) asked.push(await ask(request, known));
  const plans = asked.map(({ planned: { plan } }, index): Plan => {
    const questions = plan.questions.map((question) => ({ ...question, id: String(index) }));
    return { ...plan, questions };
  });
  const totals = totalsOf(plans.flatMap((plan) => plan.populations));
  for (const group of plansThatShare(plans)) {
    const engine = asked[Number(group[0]?.questions[0]?.id)]?.engine;
    if (engine === undefined) continue;
    const codesBy = new Map<string, CodesByCut>();
    for await (const [id, rows] of cellsInTurn(engine, sharedPlan(group))) {
      const at = Number(id);
      const own = asked[at];
      if (own === undefined) continue;
      const { dimensions } = own.planned.plan;
      const cut = dimensions.join("\n");
      const codes: CodesByCut = codesBy.get(cut) ?? new WeakMap();
      codesBy.set(cut, codes);
      yield [at, countedFrom(own, cutOut(rows, { dimensions, totals, codes }))];
    }
  }
}

/** The codes of a row of several tables → those of the row in one of them; tables cut alike share them. */
type CodesByCut = WeakMap<CountedRow["codes"], CountedRow["codes"]>;

/** The rows of one table among those of several: what it is not cut by is rolled up. */
function cutOut(
  rows: readonly CountedRow[],
  {
    dimensions,
    totals,
    codes: known,
  }: {
    readonly dimensions: readonly string[];
    readonly totals: ReadonlyMap<string, string>;
    readonly codes: CodesByCut;
  },
): readonly CountedRow[] {
  const others = Object.keys(rows[0]?.codes ?? {}).filter((id) => !dimensions.includes(id));
  return rows
    .filter(({ codes }) => others.every((id) => codes[id] === totals.get(id)))
    .map((row) => {
      const codes =
        known.get(row.codes) ??
        Object.fromEntries(dimensions.map((id) => [id, row.codes[id] ?? ""]));
      known.set(row.codes, codes);
      return { ...row, codes };
    });
}

/** A question that is planned. */
export interface Asked {
  readonly metric: CountedMetric;
  readonly period: string;
  readonly planned: PlannedMetric;
  readonly engine: Engine;
}

async function ask(request: ComputeRequest, known?: KnownYears): Promise<Asked> {
  const { data } = request;
  const metric = countedOnly(request.metric);
  const period = await heldPeriod({ ...request, metric }, known);
  const planned = planMetric({ ...request, metric, period }, data.relations);
  return { metric, period, planned, engine: engineOf(request) };
}

/** What was counted, from the rows of a question that is planned. */
export function countedFrom(asked: Asked, rows: readonly CountedRow[]): Counted {
  const dimensions = dimensionsOf(asked.planned, rows);
  return { ...asked, rows: inOrder(rows, dimensions), dimensions };
}

function countedOnly(metric: Metric): CountedMetric {
  if (isCounted(metric)) return metric;
  throw new UsageError(
    `${metric.id} is made of other metrics and is not counted from records.`,
    "Compute it as an estimate.",
  );
}

/** Asks the engine; a fraction where whole steps are counted is the data's fault, and said so. */
export async function cellsFrom(engine: Engine, plan: Plan): ReturnType<Engine["cells"]> {
  try {
    return await engine.cells(plan);
  } catch (error) {
    throw faultOfData(error);
  }
}

/** The same, one question after the other. */
async function* cellsInTurn(
  engine: Engine,
  plan: Plan,
): AsyncGenerator<QuestionCells, void, undefined> {
  try {
    yield* eachCellsOf(engine, plan);
  } catch (error) {
    throw faultOfData(error);
  }
}

/** What an engine says about values that cannot be counted, in words about the data. */
function faultOfData(error: unknown): unknown {
  if (error instanceof RangeError && /2\^53|64 bits/.test(error.message)) {
    return new InputError(
      "The records add up to a whole number larger than 2^53, which cells cannot hold.",
      "Look for amounts that cannot be, or count in larger steps.",
      { cause: error },
    );
  }
  const said = [notWhole, notInSteps].find((message) => isAbout(error, message));
  if (said === undefined) return error;
  const remedy = "Look for the records with edufed validate, and correct them.";
  return new InputError(said, remedy, { cause: error });
}

function isAbout(error: unknown, message: string): boolean {
  if (!(error instanceof Error)) return false;
  return error.message.includes(message) || isAbout(error.cause, message);
}

function dimensionsOf(
  { plan, dimensions }: PlannedMetric,
  rows: readonly CountedRow[],
): readonly TableDimension[] {
  const totals = totalsOf(plan.populations);
  return dimensions.map((dimension) => {
    const total = totals.get(dimension.id) ?? dimension.total;
    return tableDimension({ ...dimension, total }, rows);
  });
}

/** The codes that occur, the total first: each of them is a part of it. */
function tableDimension(
  { id, family, shows, total }: Dimension,
  rows: readonly CountedRow[],
): TableDimension {
  const codes = new Set(rows.flatMap((row) => row.codes[id] ?? []));
  codes.delete(total);
  const parts = [...codes].toSorted().map((code) => ({ code, parent: total }));
  const all = [{ code: total, parent: null }, ...parts];
  return { id, family, ...(shows === undefined ? {} : { shows }), codes: all };
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
