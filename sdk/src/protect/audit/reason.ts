import type { Side } from "./demand.ts";
import type { Part } from "./figures.ts";

/** A published number that helps to give a cell away, and where readers find it. */
export interface NamedNumber {
  /** Index of the publication in the audit's list, and of the observation in it. */
  readonly table: number;
  readonly row: number;
  readonly part: Part;
  /** Numerator and denominator count the same, so that there is one number. */
  readonly isOne?: true;
  readonly codes: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Some or all parts of a wider cell that are published, as one of the reasons. */
export interface NamedMargin {
  /** Index of the publication in the audit's list. */
  readonly table: number;
  readonly part: Part;
  readonly isOne?: true;
  /** The wider cell, and the dimension that cuts it. */
  readonly codes: Readonly<Record<string, string>>;
  readonly by: string;
  /** How many of its parts; whether these are all that are shown; whether its own number is used too. */
  readonly parts: number;
  readonly isAll: boolean;
  readonly hasTotal: boolean;
}

/** A bound as a sum of published numbers: (Σ times · number + constant) ÷ often. */
export interface Sum {
  readonly terms: readonly { readonly number: NamedNumber; readonly times: number }[];
  /**
   * What is known without any exact number: that nothing is negative, that somebody is in a withheld
   * cell, and between which numbers those are that were changed.
   */
  readonly constant: number;
  readonly often: number;
  /** What it comes to; a whole number cannot go beyond the whole number before it. */
  readonly value: number;
}

/**
 * How small a set of numbers is. `smallest`: proven that no smaller set of numbers that stand in
 * equations with withheld cells gives the cell away. `minimal`: none of them can be left out.
 * `enough`: they are enough, and too many to try leaving out each.
 */
export type SetSize = "smallest" | "minimal" | "enough";

/**
 * Why a cell is too narrow: published numbers that give it away by themselves. An attacker's own
 * arithmetic over what is public.
 */
export interface Reason {
  readonly side: Side;
  /** Numerator and denominator of the cell count the same. */
  readonly isOne?: true;
  /** Some of the publications changed their numbers. */
  readonly isFromChanged?: true;
  readonly numbers: readonly NamedNumber[];
  /** The same numbers in fewer words: margins, and what is in none of them. Absent where they are few. */
  readonly inShort?: {
    readonly margins: readonly NamedMargin[];
    readonly rest: readonly NamedNumber[];
  };
  /** Nothing can be above or below these sums; each was checked in exact arithmetic. Null where none is needed. */
  readonly atMost: Sum | null;
  readonly atLeast: Sum | null;
  readonly size: SetSize;
}
