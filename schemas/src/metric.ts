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
  /** Source entity → path to the value. An entity that is not named cannot be cut this way. */
  readonly from: Readonly<Record<string, DimensionPath>>;
}

export interface Parameter {
  readonly id: string;
  readonly description: string;
  /** `month-day` is `--MM-DD` and becomes the day inside the school year. */
  readonly type: "integer" | "month-day";
  readonly default: number | string;
  readonly minimum?: number;
}

/** One place the records of a population can come from. */
export interface Source {
  readonly entity: string;
  /** Property that names the contributor; the rows of one contributor are folded into one. */
  readonly contributor: string;
  /** Which rows count, as a scalar SQL expression over the entity's properties. */
  readonly where?: string;
  /** Orders a contributor's rows; the last one decides its place in every dimension. */
  readonly orderBy: string;
  /** Measure → aggregate over the contributor's rows: `sum(…)`, `count(*)`, `min(…)`, `max(…)`. */
  readonly measures: Readonly<Record<string, string>>;
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
export interface Term {
  readonly population: string;
  /** Whole-number expression over the measures and parameters; a condition counts as 1 or 0. */
  readonly value: string;
}

export interface Metric {
  readonly id: string;
  readonly version: string;
  readonly domain: Domain;
  readonly title: LocalisedText;
  readonly question: LocalisedText;
  readonly definition: LocalisedText;
  /** UCUM; `1` for a share, and the reader sees it as a percentage. */
  readonly unit: string;
  /** share: part of a whole, 0 ≤ num ≤ den; ratio: two populations; mean: a sum over a count. */
  readonly kind: "share" | "ratio" | "mean";
  /** Integer that turns NUM ÷ DEN into the unit when measures are kept in finer steps; 1 normally. */
  readonly denominatorScale: number;
  /** The entity a published cell protects. */
  readonly contributor: "student" | "staff" | "response";
  readonly sensitive: boolean;
  readonly parameters: readonly Parameter[];
  readonly populations: Readonly<Record<string, Population>>;
  readonly numerator: Term;
  readonly denominator: Term;
  /** Population that should have been seen; COVERAGE = contributors seen ÷ contributors expected. */
  readonly expected?: string;
  /** Below this share of expected contributors the value is null, as a decimal string: "0.8". */
  readonly coverageMin: string;
  readonly dimensions: readonly string[];
  readonly decimals: number;
  /** Between which whole numbers NUM ÷ DEN of one contributor lies, where the definition bounds it. */
  readonly range?: { readonly min: number; readonly max: number };
  readonly direction: "higher" | "lower" | "none";
  readonly missingRule: string;
  readonly cautions: readonly LocalisedText[];
  readonly sources: readonly string[];
  readonly aliases: readonly string[];
  readonly deprecated?: Deprecation;
}
