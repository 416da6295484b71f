import { UsageError } from "../errors.ts";
import { communityPolicy } from "../generated/policy.ts";
import type { Policy } from "../publication.ts";

/**
 * The rules of the community: what a member may raise and never lower. Minimum frequency, reach and
 * width are the recommendation of docs/decisions/003-first-protection.md.
 */
export const defaultPolicy: Policy = communityPolicy;

/** The limits that hold for one table: a policy with the sensitivity of the metric decided. */
export interface Limits {
  /** Fewest contributors of a published cell: k. */
  readonly contributorsMin: number;
  readonly homogeneityMax: number;
  readonly intervalWidthMin: number;
  readonly intervalShareMin: number;
}

/** The limits of a policy for one metric or table. */
export function strictest(policy: Policy, metric: { readonly sensitive: boolean }): Limits {
  checkPolicy(policy);
  return {
    contributorsMin: metric.sensitive
      ? Math.max(policy.contributorsMin, policy.contributorsMinSensitive)
      : policy.contributorsMin,
    homogeneityMax: policy.homogeneityMax,
    intervalWidthMin: policy.intervalWidthMin,
    intervalShareMin: Number(policy.intervalShareMin),
  };
}

/** What a member may change about a policy. Every limit is a lower bound: greater is stricter. */
export type PolicyChanges = Partial<Policy>;

/** A policy with some limits raised. @throws UsageError when one of them would be lower. */
export function raisedPolicy(policy: Policy, changes: PolicyChanges): Policy {
  const raised: Policy = { ...policy, ...changes };
  for (const [limit, before, after] of limitsOf(policy, raised)) {
    if (!(after >= before)) {
      throw new UsageError(
        `The policy may only be raised: ${limit} is at least ${before}.`,
        `Give ${limit} a value of ${before} or more, or leave it out.`,
      );
    }
  }
  checkPolicy(raised);
  return raised;
}

function limitsOf(before: Policy, after: Policy): [string, number, number][] {
  return [
    ["contributorsMin", before.contributorsMin, after.contributorsMin],
    ["contributorsMinSensitive", before.contributorsMinSensitive, after.contributorsMinSensitive],
    ["homogeneityMax", before.homogeneityMax, after.homogeneityMax],
    ["intervalWidthMin", before.intervalWidthMin, after.intervalWidthMin],
    ["intervalShareMin", Number(before.intervalShareMin), Number(after.intervalShareMin)],
  ];
}

/**
 * A policy must be able to keep its promise: an interval no wider than the homogeneity limit would
 * show that nearly everyone, or nearly no one, of a withheld group has the attribute.
 */
function checkPolicy(policy: Policy): void {
  const whole = [
    policy.contributorsMin,
    policy.contributorsMinSensitive,
    policy.homogeneityMax,
    policy.intervalWidthMin,
  ];
  if (!whole.every((limit) => Number.isSafeInteger(limit) && limit >= 0)) {
    throw new UsageError(
      `The limits of policy ${policy.id} must be whole numbers.`,
      "Write contributors, homogeneity and interval width as whole numbers of at least 0.",
    );
  }
  if (!/^\d+(\.\d+)?$/.test(policy.intervalShareMin)) {
    throw new UsageError(
      `intervalShareMin of policy ${policy.id} is not a decimal number.`,
      'Write it as decimal text, for example "0.1".',
    );
  }
  if (policy.contributorsMin < 2 || policy.intervalWidthMin <= policy.homogeneityMax) {
    throw new UsageError(
      `Policy ${policy.id} protects nobody.`,
      "contributorsMin is at least 2 and intervalWidthMin is greater than homogeneityMax.",
    );
  }
}
