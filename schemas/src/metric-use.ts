import {
  isCounted,
  plainTermsOf,
  populationsOf,
  sourcesOf,
  type CountedMetric,
  type Metric,
  type Source,
} from "./metric.ts";

/** Where a metric reads an entity: names of its properties, and expressions over them. */
export interface EntityUse {
  readonly entity: string;
  readonly texts: readonly string[];
}

/** What a source reads: its own entity first, then those that it looks up, in their order. */
export function usesOf(source: Source): readonly EntityUse[] {
  const { entity, contributor, orderBy, where = "", measures, lookups = [] } = source;
  const own = lookups.flatMap(({ on }) => Object.keys(on));
  const named = typeof contributor === "string" ? [contributor] : contributor;
  return [
    { entity, texts: [...named, orderBy, where, ...Object.values(measures), ...own] },
    ...lookups.map((lookup) => ({
      entity: lookup.entity,
      texts: [
        ...Object.values(lookup.on),
        lookup.where ?? "",
        lookup.orderBy ?? "",
        ...Object.values(lookup.columns),
      ],
    })),
  ];
}

/** The words of expressions that may be names; what is in quotes and parameters are none. */
export function namesIn(texts: readonly string[]): ReadonlySet<string> {
  const bare = texts.join(" ").replaceAll(/'[^']*'|:\w+/gu, " ");
  return new Set(bare.match(/\b[a-zA-Z_]\w*\b/gu));
}

/** The entities whose records a metric looks at, as sources and in lookups; each once. */
export function recordsOf(metric: Metric): readonly string[] {
  const uses = sourcesOf(metric).flatMap((source) => usesOf(source));
  return [...new Set(uses.map(({ entity }) => entity))];
}

/**
 * The metrics that a metric is directly made of, each once. Where a parameter says which, it is what
 * was chosen, or the parameter's default.
 */
export function basesOf(
  metric: Metric,
  chosen: Readonly<Record<string, number | string>> = {},
): readonly string[] {
  if (isCounted(metric)) return [];
  const { metric: base, deviation, repetition } = metric.derivation;
  const ids = [base, deviation, repetition].flatMap((name) => {
    if (name === undefined || !name.startsWith(":")) return name ?? [];
    const parameter = metric.parameters.find(({ id }) => id === name.slice(1));
    const value = parameter && (chosen[parameter.id] ?? parameter.default);
    return typeof value === "string" ? value : [];
  });
  return [...new Set(ids)];
}

/** The metrics whose records a figure needs: itself, or those that it is made of. */
export function countedFor(
  metric: Metric,
  metrics: ReadonlyMap<string, Metric>,
  chosen: Readonly<Record<string, number | string>> = {},
): readonly CountedMetric[] {
  if (isCounted(metric)) return [metric];
  return basesOf(metric, chosen).flatMap((id) => {
    const base = metrics.get(id);
    return base === undefined ? [] : countedFor(base, metrics);
  });
}

/** The parameters that a metric uses, wherever it does. */
export function parametersIn(metric: Metric): ReadonlySet<string> {
  const named = isCounted(metric)
    ? [metric.plausible?.count ?? [], metric.replicates?.count ?? []].flat()
    : [];
  const texts = expressionsOf(metric)
    .join(" ")
    .replaceAll(/'[^']*'/gu, " ");
  const used = [...texts.matchAll(/:([a-zA-Z]\w*)/gu)].map(([, name]) => name ?? "");
  return new Set([...named, ...used]);
}

function expressionsOf(metric: Metric): readonly string[] {
  if (!isCounted(metric)) {
    const { metric: base, deviation = "", repetition = "" } = metric.derivation;
    return [base, deviation, repetition];
  }
  return [
    ...plainTermsOf(metric).map(({ value }) => value),
    ...Object.values(populationsOf(metric)).map(({ include }) => include ?? ""),
    ...sourcesOf(metric).flatMap((source) => usesOf(source).flatMap(({ texts }) => texts)),
    ...(metric.tiers?.codes ?? []).map(({ when }) => when),
    metric.weight ?? "",
  ];
}
