import { UsageError } from "../../errors.ts";
import {
  limitsFor,
  type Costs,
  type Dominance,
  type MethodChoice,
  type Policy,
} from "../../policy.ts";
import { methodParameters } from "./method.ts";

/** Refuses a policy whose limits are not numbers that limit anything, or that contradict each other. */
export function checkPolicy(policy: Policy): void {
  const problem =
    wholeProblem(policy) ??
    decimalProblem(policy) ??
    dominanceProblem(policy) ??
    methodProblem(policy) ??
    costsProblem(policy.costs ?? {});
  if (problem !== undefined) throw refused(policy, problem);
  requireProtection(policy);
}

/** What is wrong with a policy, and what to write instead. */
interface Problem {
  readonly says: string;
  readonly remedy: string;
}

function refused({ id }: Policy, { says, remedy }: Problem): UsageError {
  return new UsageError(`${says} (policy ${id}).`, remedy);
}

function wholeProblem(policy: Policy): Problem | undefined {
  const { sensitive = {} } = policy;
  const limits = {
    contributorsMin: policy.contributorsMin,
    contributorsMinSensitive: policy.contributorsMinSensitive,
    homogeneityMax: policy.homogeneityMax,
    intervalWidthMin: policy.intervalWidthMin,
    complementMin: policy.complementMin ?? 0,
    schoolsMin: policy.schoolsMin ?? 1,
    changeMax: policy.changeMax ?? 0,
    "sensitive.homogeneityMax": sensitive.homogeneityMax ?? 0,
    "sensitive.complementMin": sensitive.complementMin ?? 0,
    "sensitive.schoolsMin": sensitive.schoolsMin ?? 1,
  };
  const wrong = Object.entries(limits).find(
    ([, limit]) => !(Number.isSafeInteger(limit) && limit >= 0),
  );
  return (
    wrong && {
      says: `The limits are whole numbers of at least 0, and ${wrong[0]} is not`,
      remedy: `Write ${wrong[0]} as a whole number of at least 0.`,
    }
  );
}

/** Shares: decimal text from 0 on, at most the share that still leaves something to show. */
function decimalProblem(policy: Policy): Problem | undefined {
  const { intervalShareMin, scaleEndMin = "0", sensitive = {}, costs = {} } = policy;
  const shares: readonly (readonly [string, string, number])[] = [
    ["intervalShareMin", intervalShareMin, Number.POSITIVE_INFINITY],
    ["scaleEndMin", scaleEndMin, 0.5],
    ["sensitive.scaleEndMin", sensitive.scaleEndMin ?? "0", 0.5],
    ["costs.stability", costs.stability ?? "0", 1],
  ];
  const wrong = shares.find(([, text, most]) => !isDecimal(text) || Number(text) > most);
  if (wrong === undefined) return undefined;
  const [limit, , most] = wrong;
  const upTo = Number.isFinite(most) ? ` of at most ${most}` : "";
  return {
    says: `${limit} is not a decimal number${upTo}`,
    remedy: 'Write it as decimal text, for example "0.1".',
  };
}

function isDecimal(text: string): boolean {
  return /^\d+(\.\d+)?$/.test(text);
}

function dominanceProblem({ dominance = {}, sensitive = {} }: Policy): Problem | undefined {
  const isWrong = [dominance, sensitive.dominance ?? {}].some((rule) => !isDominance(rule));
  if (!isWrong) return undefined;
  return {
    says: "The rule of dominance is not complete",
    remedy:
      "Give n (contributors, from 1 on) together with k (percent, from 1 to 100), or p (percent, from 1 on), or all three.",
  };
}

function isWhole(value: number, most: number): boolean {
  return Number.isSafeInteger(value) && value >= 1 && value <= most;
}

function isDominance({ n, k, p }: Dominance): boolean {
  if ((n === undefined) !== (k === undefined)) return false;
  const given = [
    ...(n === undefined ? [] : [isWhole(n, Number.MAX_SAFE_INTEGER)]),
    ...(k === undefined ? [] : [isWhole(k, 100)]),
    ...(p === undefined ? [] : [isWhole(p, Number.MAX_SAFE_INTEGER)]),
  ];
  return given.every(Boolean);
}

function methodProblem({ method, contributorsMin }: Policy): Problem | undefined {
  if (method === undefined) return undefined;
  const { kind, ...parameters } = method;
  const wanted: readonly string[] = methodParameters[kind];
  const given = Object.keys(parameters);
  const isComplete = given.length === wanted.length && given.every((name) => wanted.includes(name));
  if (!isComplete) {
    const all = wanted.length === 0 ? "no parameters" : wanted.join(" and ");
    return { says: `The method ${kind} has other parameters`, remedy: `Give it ${all}.` };
  }
  return parametersProblem(method, contributorsMin);
}

function parametersProblem(
  { base, deviationMax, variance, rho, rhoMax }: MethodChoice,
  contributorsMin: number,
): Problem | undefined {
  if (base !== undefined && !(Number.isSafeInteger(base) && base >= contributorsMin)) {
    return {
      says: "The base of rounding would show fewer contributors than contributorsMin",
      remedy: `Give a base of ${contributorsMin} or more.`,
    };
  }
  if (deviationMax !== undefined && !(Number.isSafeInteger(deviationMax) && deviationMax >= 1)) {
    return {
      says: "The method cell-key changes nothing",
      remedy: "Give deviationMax as a whole number of at least 1.",
    };
  }
  const texts = [variance, rho, rhoMax].filter((text) => text !== undefined);
  if (texts.every((text) => isDecimal(text) && Number(text) > 0)) return undefined;
  return {
    says: "A parameter of the method is not a decimal number above 0",
    remedy: 'Write it as decimal text, for example "0.5".',
  };
}

/** Cells in words: dimension, equals sign, code. */
const cellWords: RegExp = /^[A-Z][A-Z0-9_]*=[^,=\s]+(, [A-Z][A-Z0-9_]*=[^,=\s]+)*$/;

function costsProblem({
  levelPrice = 1,
  mustPublish = [],
  preferPublish = [],
}: Costs): Problem | undefined {
  if (!(Number.isSafeInteger(levelPrice) && levelPrice >= 1)) {
    return {
      says: "A wider cell would cost less than its parts",
      remedy: "Give costs.levelPrice as a whole number of at least 1.",
    };
  }
  if ([...mustPublish, ...preferPublish].every((cell) => cellWords.test(cell))) return undefined;
  return {
    says: "A cell of the costs is not named by its codes",
    remedy: "Write it like SEX=F, GRADE=_T.",
  };
}

/**
 * A policy must be able to keep its promise: an interval no wider than the homogeneity limit would
 * show that nearly everyone, or nearly no one, of a withheld group has the attribute. The same holds
 * for those who do not have it.
 */
function requireProtection(policy: Policy): void {
  const { homogeneityMax, complementMin } = limitsFor(policy, true);
  const narrowest = Math.max(homogeneityMax, complementMin - 1);
  if (policy.contributorsMin >= 2 && policy.intervalWidthMin > narrowest) return;
  throw refused(policy, {
    says: "The policy protects nobody",
    remedy:
      "contributorsMin is at least 2, and intervalWidthMin is greater than homogeneityMax and at least complementMin.",
  });
}
