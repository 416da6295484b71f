/**
 * What of a metric changes a number, and its hash: the metric's identity. Words, translations and
 * the version are not part of it, so a better definition text keeps old figures comparable.
 */
import type {
  CountedMetric,
  DerivedMetric,
  LocalisedText,
  Metric,
  Parameter,
  Population,
  Source,
  Tier,
} from "@edufed/schemas";
import { canonicalDigest } from "./canonical.ts";
import type { Digest } from "./canonical.ts";

/** Properties of a metric that explain it and change no number. */
type InformalKey =
  | "version"
  | "domain"
  | "title"
  | "question"
  | "definition"
  | "direction"
  | "missingRule"
  | "cautions"
  | "sources"
  | "aliases"
  | "deprecated";

/** The part of a metric that is for readers, as `metric.json` carries it. */
export type InformalMetric = Pick<Metric, InformalKey> & {
  readonly populationTitles: Readonly<Record<string, Population["title"]>>;
  readonly parameterDescriptions: Readonly<Record<string, string>>;
  /** Of a distribution: what its own dimension and each of its parts are called. */
  readonly tierTitles?: {
    readonly dimension: LocalisedText;
    readonly codes: Readonly<Record<string, LocalisedText>>;
  };
};

/** What decides the numbers of a figure that is counted from records. */
export type FormalCounted = Omit<
  CountedMetric,
  InformalKey | "parameters" | "populations" | "tiers"
> & {
  readonly parameters: readonly FormalParameter[];
  readonly populations: Readonly<Record<string, Omit<Population, "title">>>;
  readonly tiers?: {
    readonly dimension: string;
    readonly codes: readonly Omit<Tier, "title">[];
  };
};

/** What decides the numbers of a figure that is made of other metrics. */
export type FormalDerived = Omit<DerivedMetric, InformalKey | "parameters"> & {
  readonly parameters: readonly FormalParameter[];
};

/** The part of a metric that decides its numbers, as `metric.json` carries it. */
export type FormalMetric = FormalCounted | FormalDerived;

type FormalParameter = Omit<Parameter, "description">;

/** The part of a metric that decides its numbers. What is not declared is not part of it. */
export function formalPart(metric: Metric): FormalMetric {
  return "derivation" in metric ? formalDerived(metric) : formalCounted(metric);
}

/** The part of a metric that explains it. */
export function informalPart(metric: Metric): InformalMetric {
  const { populations, tiers } =
    "derivation" in metric ? { populations: {}, tiers: undefined } : metric;
  return {
    version: metric.version,
    domain: metric.domain,
    title: metric.title,
    question: metric.question,
    definition: metric.definition,
    direction: metric.direction,
    missingRule: metric.missingRule,
    cautions: metric.cautions,
    sources: metric.sources,
    aliases: metric.aliases,
    ...(metric.deprecated === undefined ? {} : { deprecated: metric.deprecated }),
    populationTitles: mapValues(populations, (population) => population.title),
    parameterDescriptions: Object.fromEntries(
      metric.parameters.map(({ id, description }) => [id, description]),
    ),
    ...(tiers === undefined ? {} : { tierTitles: tierTitles(tiers) }),
  };
}

/** `sha256:` and the hash of the canonical form of a metric's formal part. */
export async function formalHash(metric: Metric): Promise<Digest> {
  return canonicalDigest(formalPart(metric));
}

function formalCounted(metric: CountedMetric): FormalCounted {
  const { expected, range, weight, plausible, replicates, tiers, quantile } = metric;
  return {
    ...formalFacts(metric),
    kind: metric.kind,
    denominatorScale: metric.denominatorScale,
    populations: mapValues(metric.populations, formalPopulation),
    numerator: metric.numerator,
    denominator: metric.denominator,
    coverageMin: metric.coverageMin,
    ...(expected === undefined ? {} : { expected }),
    ...(range === undefined ? {} : { range }),
    ...(weight === undefined ? {} : { weight }),
    ...(plausible === undefined ? {} : { plausible }),
    ...(replicates === undefined ? {} : { replicates }),
    ...(tiers === undefined ? {} : { tiers: formalTiers(tiers) }),
    ...(quantile === undefined ? {} : { quantile }),
  };
}

function formalDerived(metric: DerivedMetric): FormalDerived {
  return { ...formalFacts(metric), kind: metric.kind, derivation: metric.derivation };
}

/** What decides the numbers of every metric, however it comes about. */
function formalFacts(metric: Metric): Omit<FormalDerived, "kind" | "derivation"> {
  return {
    id: metric.id,
    unit: metric.unit,
    contributor: metric.contributor,
    sensitive: metric.sensitive,
    parameters: metric.parameters.map(formalParameter),
    dimensions: metric.dimensions,
    decimals: metric.decimals,
  };
}

function formalParameter(parameter: Parameter): FormalParameter {
  const { id, type, default: usual, minimum, maximum, codeList } = parameter;
  return {
    id,
    type,
    ...(usual === undefined ? {} : { default: usual }),
    ...(minimum === undefined ? {} : { minimum }),
    ...(maximum === undefined ? {} : { maximum }),
    ...(codeList === undefined ? {} : { codeList }),
  };
}

function formalPopulation(population: Population): Omit<Population, "title"> {
  return {
    sources: population.sources.map(formalSource),
    ...(population.include === undefined ? {} : { include: population.include }),
  };
}

function formalSource(source: Source): Source {
  const { period, lookups, where, persons } = source;
  return {
    entity: source.entity,
    ...(period === undefined ? {} : { period }),
    contributor: source.contributor,
    ...(lookups === undefined ? {} : { lookups }),
    ...(where === undefined ? {} : { where }),
    orderBy: source.orderBy,
    measures: source.measures,
    ...(persons === undefined ? {} : { persons }),
  };
}

type Tiers = NonNullable<CountedMetric["tiers"]>;

function formalTiers({ dimension, codes }: Tiers): NonNullable<FormalCounted["tiers"]> {
  return { dimension, codes: codes.map(({ code, when }) => ({ code, when })) };
}

function tierTitles({ title, codes }: Tiers): NonNullable<InformalMetric["tierTitles"]> {
  return {
    dimension: title,
    codes: Object.fromEntries(codes.map((tier) => [tier.code, tier.title])),
  };
}

function mapValues<T, U>(
  record: Readonly<Record<string, T>>,
  change: (value: T) => U,
): Readonly<Record<string, U>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
