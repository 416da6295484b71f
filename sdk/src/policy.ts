/**
 * The member's rules for what may be shown, as data. A member may raise the limits of its community
 * and never lower one; what is a choice and no limit (zeros, method, costs) is its own.
 */

import type { CommunityPolicy, Dominance, SensitiveLimits } from "@edufed/schemas";

export type { Dominance, SensitiveLimits } from "@edufed/schemas";

/** A policy: the limits of a community's, and what is the member's own. */
export interface Policy extends CommunityPolicy {
  /** How tables are protected; absent: cells are withheld. */
  readonly method?: MethodChoice;
  /** What it costs to withhold a cell that could be shown; absent: every {@link Costs} as it is without. */
  readonly costs?: Costs;
  /**
   * Most contributors of a cell who join, and most who leave, between two publications about the same
   * population, as far as the world is assumed to know: fewer is stricter. Absent: any number.
   */
  readonly changeMax?: number;
}

/** How tables are protected, with the parameters of that kind and of no other. */
export interface MethodChoice {
  readonly kind: "suppress" | "round" | "cell-key" | "noise";
  /** `round`: no count lies between it and 0. At least `contributorsMin`. */
  readonly base?: number;
  /** `cell-key`: most by which a count is changed. */
  readonly deviationMax?: number;
  /** `cell-key`: variance of the change, decimal text. */
  readonly variance?: string;
  /** `noise`: what is drawn from. */
  readonly distribution?: "gaussian" | "laplace";
  /** `noise`: what one table spends of that, zero-concentrated, decimal text. */
  readonly rho?: string;
  /** `noise`: what may be spent on one population in one school year, zero-concentrated, decimal text. */
  readonly rhoMax?: string;
}

/** What decides which cells are withheld to protect others. Never a reason to show what must not be. */
export interface Costs {
  /** A cell costs 1, its number of contributors, or the logarithm of it; absent: `value`. */
  readonly by?: "count" | "value" | "log";
  /** How many times more a cell costs for each level that it is wider; absent: 30. */
  readonly levelPrice?: number;
  /**
   * Cells that are shown or the table is refused: codes as in `SEX=F, GRADE=_T`, which mean every cell
   * that has them all.
   */
  readonly mustPublish?: readonly string[];
  /** Cells that are withheld last, in the same words. */
  readonly preferPublish?: readonly string[];
  /** By what share a cell that was withheld in the period before is cheaper, decimal text; absent: 0. */
  readonly stability?: string;
}

/** A limit of a policy that is below another policy's. */
interface LaxLimit {
  /** As in the policy: `contributorsMin`, `dominance.k`. */
  readonly limit: string;
  /** The other policy's value, as text. */
  readonly other: string;
  /** Which side of it is allowed. */
  readonly side: "least" | "most";
}

/** The limits of a policy that are laxer than another policy's, in the order of the policy. */
export function laxLimits(policy: Policy, other: Policy): readonly LaxLimit[] {
  const own = new Map(strictnessOf(policy).map((each) => [each.limit, each.value]));
  // Methods of different kinds are not compared: each has parameters of its own.
  const isAlike = policy.method?.kind === other.method?.kind;
  const limits = [...strictnessOf(other), ...(isAlike ? methodStrictness(other.method) : [])];
  for (const each of methodStrictness(policy.method)) own.set(each.limit, each.value);
  return limits.flatMap(({ limit, value, side }) => {
    const least = side === "least" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
    const [before, after] = [Number(value), Number(own.get(limit) ?? least)];
    const isKept = side === "least" ? after >= before : after <= before;
    return isKept ? [] : [{ limit, other: String(value), side }];
  });
}

interface Strictness {
  readonly limit: string;
  readonly value: number | string;
  readonly side: "least" | "most";
}

/** Every limit that a policy says or implies, and which side of it is stricter. */
function strictnessOf(policy: Policy): readonly Strictness[] {
  const { contributorsMin, contributorsMinSensitive, homogeneityMax } = policy;
  return [
    atLeast("contributorsMin", contributorsMin),
    atLeast("contributorsMinSensitive", contributorsMinSensitive),
    atLeast("homogeneityMax", homogeneityMax),
    atLeast("intervalWidthMin", policy.intervalWidthMin),
    atLeast("intervalShareMin", policy.intervalShareMin),
    ...cellStrictness("", limitsFor(policy, false)),
    atLeast("sensitive.homogeneityMax", limitsFor(policy, true).homogeneityMax),
    ...cellStrictness("sensitive.", limitsFor(policy, true)),
    ...(policy.changeMax === undefined ? [] : [atMost("changeMax", policy.changeMax)]),
  ];
}

/** The limits of single cells that a policy sets for metrics of one kind, absent ones filled in. */
export function limitsFor(policy: Policy, isSensitive: boolean): Required<SensitiveLimits> {
  const { sensitive = {} } = isSensitive ? policy : {};
  const [own, theirs] = [policy.scaleEndMin ?? "0", sensitive.scaleEndMin ?? "0"];
  return {
    homogeneityMax: greatest(policy.homogeneityMax, sensitive.homogeneityMax),
    complementMin: greatest(policy.complementMin, sensitive.complementMin),
    schoolsMin: Math.max(1, greatest(policy.schoolsMin, sensitive.schoolsMin)),
    scaleEndMin: Number(theirs) > Number(own) ? theirs : own,
    dominance: strictestDominance(policy.dominance ?? {}, sensitive.dominance ?? {}),
  };
}

/**
 * The base of rounding for metrics of one kind: so great that every count that may not be shown as it
 * is lies below it, and that enough counts lie below it.
 */
export function roundingBase(policy: Policy, isSensitive: boolean): number {
  const { homogeneityMax, complementMin } = limitsFor(policy, isSensitive);
  return Math.max(
    policy.method?.base ?? 0,
    policy.contributorsMin,
    isSensitive ? policy.contributorsMinSensitive : 0,
    homogeneityMax + 1,
    complementMin,
    policy.intervalWidthMin + 1,
  );
}

function greatest(first = 0, second = 0): number {
  return Math.max(first, second);
}

/** Both rules at once: more of the greatest, less of the whole, more that must be left. */
function strictestDominance(first: Dominance, second: Dominance): Dominance {
  const [n, p] = [greatest(first.n, second.n), greatest(first.p, second.p)];
  const k = Math.min(first.k ?? 100, second.k ?? 100);
  return { ...(n === 0 ? {} : { n, k }), ...(p === 0 ? {} : { p }) };
}

function cellStrictness(
  prefix: string,
  { complementMin, schoolsMin, scaleEndMin, dominance }: Required<SensitiveLimits>,
): readonly Strictness[] {
  return [
    atLeast(`${prefix}complementMin`, complementMin),
    ...(dominance.n === undefined
      ? []
      : [
          atLeast(`${prefix}dominance.n`, dominance.n),
          atMost(`${prefix}dominance.k`, dominance.k ?? 100),
        ]),
    ...(dominance.p === undefined ? [] : [atLeast(`${prefix}dominance.p`, dominance.p)]),
    atLeast(`${prefix}schoolsMin`, schoolsMin),
    atLeast(`${prefix}scaleEndMin`, scaleEndMin),
  ];
}

function methodStrictness(method: MethodChoice | undefined): readonly Strictness[] {
  if (method === undefined) return [];
  const { base, deviationMax, variance, rho, rhoMax } = method;
  return [
    ...(base === undefined ? [] : [atLeast("method.base", base)]),
    ...(deviationMax === undefined ? [] : [atLeast("method.deviationMax", deviationMax)]),
    ...(variance === undefined ? [] : [atLeast("method.variance", variance)]),
    ...(rho === undefined ? [] : [atMost("method.rho", rho)]),
    ...(rhoMax === undefined ? [] : [atMost("method.rhoMax", rhoMax)]),
  ];
}

function atLeast(limit: string, value: number | string): Strictness {
  return { limit, value, side: "least" };
}

function atMost(limit: string, value: number | string): Strictness {
  return { limit, value, side: "most" };
}
