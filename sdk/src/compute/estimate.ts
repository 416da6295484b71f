import { type DerivedMetric, isCounted, type Metric } from "@edufed/schemas";
import type { CellStatus, EstimateCell, EstimateTable, TableDimension } from "../cells.ts";
import { UsageError } from "../errors.ts";
import { formalHash } from "../formal-hash.ts";
import { type Asking, type ComputeRequest, type Counted, countTogether } from "./counted.ts";
import { derive, type Groups } from "./derive.ts";
import { findDimensions } from "./dimension-names.ts";
import { allTiers, type Figure, figuresOf, quotientText } from "./figure.ts";

/**
 * Computes the figures of any metric with the exact fraction that each comes from: also those whose
 * parts do not add up. Internal and unprotected.
 */
export async function estimate(request: ComputeRequest): Promise<EstimateTable> {
  return estimatesOf(request, await countTogether(countsFor(request)));
}

/** What must be counted for a figure: the metric itself, or those that it is made of. */
export function countsFor<Request extends Asking>(request: Request): readonly Request[] {
  const { metric } = request;
  if (isCounted(metric)) return [request];
  const { derivation } = metric;
  const second = derivation.deviation ?? derivation.repetition;
  return [derivation.metric, ...(second === undefined ? [] : [second])].map((id) =>
    requestOfBase(id, request, metric),
  );
}

/** The figures of a request, from what was counted for it, in the order of `countsFor`. */
export async function estimatesOf(
  request: ComputeRequest,
  counted: readonly Counted[],
): Promise<EstimateTable> {
  const { metric } = request;
  const [first] = counted;
  if (first === undefined) throw new TypeError(`${metric.id} is made of nothing`);
  if (!isCounted(metric)) return derived({ ...request, metric }, counted);
  return table(metric, counted, { figures: figuresOf(first), dimensions: cutsOf(first) });
}

interface Made {
  readonly figures: readonly Figure[];
  readonly dimensions: readonly TableDimension[];
  readonly parameters?: Readonly<Record<string, number | string>>;
}

async function table(
  metric: Metric,
  counted: readonly Counted[],
  { figures, dimensions, parameters }: Made,
): Promise<EstimateTable> {
  const [first] = counted;
  if (first === undefined) throw new TypeError(`${metric.id} is made of nothing`);
  const { engine } = first;
  const bases = counted.filter((each) => each.metric !== metric);
  return {
    description: {
      metric: metric.id,
      metricVersion: metric.version,
      formalHash: await formalHash(metric),
      kind: metric.kind,
      unit: metric.unit,
      decimals: metric.decimals,
      sensitive: metric.sensitive || counted.some((each) => each.metric.sensitive),
      contributor: metric.contributor,
      parameters: { ...parameters, ...first.planned.parameters },
      sourcesUsed: first.planned.sourcesUsed,
      madeOf: await Promise.all(
        bases.map(async (each) => ({
          metric: each.metric.id,
          formalHash: await formalHash(each.metric),
        })),
      ),
      period: first.period,
      dimensions,
      engine: `${engine.name} ${engine.version}`,
    },
    cells: figures.map((figure) => cellOf(figure, metric)),
  };
}

function cellOf({ quotient, ...facts }: Figure, { decimals }: Metric): EstimateCell {
  return {
    ...facts,
    num: quotient === null ? null : String(quotient.num),
    den: quotient === null ? null : String(quotient.den),
    value: quotient === null ? null : quotientText(quotient, decimals),
  };
}

/** The dimensions of a counted table, and that of its tiers. */
function cutsOf({ metric: { tiers }, dimensions }: Counted): readonly TableDimension[] {
  if (tiers === undefined) return dimensions;
  const parts = tiers.codes.map(({ code, title }) => ({ code, parent: allTiers, name: title }));
  const codes = [{ code: allTiers, parent: null }, ...parts];
  return [...dimensions, { id: tiers.dimension, family: tiers.dimension, codes }];
}

interface DerivedRequest extends ComputeRequest {
  readonly metric: DerivedMetric;
}

async function derived(
  request: DerivedRequest,
  counted: readonly Counted[],
): Promise<EstimateTable> {
  const { metric } = request;
  const { across } = metric.derivation;
  const [base, other] = counted;
  const cuts = (base?.dimensions ?? []).filter(({ id }) => id !== across);
  const total = base?.dimensions.find(({ id }) => id === across)?.codes[0]?.code ?? "";
  const groups = (of: Counted | undefined): ReadonlyMap<string, Group> =>
    of === undefined
      ? new Map()
      : grouped(figuresOf(of), { across, total, unknown: unknownOf(request) });
  const [bases, others] = [groups(base), groups(other)];
  const figures = [...bases].map(([key, { codes, of }]) =>
    figureOf(metric, codes, { base: of, other: others.get(key)?.of ?? new Map() }),
  );
  return table(metric, counted, {
    figures,
    dimensions: cuts,
    parameters: ownParameters(request),
  });
}

/** A metric that another is made of, cut also by the dimension that is compared. */
function requestOfBase<Request extends Asking>(
  text: string,
  request: Request,
  metric: DerivedMetric,
): Request {
  const { registry, dimensions, parameters = {} } = request;
  const id = named(text, ownParameters({ metric, parameters }), metric);
  const base = registry.metrics.get(id);
  const { across } = metric.derivation;
  if (base === undefined || !isCounted(base) || base.tiers !== undefined) {
    throw new UsageError(
      `${metric.id} cannot be made of “${id}”, which is not one figure that is counted from records.`,
      `Name a metric that can be cut by ${across}.`,
    );
  }
  findDimensions(dimensions, metric, registry);
  const known = new Set(base.parameters.map((parameter) => parameter.id));
  const own = new Set(metric.parameters.map((parameter) => parameter.id));
  const stranger = Object.keys(parameters).find((name) => !known.has(name) && !own.has(name));
  if (stranger !== undefined) throw strangeParameter(stranger, metric, [...own, ...known]);
  const given = Object.entries(parameters).filter(([name]) => known.has(name));
  return {
    ...request,
    metric: base,
    dimensions: [...dimensions, across],
    parameters: Object.fromEntries(given),
  };
}

function strangeParameter(
  name: string,
  { id }: DerivedMetric,
  known: readonly string[],
): UsageError {
  return new UsageError(
    `${id} has no parameter “${name}”, and neither has the metric that it is made of.`,
    known.length === 0 ? "Leave it out." : `Use ${known.join(", ")}.`,
  );
}

/** The metric's own parameters, such as which metric is compared. */
function ownParameters({
  metric,
  parameters = {},
}: Pick<DerivedRequest, "metric" | "parameters">): Readonly<Record<string, number | string>> {
  const own = metric.parameters.map(
    ({ id, default: usual }) => [id, parameters[id] ?? usual] as const,
  );
  return Object.fromEntries(
    own.flatMap(([id, value]) => (value === undefined ? [] : [[id, value]])),
  );
}

/** The id of a metric, or what the parameter says that is named in its place. */
function named(
  text: string,
  parameters: Readonly<Record<string, number | string>>,
  metric: Metric,
): string {
  if (!text.startsWith(":")) return text;
  const value = parameters[text.slice(1)];
  if (typeof value === "string") return value;
  throw new UsageError(
    `${metric.id} needs the parameter ${text.slice(1)}.`,
    `Give it, for instance --param ${text.slice(1)}=GER.`,
  );
}

function unknownOf({ metric, registry }: DerivedRequest): string {
  return registry.dimensions.get(metric.derivation.across)?.unknown ?? "";
}

interface Compared {
  readonly across: string;
  readonly total: string;
  readonly unknown: string;
}

/** The cell of a comparison, and the figures that are compared in it. */
interface Group {
  readonly codes: Figure["codes"];
  readonly of: ReadonlyMap<string, Figure>;
}

/** Figures by the rest of their codes, then by the code that is compared; total and unknown are no groups. */
function grouped(
  figures: readonly Figure[],
  { across, total, unknown }: Compared,
): ReadonlyMap<string, Group> {
  const groups = new Map<
    string,
    { readonly codes: Figure["codes"]; readonly of: Map<string, Figure> }
  >();
  for (const figure of figures) {
    const { [across]: code = "", ...codes } = figure.codes;
    const key = JSON.stringify(codes);
    const own = groups.get(key) ?? { codes, of: new Map<string, Figure>() };
    if (code !== total && code !== unknown) own.of.set(code, figure);
    groups.set(key, own);
  }
  return groups;
}

/** A comparison has no value where one of its groups has none, and says why as that group does. */
function figureOf(metric: DerivedMetric, codes: Figure["codes"], groups: Groups): Figure {
  const { quotient, of } = derive(metric, groups);
  const covered = of.flatMap(({ coverage }) => coverage ?? []);
  return {
    codes,
    quotient,
    standardError: null,
    contributors: of.length === 0 ? 0 : Math.min(...of.map(({ contributors }) => contributors)),
    excluded: [...groups.base.values()].reduce((sum, { excluded }) => sum + excluded, 0),
    expected: null,
    coverage: covered.length === 0 ? null : Math.min(...covered),
    status: quotient === null ? statusOf(of) : "A",
  };
}

function statusOf(of: readonly Figure[]): CellStatus {
  return of.some(({ status }) => status === "L") ? "L" : "M";
}
