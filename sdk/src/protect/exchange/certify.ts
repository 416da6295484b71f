import { pursueByBatches } from "./batches.ts";
import { bundlesOf } from "./bundles.ts";
import type { Certificate, Claim, Moves } from "./certificate.ts";
import { certificateOf } from "./conclude.ts";
import { pursueExactly } from "./exact.ts";
import type { Budget, Verdict } from "./exact.ts";
import { goalsOf } from "./goals.ts";
import type { Goal } from "./goals.ts";
import { incidenceOf } from "./incidence.ts";
import { longestOf } from "./moves.ts";
import { blocksOf } from "./neighbourhood.ts";
import type { Programs } from "./programs.ts";
import { openReached, recordKnown } from "./reached.ts";
import { whole } from "./read.ts";
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

/** From a quick look at every goal to a long one at the few that are left. */
const efforts: readonly Effort[] = [
  { tries: 2, stepsMax: 30 },
  { tries: 2, stepsMax: 1000 },
  { tries: 8, stepsMax: 1000 },
  { tries: 24, stepsMax: 2000 },
];
/** Steps of one walk for each unknown that there is, beyond a number that is always allowed. */
const stepsShare = 0.5;
const stepsAllowed = 120;

/**
 * Proves as many demands as the limits allow, each by an exchange from the truth to another possible
 * table. Deterministic.
 */
export function certify(claim: Claim, options: CertifyOptions): Certified {
  const { equations, truth, demands } = claim;
  const bundles = bundlesOf(equations, truth);
  const { goals, of } = goalsOf(demands, truth, bundles);
  const walker = openWalker(incidenceOf(bundles.equations), bundles.truth, options.seed);
  const search: Search = { walker, reached: openReached(bundles.truth.length, goals), walks: 0 };
  const places = Int32Array.from(demands.keys());
  const among = (list: ReadonlySet<Goal>): Int32Array =>
    places.filter((at) => {
      const goal = goals[whole(of, at)];
      return goal !== undefined && list.has(goal);
    });
  const left = (): number => among(new Set(unmetOf(search, goals))).length;
  const start = left();
  if (options.known !== undefined) {
    recordKnown(walker, search.reached, { known: options.known, bundles });
  }
  const carried = left();
  walkAll(search, goals);
  const walked = left();
  const { batched, ...finish } = pursueByPrograms(search, goals, { ...options, left });
  const unproven = among(new Set(unmetOf(search, goals)));
  const certificate = certificateOf(search.reached, bundles, { demands, unproven });
  return {
    certificate,
    counts: {
      demands: demands.length,
      trivial: demands.length - start,
      carried: start - carried,
      walk: carried - walked,
      batches: walked - batched,
      exact: batched - unproven.length,
      unproven: unproven.length,
      moves: certificate.moves.starts.length - 1,
      longest: longestOf(certificate.moves),
      walks: search.walks,
      programs: finish.programs,
    },
    real: among(finish.real),
    impossible: among(finish.impossible),
  };
}

function walkAll(search: Search, goals: readonly Goal[]): void {
  const limit = Math.max(stepsAllowed, stepsShare * search.walker.truth.length);
  let open = unmetOf(search, goals);
  for (const { tries, stepsMax } of efforts) {
    const effort: Effort = { tries, stepsMax: Math.min(stepsMax, limit) };
    for (const goal of open) pursue(search, goal, effort);
    open = unmetOf(search, open);
  }
}

/** What programs add to the walk, and what they say about the rest. */
interface Finish {
  /** Demands that are unmet after inner points. */
  readonly batched: number;
  readonly programs: number;
  readonly real: ReadonlySet<Goal>;
  readonly impossible: ReadonlySet<Goal>;
}

interface FinishOptions extends CertifyOptions {
  /** Counts the demands that are unmet. */
  readonly left: () => number;
}

function pursueByPrograms(
  search: Search,
  goals: readonly Goal[],
  { programs, programsMax = 2000, left }: FinishOptions,
): Finish {
  const walked = unmetOf(search, goals);
  if (programs === undefined || walked.length === 0) {
    return { batched: left(), programs: 0, real: new Set(), impossible: new Set() };
  }
  const batches = pursueByBatches(search, walked, programs);
  const batched = left();
  const blocks = blocksOf(search.walker.incidence);
  const budget: Budget = { programs, blocks, left: programsMax, solved: 0 };
  const verdicts = new Map<Goal, Verdict>();
  for (const goal of unmetOf(search, walked)) {
    verdicts.set(goal, pursueExactly(search, goal, budget));
  }
  const open = unmetOf(search, walked);
  return {
    batched,
    programs: batches.programs + budget.solved,
    real: new Set(open.filter((goal) => batches.real.has(goal) || verdicts.get(goal) === "real")),
    impossible: new Set(open.filter((goal) => verdicts.get(goal) === "impossible")),
  };
}
