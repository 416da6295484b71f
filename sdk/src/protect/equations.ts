/**
 * What publications say about what they withhold: whole-number unknowns between bounds, and the
 * equations between them. Typed arrays, because a national table has a million unknowns. Plain data;
 * no publication and no solver appears here.
 */

/** Every published number is filled in: only what readers have no number for is an unknown. */
export interface Equations {
  /** Least possible value of each unknown, a whole number. */
  readonly least: Float64Array;
  /** Greatest possible value of each unknown; `Infinity` where nothing bounds it. */
  readonly most: Float64Array;
  /** Equation → place of its first term; one longer than there are equations. */
  readonly starts: Int32Array;
  /** Term → unknown. In one equation an unknown occurs once. */
  readonly unknowns: Int32Array;
  /** Term → whole-number factor, never 0. */
  readonly factors: Int32Array;
  /** Equation → what its terms add up to, a whole number. */
  readonly totals: Float64Array;
}

/** What must stay possible for one unknown. */
export interface Demand {
  readonly unknown: number;
  /** Least distance between two values that it can have. */
  readonly width: number;
  /** A value that it must be able to have or to exceed; 0 asks for nothing. */
  readonly reach: number;
}

/**
 * An exchange: whole-number steps of some unknowns that leave every equation as it is. Added to one
 * possible table it gives another, identical in everything published.
 */
export interface Move {
  readonly unknowns: Int32Array;
  /** Aligned with `unknowns`, never 0. */
  readonly steps: Int32Array;
}
