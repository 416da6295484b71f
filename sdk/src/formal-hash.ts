/**
 * What of a metric changes a number, and its hash: the metric's identity. Words, translations and
 * the version are not part of it, so a better definition text keeps old figures comparable.
 */
import type { Metric, Parameter, Population, Source, Term } from "@edufed/schemas";
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
};

/** The part of a metric that decides its numbers, as `metric.json` carries it. */
export type FormalMetric = Omit<Metric, InformalKey | "parameters" | "populations"> & {
  readonly parameters: readonly Omit<Parameter, "description">[];
  readonly populations: Readonly<Record<string, Omit<Population, "title">>>;
};

/** The part of a metric that decides its numbers. */
export function formalPart(metric: Metric): FormalMetric {
  return {
    id: metric.id,
    unit: metric.unit,
    kind: metric.kind,
    denominatorScale: metric.denominatorScale,
    contributor: metric.contributor,
    sensitive: metric.sensitive,
    parameters: metric.parameters.map(formalParameter),
    populations: mapValues(metric.populations, formalPopulation),
    numerator: formalTerm(metric.numerator),
    denominator: formalTerm(metric.denominator),
    ...(metric.expected === undefined ? {} : { expected: metric.expected }),
    coverageMin: metric.coverageMin,
    dimensions: metric.dimensions,
    decimals: metric.decimals,
    ...(metric.range === undefined ? {} : { range: metric.range }),
  };
}

/** The part of a metric that explains it. */
export function informalPart(metric: Metric): InformalMetric {
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
    populationTitles: mapValues(metric.populations, (population) => population.title),
    parameterDescriptions: Object.fromEntries(
      metric.parameters.map(({ id, description }) => [id, description]),
    ),
  };
}

/** `sha256:` and the hash of the canonical form of a metric's formal part. */
export async function formalHash(metric: Metric): Promise<Digest> {
  return canonicalDigest(formalPart(metric));
}

function formalParameter(parameter: Parameter): Omit<Parameter, "description"> {
  return {
    id: parameter.id,
    type: parameter.type,
    default: parameter.default,
    ...(parameter.minimum === undefined ? {} : { minimum: parameter.minimum }),
  };
}

function formalPopulation(population: Population): Omit<Population, "title"> {
  return {
    sources: population.sources.map(formalSource),
    ...(population.include === undefined ? {} : { include: population.include }),
  };
}

function formalSource(source: Source): Source {
  return {
    entity: source.entity,
    contributor: source.contributor,
    ...(source.where === undefined ? {} : { where: source.where }),
    orderBy: source.orderBy,
    measures: source.measures,
  };
}

function formalTerm(term: Term): Term {
  return { population: term.population, value: term.value };
}

function mapValues<T, U>(
  record: Readonly<Record<string, T>>,
  change: (value: T) => U,
): Readonly<Record<string, U>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
