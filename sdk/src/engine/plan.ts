import type { Expression } from "./expression.ts";

/**
 * What to compute, said without SQL: compute/ makes it from a metric, every engine runs it.
 * Relations and columns are names in the engine; codes are published codes.
 */

/**
 * The code of a dimension for each contributor, from its last row. Where the record says nothing,
 * nothing joins, or the code is that of the whole, the contributor has the unknown code.
 */
export interface PlannedDimension {
  readonly id: string;
  /** Column of the source relation, or of the joined one. */
  readonly column: string;
  readonly join?: {
    readonly relation: string;
    /** Source column → column of the joined relation. */
    readonly on: Readonly<Record<string, string>>;
    readonly latestBy?: string;
    /** Only these rows of the joined relation take part (its own school year). */
    readonly where?: Expression;
  };
  /** Record value → published code; other values are published as they are. */
  readonly map: Readonly<Record<string, string>>;
  readonly unknown: string;
  readonly total: string;
}

export interface PlannedMeasure {
  readonly name: string;
  readonly aggregate: "sum" | "count" | "min" | "max";
  /** Absent for `count(*)`. */
  readonly of?: Expression;
  /** Rows the aggregate looks at. */
  readonly filter?: Expression;
}

/** Contributors with their measures and their place in every dimension. */
export interface PlannedPopulation {
  readonly name: string;
  readonly relation: string;
  readonly contributor: string;
  readonly orderBy: string;
  readonly where?: Expression;
  readonly measures: readonly PlannedMeasure[];
  readonly include?: Expression;
  readonly dimensions: readonly PlannedDimension[];
}

/**
 * Adds up a whole-number value over contributors. One whose value is unknown in any term over its
 * population is left out of that population in all of them: unknown is never counted as nought.
 */
export interface PlannedTerm {
  readonly population: string;
  readonly value: Expression;
}

export interface Plan {
  readonly populations: readonly PlannedPopulation[];
  readonly numerator: PlannedTerm;
  readonly denominator: PlannedTerm;
  /** Population of those who should have been seen, whether or not a term has a value for them. */
  readonly expected?: string;
  /** Dimension ids in order; every subset of them is a margin. */
  readonly dimensions: readonly string[];
}
