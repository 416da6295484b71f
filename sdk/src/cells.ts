/**
 * A table of cells and what must be known about it. Cells are small: they are the only thing that
 * leaves an engine, and nothing in them is protected yet.
 */

import type { CountedMetric, LocalisedText, Metric } from "@edufed/schemas";

/** One combination of dimension codes, counted exactly. Whole numbers; no division has happened. */
export interface CellRow {
  /** Dimension id → code, for every dimension of the table. */
  readonly codes: Readonly<Record<string, string>>;
  readonly num: number;
  readonly den: number;
  /** Distinct persons or organisations behind the cell: the fewer of numerator and denominator populations. */
  readonly contributors: number;
  /** Contributors that should have been seen; null when the metric or the data cannot say. */
  readonly expected: number | null;
  /**
   * Persons who have records and were left out, because a value is unknown or the metric does not
   * include them; absent in tables that were made elsewhere.
   */
  readonly excluded?: number;
  /** How much of each sum single contributors make up; absent where the table does not say. */
  readonly largest?: Largest;
  /** Distinct schools behind the cell, those not known left out; absent where the table does not say. */
  readonly schools?: number;
  /** What decides the noise of the cell-key method; absent where the table does not say. Confidential. */
  readonly keys?: CellKeys;
}

/** Sums of the record keys of those whom each side counts, each once, modulo 2³². */
export interface CellKeys {
  readonly num: number;
  readonly den: number;
}

/**
 * The greatest contributions of single contributors to each sum, greatest first and without their
 * sign, as many as are known; where contributors are counted, the greatest is 1.
 */
export interface Largest {
  readonly num: readonly number[];
  readonly den: readonly number[];
}

/** Why a cell has no value, in SDMX CL_OBS_STATUS: `M` nothing to divide by, `L` too little was collected. */
export type CellStatus = "A" | "M" | "L";

export interface Cell extends CellRow {
  /** NUM ÷ DEN in the metric's unit, rounded half-even to the metric's decimals; null with a status that says why. */
  readonly value: number | null;
  readonly coverage: number | null;
  readonly status: CellStatus;
}

/** A code and the wider code it is part of; the total has no parent. */
export interface HierarchyCode {
  readonly code: string;
  readonly parent: string | null;
  /** In words, where the code is the member's own. */
  readonly name?: LocalisedText;
}

export interface TableDimension {
  readonly id: string;
  /**
   * Dimensions of one family cut the same thing at different levels (school, area). The audit needs
   * it to see that two tables are nested; absent, the dimension is related to nothing but itself.
   */
  readonly family?: string;
  /** What one code of the dimension is, where that is an organisation behind which persons are. */
  readonly shows?: "school";
  /** Every code that occurs, the total included. */
  readonly codes: readonly HierarchyCode[];
}

/** What one number in the table counts; equal quantities in two tables are one unknown to an attacker. */
export interface Quantity {
  /** SHA-256 of the canonical form of population, source and value expression. */
  readonly num: string;
  readonly den: string;
}

/** Figures that are one sum over another, so that parts add up to the whole. */
export type CountKind = "share" | "ratio" | "mean";

/** A metric whose figure is NUM ÷ DEN, so that whoever reads a publication can compute it again. */
export type FractionMetric = CountedMetric & { readonly kind: CountKind };

/**
 * Whether the figure of a metric is NUM ÷ DEN of its own cell, two sums without weights whose parts
 * add up to the whole. Only such figures are protected and published.
 */
export function isFraction(metric: Metric): metric is FractionMetric {
  if (metric.kind !== "share" && metric.kind !== "ratio" && metric.kind !== "mean") return false;
  return metric.weight === undefined && metric.plausible === undefined;
}

export interface TableDescription {
  readonly metric: string;
  readonly metricVersion: string;
  readonly formalHash: string;
  readonly kind: CountKind;
  readonly unit: string;
  readonly decimals: number;
  readonly denominatorScale: number;
  readonly sensitive: boolean;
  readonly contributor: string;
  readonly coverageMin: string;
  readonly quantity: Quantity;
  readonly parameters: Readonly<Record<string, number | string>>;
  /** Population → source entity that was used. */
  readonly sourcesUsed: Readonly<Record<string, string>>;
  /** `2025/2026`. */
  readonly period: string;
  /**
   * The day `YYYY-MM-DD` on which a table that is published several times in a school year looks at
   * it; absent, it is the whole year's. Numbers of two days are two unknowns to an attacker.
   */
  readonly asOf?: string;
  /**
   * Smallest and largest value one contributor can have, in whole units of NUM ÷ DEN, where the
   * definition bounds it (a score from 0 to 100). The world knows it, so the audit must.
   */
  readonly range?: { readonly min: number; readonly max: number };
  readonly dimensions: readonly TableDimension[];
  /** Name and version of the engine. */
  readonly engine: string;
}

/** Cells as computed: internal, unprotected, never published. */
export interface CellTable {
  readonly description: TableDescription;
  readonly cells: readonly Cell[];
}

/** Figures whose parts do not add up: spread, quantiles, tiers, weighted estimates, comparisons of groups. */
export interface EstimateDescription {
  readonly metric: string;
  readonly metricVersion: string;
  readonly formalHash: string;
  readonly kind: Metric["kind"];
  readonly unit: string;
  readonly decimals: number;
  readonly sensitive: boolean;
  readonly contributor: string;
  readonly parameters: Readonly<Record<string, number | string>>;
  /** Population → source entity that was used. */
  readonly sourcesUsed: Readonly<Record<string, string>>;
  /** Metrics that the figure is made of. */
  readonly madeOf: readonly { readonly metric: string; readonly formalHash: string }[];
  /** `2025/2026`. */
  readonly period: string;
  readonly dimensions: readonly TableDimension[];
  readonly engine: string;
}

/** One figure with the exact fraction that it comes from. */
export interface EstimateCell {
  /** Dimension id → code. */
  readonly codes: Readonly<Record<string, string>>;
  /** Whole numbers as text, because they may be larger than 2^53; null where there is nothing to divide. */
  readonly num: string | null;
  readonly den: string | null;
  /** In the metric's unit, rounded half-even to the metric's decimals, as decimal text; null with a status. */
  readonly value: string | null;
  /** In the same unit and decimals, where replicate weights say it; null where they cannot. */
  readonly standardError: string | null;
  readonly contributors: number;
  readonly excluded: number;
  readonly expected: number | null;
  readonly coverage: number | null;
  readonly status: CellStatus;
}

/** Estimates as computed: internal, unprotected, never published. */
export interface EstimateTable {
  readonly description: EstimateDescription;
  readonly cells: readonly EstimateCell[];
}
