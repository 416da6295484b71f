import type { Deprecation, Domain, LocalisedText } from "./model.ts";

/** Where a record finds the code of a dimension: in its own property, or in a joined record. */
export type DimensionPath =
  | { readonly property: string }
  | {
      readonly join: string;
      /** Own property → property of the joined entity. */
      readonly on: Readonly<Record<string, string>>;
      readonly property: string;
      /** When several records join: the one with the greatest value of this property. */
      readonly latestBy?: string;
    };

export interface Dimension {
  /** SDMX spelling: `SEX`, `GRADE`, `REF_AREA`. */
  readonly id: string;
  readonly title: LocalisedText;
  readonly description: string;
  /** The list its codes come from; absent when the member's own codes are used (schools, areas). */
  readonly codeList?: string;
  /** Property value → published code, where they differ. Values not named are published as they are. */
  readonly map: Readonly<Record<string, string>>;
  /** The code of records that do not say. */
  readonly unknown: string;
  /** The code of the whole: `_T`, or `@member` for the member's own reference area. */
  readonly total: string;
  /** Two dimensions of one family cut the same thing at different levels and are never crossed. */
  readonly family: string;
  /** What one code stands for, where that is an organisation behind which persons are. */
  readonly shows?: "school";
  /** Source entity → path to the value. An entity that is not named cannot be cut this way. */
  readonly from: Readonly<Record<string, DimensionPath>>;
}

export interface Parameter {
  readonly id: string;
  readonly description: string;
  /**
   * `decimal` is decimal text; `month-day` is `--MM-DD` and becomes the day inside the school year;
   * `code` is a code of `codeList`; `text` is the key of a record, such as an assessment; `metric`
   * is the id of a metric, for what is derived from another one.
   */
  readonly type: "integer" | "decimal" | "month-day" | "code" | "text" | "metric";
  /** Absent: the question has to say. */
  readonly default?: number | string;
  readonly minimum?: number;
  readonly maximum?: number;
  /** The list that a `code` is from. */
  readonly codeList?: string;
}

/**
 * Which school years of an entity's records are looked at, from the one that is asked for: it alone
 * (the usual case), the one after or before it, it and all before, or all there are.
 */
export type PeriodScope = "this" | "next" | "previous" | "until" | "any";

/** Columns that each row of a source gets from records of another entity (or of its own). */
export interface Lookup {
  readonly entity: string;
  /** Property of the source, or column of an earlier lookup → property of the entity. */
  readonly on: Readonly<Record<string, string>>;
  /** Which of its records are looked at, over its own properties and the parameters. */
  readonly where?: string;
  readonly period?: PeriodScope;
  /** Orders the records that are found, for `last(…)`. */
  readonly orderBy?: string;
  /** Column → aggregate over the records that are found; without any it is null, and `count(*)` is 0. */
  readonly columns: Readonly<Record<string, string>>;
}

/** One place the records of a population can come from. */
export interface Source {
  readonly entity: string;
  readonly period?: PeriodScope;
  /** Property, or properties, that name the contributor; the rows of one contributor are folded into one. */
  readonly contributor: string | readonly string[];
  /** Each may use the columns of those before it. */
  readonly lookups?: readonly Lookup[];
  /** Which rows count, as a scalar SQL expression over the entity's properties and the lookups' columns. */
  readonly where?: string;
  /** Orders a contributor's rows; the last one decides its place in every dimension. */
  readonly orderBy: string;
  /**
   * Measure → aggregate over the contributor's rows: `sum(…)`, `count(*)`, `min(…)`, `max(…)`, and
   * `last(…)`, the value of the last row (the greatest of several last ones).
   */
  readonly measures: Readonly<Record<string, string>>;
  /** Measure that says how many persons one contributor stands for, as in counts of a population. */
  readonly persons?: string;
}

/** Contributors with their measures: who is counted. */
export interface Population {
  readonly title: LocalisedText;
  /** Alternatives; exactly one of them is used, and the publication says which. */
  readonly sources: readonly Source[];
  /** Which contributors count, over the measures and parameters. Absent: all of them. */
  readonly include?: string;
}

/** Adds `value` up over the contributors of a population. */
export interface PlainTerm {
  readonly population: string;
  /** Whole-number expression over the measures and parameters; a condition counts as 1 or 0. */
  readonly value: string;
}

/** A sum over one population, or over several: filled posts and open posts. */
export interface Term extends PlainTerm {
  readonly plus?: readonly PlainTerm[];
}

/** One part of a distribution; the first whose condition holds is the contributor's. */
export interface Tier {
  readonly code: string;
  readonly title: LocalisedText;
  /** Condition over the measures and parameters of the numerator's population. */
  readonly when: string;
}

/** Values drawn for each contributor, as large assessments report them: the figure is the mean over them. */
export interface PlausibleValues {
  /** Measure that holds the list. */
  readonly list: string;
  /** Name under which the expressions of the terms read one of them. */
  readonly as: string;
  /** Parameter that says how many there are. */
  readonly count: string;
}

/** Weights that stand for other samples; how the figure varies over them is its sampling variance. */
export interface ReplicateWeights {
  /** Measure that holds the list. */
  readonly list: string;
  /** Measure of the final weight, in whose place each of them is put. */
  readonly as: string;
  /** Parameter that says how many there are. */
  readonly count: string;
  /**
   * What the sum of squared differences is multiplied by, as a fraction of whole numbers: `1/20`; or
   * of a whole number and the count, where the design says it so: `4/:replicateWeights`.
   */
  readonly factor: string;
}

/** What every metric says, however it comes about. */
interface MetricFacts {
  readonly id: string;
  readonly version: string;
  readonly domain: Domain;
  readonly title: LocalisedText;
  readonly question: LocalisedText;
  readonly definition: LocalisedText;
  /** UCUM; `1` for a share, and the reader sees it as a percentage. */
  readonly unit: string;
  /** The entity a published cell protects. */
  readonly contributor: "student" | "staff" | "response" | "school";
  readonly sensitive: boolean;
  readonly parameters: readonly Parameter[];
  readonly dimensions: readonly string[];
  readonly decimals: number;
  readonly direction: "higher" | "lower" | "none";
  readonly missingRule: string;
  readonly cautions: readonly LocalisedText[];
  readonly sources: readonly string[];
  readonly aliases: readonly string[];
  readonly deprecated?: Deprecation;
}

/** A figure that is counted from records. */
export interface CountedMetric extends MetricFacts {
  /**
   * share: part of a whole, 0 ≤ num ≤ den; ratio: two populations; mean: a sum over a count;
   * distribution: the share of each tier; deviation: the standard deviation of the numerator's value;
   * quantile: the value below which a part of the contributors lie.
   */
  readonly kind: "share" | "ratio" | "mean" | "distribution" | "deviation" | "quantile";
  /** Integer that turns NUM ÷ DEN into the unit when measures are kept in finer steps; 1 normally. */
  readonly denominatorScale: number;
  readonly populations: Readonly<Record<string, Population>>;
  readonly numerator: Term;
  readonly denominator: Term;
  /** Whole-number expression over the measures that multiplies what a contributor adds to both terms. */
  readonly weight?: string;
  readonly plausible?: PlausibleValues;
  readonly replicates?: ReplicateWeights;
  /** For a distribution: its own dimension and the parts, in order. */
  readonly tiers?: {
    readonly dimension: string;
    readonly title: LocalisedText;
    readonly codes: readonly Tier[];
  };
  /** For a quantile: the part that lies below, as a decimal string: "0.5" is the median. */
  readonly quantile?: string;
  /** Population that should have been seen; COVERAGE = contributors seen ÷ contributors expected. */
  readonly expected?: string;
  /** Below this share of expected contributors the value is null, as a decimal string: "0.8". */
  readonly coverageMin: string;
  /** Between which whole numbers NUM ÷ DEN of one contributor lies, where the definition bounds it. */
  readonly range?: { readonly min: number; readonly max: number };
}

/** How a figure comes from the cells of other metrics, without looking at records again. */
export interface Derivation {
  /** Id of the metric, or `:name` of a parameter that holds it. */
  readonly metric: string;
  /** Dimension whose codes are set side by side. It is not a dimension of the derived figure. */
  readonly across: string;
  /** difference: first − second; parity: first ÷ second; effect: the difference in pooled standard deviations. */
  readonly first?: string;
  readonly second?: string;
  /** parity: above 1 it becomes 2 − 1/x, so that both directions have the same range. */
  readonly adjusted?: boolean;
  /** effect: metric of the standard deviation, over the same contributors. */
  readonly deviation?: string;
  /** survival: metric of the repetition rate, where `metric` is the promotion rate. */
  readonly repetition?: string;
}

/** A figure that is made of the unrounded cells of other metrics. */
export interface DerivedMetric extends MetricFacts {
  /**
   * difference, parity, effect: of two groups; range: the greatest less the least of all groups;
   * survival: the share of a cohort that reaches the end, from the rates of each grade.
   */
  readonly kind: "difference" | "parity" | "effect" | "range" | "survival";
  readonly derivation: Derivation;
}

export type Metric = CountedMetric | DerivedMetric;

/** Whether a metric is counted from records. */
export function isCounted(metric: Metric): metric is CountedMetric {
  return !("derivation" in metric);
}

/** The populations of a metric by name; what is made of other metrics has none of its own. */
export function populationsOf(metric: Metric): Readonly<Record<string, Population>> {
  return isCounted(metric) ? metric.populations : {};
}

/** All places that the records of a metric's populations can come from. */
export function sourcesOf(metric: Metric): readonly Source[] {
  return Object.values(populationsOf(metric)).flatMap(({ sources }) => sources);
}

/** What a metric adds up, part by part: those of the numerator, then those of the denominator. */
export function plainTermsOf(metric: Metric): readonly PlainTerm[] {
  if (!isCounted(metric)) return [];
  return [metric.numerator, metric.denominator].flatMap(({ plus = [], ...first }) => [
    first,
    ...plus,
  ]);
}
