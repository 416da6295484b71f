import { communityPolicy } from "../generated/policy.ts";
import type { Policy } from "../publication.ts";
import { checkOf, notChecked } from "./check.ts";
import type { Check } from "./check.ts";
import type { DataRow } from "./data-csv.ts";
import type { Publication } from "./read.ts";
import { wholeRow } from "./whole-row.ts";

/** What a member may raise and never lower: the limits of the community's default policy. */
export const leastLimits: Pick<
  Policy,
  | "contributorsMin"
  | "contributorsMinSensitive"
  | "homogeneityMax"
  | "intervalWidthMin"
  | "intervalShareMin"
> = {
  contributorsMin: communityPolicy.contributorsMin,
  contributorsMinSensitive: communityPolicy.contributorsMinSensitive,
  homogeneityMax: communityPolicy.homogeneityMax,
  intervalWidthMin: communityPolicy.intervalWidthMin,
  intervalShareMin: communityPolicy.intervalShareMin,
};

/**
 * B13, as far as one publication shows it: the policy is not laxer than the community's, the member
 * proved the table safe, the counts of the report are those of the data, no published cell is
 * smaller than the smallest group or shows that everyone or no one has an attribute, and the
 * coverage does not stand in for a total that is not shown. Bounds over several publications are the
 * audit's, so the check never says more than "not contradicted".
 */
export function checkDisclosure(publication: Publication): Check {
  const problems = [
    ...policyProblems(publication),
    ...reportProblems(publication),
    ...coverageProblems(publication),
    ...cellProblems(publication),
  ];
  if (problems.length === 0) {
    return notChecked(
      "B13",
      "Nothing in this publication contradicts its policy; the bounds over all publications of the member are for `edufed audit`.",
    );
  }
  return checkOf("B13", {
    fine: "",
    remedy: "Protect the table again with the member's policy, and publish the result.",
    problems,
  });
}

function policyProblems({ disclosure: { policy } }: Publication): readonly string[] {
  const limits = [
    "contributorsMin",
    "contributorsMinSensitive",
    "homogeneityMax",
    "intervalWidthMin",
    "intervalShareMin",
  ] as const;
  return limits
    .filter((limit) => Number(policy[limit]) < Number(leastLimits[limit]))
    .map((limit) => `The policy lowers ${limit} below ${leastLimits[limit]}.`);
}

function reportProblems({ disclosure, rows }: Publication): readonly string[] {
  const withheld = rows.filter(({ status }) => status === "Q").length;
  const facts: readonly (readonly [isRight: boolean, problem: string])[] = [
    [disclosure.audit.provenSafe, "The audit did not prove the table safe."],
    [
      disclosure.counts.cells === rows.length,
      "The disclosure report is about another number of cells.",
    ],
    [disclosure.counts.withheld === withheld, "The disclosure report counts other withheld cells."],
  ];
  return facts.filter(([isRight]) => !isRight).map(([, problem]) => problem);
}

/** Coverage times what everyone knows to be expected is the number of contributors, nearly. */
function coverageProblems({ quality, structure, rows }: Publication): readonly string[] {
  if (quality.coverage === null) return [];
  const whole = wholeRow(structure.dimensions, rows, ({ codes }, axis) => codes[axis]);
  const isShown = whole?.status === "A" || whole?.status === "M";
  return isShown ? [] : ["quality.json gives the coverage of a total that is not shown."];
}

/** Every contributor adds at least one to the denominator, so a smaller denominator is too few of them. */
function cellProblems(publication: Publication): readonly string[] {
  const { disclosure, metric, rows } = publication;
  const { contributorsMin, contributorsMinSensitive } = disclosure.policy;
  const smallest = metric.formal.sensitive
    ? Math.max(contributorsMin, contributorsMinSensitive)
    : contributorsMin;
  const countsBoth = metric.formal.kind === "ratio" && disclosure.measures?.num === "count";
  return rows
    .filter(({ status }) => status === "A")
    .flatMap((row) => {
      const least = countsBoth ? Math.min(Number(row.num), Number(row.den)) : Number(row.den);
      if (least < smallest)
        return [`Row ${row.row} of data.csv shows fewer than ${smallest} contributors.`];
      return isAlike(row, publication)
        ? [`Row ${row.row} of data.csv shows a group in which all are alike.`]
        : [];
    });
}

/** Everyone or no one has the attribute, or every score is at the same end of its scale. */
function isAlike(
  { num, den }: DataRow,
  { metric: { formal }, disclosure, provenance }: Publication,
): boolean {
  const { range } = provenance.buildDefinition.internalParameters;
  const { min, max } =
    formal.kind === "share" ? { min: 0, max: 1 } : { min: 0, max: null, ...range };
  if (formal.kind === "ratio") return false;
  const most = disclosure.policy.homogeneityMax;
  const [numerator, denominator] = [Number(num), Number(den)];
  const isLow = numerator - min * denominator <= most;
  return isLow || (max !== null && max * denominator - numerator <= most);
}
