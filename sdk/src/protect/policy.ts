import { UsageError } from "../errors.ts";
import { communityPolicy } from "../generated/policy.ts";
import {
  laxLimits,
  limitsFor,
  roundingBase,
  type Costs,
  type Policy,
  type SensitiveLimits,
} from "../policy.ts";
import { checkPolicy } from "./rules/check-policy.ts";
import { methodFor, type Method } from "./rules/method.ts";

/**
 * The rules of the community: what a member may raise and never lower. Minimum frequency, reach and
 * width are the recommendation of docs/decisions/003-first-protection.md.
 */
export const defaultPolicy: Policy = communityPolicy;

/**
 * The limits that hold for one table: a policy with the sensitivity of the metric decided and
 * everything that the policy leaves out filled in.
 */
export interface Limits extends Required<SensitiveLimits> {
  /** Fewest contributors of a published cell: k. */
  readonly contributorsMin: number;
  readonly intervalWidthMin: number;
  readonly intervalShareMin: number;
  /** Whether an empty cell may be withheld, so that a withheld cell may be empty. */
  readonly zeros: "eligible" | "published";
  readonly method: Method;
  readonly costs: Required<Costs>;
  /** Most joiners, and most leavers, that the world is assumed to know of; null when no bound is known. */
  readonly changeMax: number | null;
}

/** The limits of a policy for one metric or table. */
export function strictest(policy: Policy, metric: { readonly sensitive: boolean }): Limits {
  checkPolicy(policy);
  const contributorsMin = metric.sensitive
    ? Math.max(policy.contributorsMin, policy.contributorsMinSensitive)
    : policy.contributorsMin;
  return {
    ...limitsFor(policy, metric.sensitive),
    contributorsMin,
    intervalWidthMin: policy.intervalWidthMin,
    intervalShareMin: Number(policy.intervalShareMin),
    zeros: policy.zeros ?? "published",
    method: methodFor(policy.method, roundingBase(policy, metric.sensitive)),
    costs: { ...usualCosts, ...policy.costs },
    changeMax: policy.changeMax ?? null,
  };
}

/** Inner cells before totals by a factor of 30 a level, then by size. */
const usualCosts: Required<Costs> = {
  by: "value",
  levelPrice: 30,
  mustPublish: [],
  preferPublish: [],
  stability: "0",
};

/** What a member may change about a policy. */
export type PolicyChanges = Partial<Policy>;

/** A policy with some limits raised. @throws UsageError when one of them would be lower. */
export function raisedPolicy(policy: Policy, changes: PolicyChanges): Policy {
  const raised: Policy = { ...policy, ...changes };
  const [lax] = laxLimits(raised, policy);
  if (lax !== undefined) {
    const { limit, other, side } = lax;
    throw new UsageError(
      `The policy may only be raised: ${limit} is at ${side} ${other}.`,
      `Give ${limit} a value of ${other} or ${side === "least" ? "more" : "less"}, or leave it out.`,
    );
  }
  checkPolicy(raised);
  return raised;
}
