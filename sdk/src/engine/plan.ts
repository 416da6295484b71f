import type { PopulationKey } from "../record-key.ts";
import type { Expression } from "./expression.ts";

/**
 * What to compute, said without SQL: compute/ makes it from a metric, every engine runs it.
 * Relations and columns are names in the engine; codes are published codes.
 */

/**
 * The code of a dimension for each contributor, from its last row; of several last rows the greatest
 * value counts. Where the record says nothing, nothing joins, or the code is that of the whole, the
 * contributor has the unknown code.
 */
export interface PlannedDimension {
  readonly id: string;
  /** Column of the source relation, or of the joined one. Absent: nobody's code is known. */
  readonly column?: string;
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

/**
 * A value of a contributor's rows. `last` is the value of its last row, the greatest of several
 * last ones; null comes before every value.
 */
export interface PlannedMeasure {
  readonly name: string;
  readonly aggregate: "sum" | "count" | "min" | "max" | "last";
  /** Absent for `count(*)`. */
  readonly of?: Expression;
  /** Rows the aggregate looks at. */
  readonly filter?: Expression;
}

/**
 * Columns that each row of a source gets from records of another relation: nothing found is null,
 * and a count of 0. Rows whose own values are null find nothing.
 */
export interface PlannedLookup {
  readonly name: string;
  readonly relation: string;
  /** Own column, or one of an earlier lookup → column of the relation. */
  readonly on: Readonly<Record<string, string>>;
  readonly where?: Expression;
  /** Orders the records that are found, for `last`. */
  readonly orderBy?: string;
  readonly columns: readonly PlannedMeasure[];
}

/** Contributors with their measures and their place in every dimension. */
export interface PlannedPopulation {
  readonly name: string;
  readonly relation: string;
  /** Columns that name a contributor together; a row in which one of them is null is nobody's. */
  readonly contributor: readonly string[];
  readonly orderBy: string;
  readonly lookups: readonly PlannedLookup[];
  /** Over the columns of the relation and of the lookups. */
  readonly where?: Expression;
  readonly measures: readonly PlannedMeasure[];
  /** Measure that says how many persons one contributor stands for; absent: it is one. */
  readonly persons?: string;
  readonly dimensions: readonly PlannedDimension[];
  /** Where a contributor's school is found, for questions that ask how many schools there are. */
  readonly school?: PlannedDimension;
  /** What gives each contributor its record key, for questions that ask for the keys of cells. */
  readonly keyed?: PopulationKey;
}

/**
 * Adds up a whole-number value over the contributors of a population, over its measures. With
 * `times`, the product of all factors, which may be larger than any of them is allowed to be.
 */
export interface PlannedTerm {
  readonly population: string;
  readonly value: Expression;
  readonly times?: readonly Expression[];
}

/** A sum in every cell, over one population or over several. */
export interface PlannedSum {
  readonly name: string;
  readonly parts: readonly PlannedTerm[];
}

/**
 * The least value that at least the given part of the contributors do not exceed, and the least that
 * more than that part do not exceed: their middle is the quantile.
 */
export interface PlannedRank {
  readonly population: string;
  readonly value: Expression;
  readonly below: { readonly numerator: number; readonly denominator: number };
}

/**
 * One figure. A contributor whose value is unknown in any term over its population is left out of
 * that population in all of them: unknown is never counted as nought.
 */
export interface PlannedQuestion {
  readonly id: string;
  readonly sums: readonly PlannedSum[];
  readonly rank?: PlannedRank;
  /** Those who should have been seen: contributors of a population for whom a value is known. */
  readonly expected?: PlannedTerm;
  /** Sums of which the greatest contribution is asked for. */
  readonly largest?: readonly string[];
  /** Whether the schools behind the cells are counted; every population of the sums knows them. */
  readonly schools?: true;
  /** Sums of which the cell key is asked for; every population of theirs is keyed. */
  readonly keys?: readonly string[];
}

/** Figures that are counted together, over populations that they may share. */
export interface Plan {
  readonly populations: readonly PlannedPopulation[];
  readonly questions: readonly PlannedQuestion[];
  /** Dimension ids in order. */
  readonly dimensions: readonly string[];
  /**
   * Tables that are cut out of the same counts: every subset of the dimensions of a cut is a margin,
   * and no other crossing is counted. Each dimension is in one of them at least. Absent: one table,
   * cut by all of them.
   */
  readonly cuts?: readonly (readonly string[])[];
}

/** A cell of one figure, counted exactly. */
export interface CountedRow {
  /** Dimension id → code. */
  readonly codes: Readonly<Record<string, string>>;
  /** By the name of the sum. */
  readonly sums: Readonly<Record<string, bigint>>;
  /** The two values of a rank; null where nobody is counted. */
  readonly rank: { readonly low: bigint; readonly high: bigint } | null;
  /** The fewest persons behind any of the sums. */
  readonly contributors: number;
  /** Persons who have records and are left out of a sum, because a value is unknown or they are not included. */
  readonly excluded: number;
  readonly expected: number | null;
  /** The greatest contribution of one contributor, without its sign, by the name of the sum. */
  readonly largest?: Readonly<Record<string, bigint>>;
  /** Distinct schools behind the sum that has the fewest; absent where a population does not know them. */
  readonly schools?: number;
  /**
   * By the name of the sum: the record keys of the contributors that add something to it, added up
   * modulo 2³²; who is in several populations counts once in each.
   */
  readonly keys?: Readonly<Record<string, number>>;
}
