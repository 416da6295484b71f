import type { Demand } from "../equations.ts";
import { pursueByBatches } from "./batches.ts";
import type { Certificate, Claim, Moves } from "./certificate.ts";
import { certificateOf } from "./conclude.ts";
import { pursueExactly } from "./exact.ts";
import type { Budget, Verdict } from "./exact.ts";
import { incidenceOf } from "./incidence.ts";
import { longestOf } from "./moves.ts";
import { blocksOf } from "./neighbourhood.ts";
import type { Programs } from "./programs.ts";
import { openReached, recordKnown } from "./reached.ts";
import { pursue, unmetOf } from "./search.ts";
import type { Effort, Search } from "./search.ts";
import { openWalker } from "./walk.ts";

/** How far to search. Whatever is not found within the limits is unproven, never safe. */
export interface CertifyOptions {
  /** Seed of the search, a whole number: the same seed finds the same. */
  readonly seed: number;
  /** Exchanges to start from, in this numbering; each is checked and dropped when it does not fit. */
  readonly known?: Moves;
  /** Solver for what the walk leaves; without one the walk is all there is. */
  readonly programs?: Programs;
  /** Programs of single demands before the rest is given up, a large one for several; 2,000 when absent. */
  readonly programsMax?: number;
}

/** What was found, and what is known about the rest. Confidential. */
export interface Certified {
  readonly certificate: Certificate;
  readonly counts: Counts;
  /** Unproven demands that fractional numbers meet, as far as a solver can tell. No proof. */
  readonly real: Int32Array;
  /** Unproven demands that cannot be met at all, as far as a solver can tell. */
  readonly impossible: Int32Array;
}

/** How many demands were met how. Confidential: it depends on the truth. */
export interface Counts {
  readonly demands: number;
  /** Met by the truth alone. */
  readonly trivial: number;
  /** Met by the exchanges that were given. */
  readonly carried: number;
  readonly walk: number;
  readonly batches: number;
  readonly exact: number;
  readonly unproven: number;
  /** Exchanges in the certificate, and the unknowns that the longest of them steps. */
  readonly moves: number;
  readonly longest: number;
  /** Walks that were tried, and programs that were solved. */
  readonly walks: number;
  readonly programs: number;
}

/** From a quick look at every demand to a long one at the few that are left. */
const efforts: readonly Effort[] = [
  { tries: 2, stepsMax: 30 },
  { tries: 8, stepsMax: 60 },
  { tries: 24, stepsMax: 120 },
];

/**
 * Proves as many demands as the limits allow, each by an exchange from the truth to another possible
 * table. Deterministic.
 */
export function certify(claim: Claim, options: CertifyOptions): Certified {
  const { equations, truth, demands } = claim;
  const walker = openWalker(incidenceOf(equations), truth, options.seed);
  const search: Search = { walker, reached: openReached(truth.length), walks: 0 };
  const all = Int32Array.from(demands.keys());
  const start = unmetOf(search, demands, all);
  if (options.known !== undefined) recordKnown(walker, search.reached, options.known);
  const carried = unmetOf(search, demands, start);
  let walked = carried;
  for (const effort of efforts) {
    for (const at of walked) pursue(search, demands[at], effort);
    walked = unmetOf(search, demands, walked);
  }
  const finish = pursueByPrograms(search, demands, walked, options);
  const certificate = certificateOf(search.reached, demands, finish.unproven);
  return {
    certificate,
    counts: {
      demands: demands.length,
      trivial: demands.length - start.length,
      carried: start.length - carried.length,
      walk: carried.length - walked.length,
      batches: finish.batches,
      exact: finish.exact,
      unproven: certificate.unproven.length,
      moves: certificate.moves.starts.length - 1,
      longest: longestOf(certificate.moves),
      walks: search.walks,
      programs: finish.programs,
    },
    real: finish.real,
    impossible: finish.impossible,
  };
}

/** What programs add to the walk: whom they served, and what they say about the rest. */
interface Finish {
  readonly unproven: Int32Array;
  readonly batches: number;
  readonly exact: number;
  readonly programs: number;
  readonly real: Int32Array;
  readonly impossible: Int32Array;
}

function pursueByPrograms(
  search: Search,
  demands: readonly Demand[],
  walked: Int32Array,
  { programs, programsMax = 2000 }: CertifyOptions,
): Finish {
  const none = new Int32Array(0);
  if (programs === undefined || walked.length === 0) {
    return { unproven: walked, batches: 0, exact: 0, programs: 0, real: none, impossible: none };
  }
  const batches = pursueByBatches(search, demands, walked, programs);
  const batched = unmetOf(search, demands, walked);
  const budget: Budget = {
    programs,
    blocks: blocksOf(search.walker.incidence),
    left: programsMax,
    solved: 0,
  };
  const verdicts = new Map<number, Verdict>();
  for (const at of batched) {
    const demand = demands[at];
    if (demand !== undefined) verdicts.set(at, pursueExactly(search, demand, budget));
  }
  const unproven = unmetOf(search, demands, batched);
  return {
    unproven,
    batches: walked.length - batched.length,
    exact: batched.length - unproven.length,
    programs: batches.programs + budget.solved,
    real: unproven.filter((at) => batches.real.has(at) || verdicts.get(at) === "real"),
    impossible: unproven.filter((at) => verdicts.get(at) === "impossible"),
  };
}
