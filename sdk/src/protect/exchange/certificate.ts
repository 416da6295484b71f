import type { Demand, Equations } from "../equations.ts";

/** Exchanges, one behind the other. */
export interface Moves {
  /** Exchange → place of its first step; one longer than there are exchanges. */
  readonly starts: Int32Array;
  /** Within one exchange they ascend. */
  readonly unknowns: Int32Array;
  /** Aligned with `unknowns`, never 0. */
  readonly steps: Int32Array;
}

/** Demand → the exchange after which its unknown is as great (or as small) as is claimed. */
export interface Ends {
  /** -1: no exchange, the truth itself. */
  readonly moves: Int32Array;
  /** How many times the exchange is made; negative for its opposite. */
  readonly times: Int32Array;
}

/** What a certificate speaks about: `truth` is one possible point of the equations. */
export interface Claim {
  readonly equations: Equations;
  readonly truth: Float64Array;
  readonly demands: readonly Demand[];
}

/** Why each demand outside `unproven` is met. Confidential: it describes alternatives to the truth. */
export interface Certificate {
  readonly moves: Moves;
  readonly rises: Ends;
  readonly falls: Ends;
  /** Places of the demands that are not proven, ascending. */
  readonly unproven: Int32Array;
}
