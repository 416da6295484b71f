import { communityPolicy } from "../generated/policy.ts";
import { isBelowShare } from "../decimal.ts";
import { laxLimits, limitsFor } from "../policy.ts";
import { alteredProblems, smallestOf } from "./check-altered.ts";
import { checkOf, notChecked } from "./check.ts";
import type { Check } from "./check.ts";
import type { DataRow } from "./data-csv.ts";
import type { Publication } from "./read.ts";
import { wholeRow } from "./whole-row.ts";

/**
 * B13, as far as one publication shows it: the policy is not laxer than the community's, the member
 * proved the table safe, the counts of the report are those of the data, no published cell is
 * smaller than the smallest group or shows that everyone or no one has an attribute, changed numbers
 * were changed as the policy says, and the coverage does not stand in for a total that is not shown.
 * Bounds over several publications are the
 * audit's, so the check never says more than "not contradicted".
 */
export function checkDisclosure(publication: Publication): Check {
  const problems = [
    ...policyProblems(publication),
    ...reportProblems(publication),
    ...coverageProblems(publication),
    ...alteredProblems(publication),
    ...(publication.disclosure.altered === undefined ? cellProblems(publication) : []),
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
  return laxLimits(policy, communityPolicy).map(({ limit, other, side }) =>
    side === "least"
      ? `The policy lowers ${limit} below ${other}.`
      : `The policy raises ${limit} above ${other}.`,
  );
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
  const smallest = smallestOf(publication);
  const countsBoth = metric.formal.kind === "ratio" && disclosure.measures?.num === "count";
  return rows
    .filter(({ status }) => status === "A")
    .flatMap((row) => {
      const least = countsBoth ? Math.min(Number(row.num), Number(row.den)) : Number(row.den);
      if (least < smallest)
        return [`Row ${row.row} of data.csv shows fewer than ${smallest} contributors.`];
      const alike = alikeness(row, publication);
      return alike === null ? [] : [`Row ${row.row} of data.csv ${alike}.`];
    });
}

/** What is wrong with showing who has an attribute, or how near all scores are to an end of the scale. */
function alikeness(row: DataRow, publication: Publication): string | null {
  const { kind, sensitive } = publication.metric.formal;
  const [num, den] = [Number(row.num), Number(row.den)];
  if (kind === "ratio" || ![num, den].every(Number.isSafeInteger)) return null;
  const limits = limitsFor(publication.disclosure.policy, sensitive);
  const { min, max } = endsOf(publication);
  const distances = max === null ? [num - min * den] : [num - min * den, max * den - num];
  if (distances.some((distance) => distance <= limits.homogeneityMax)) {
    return "shows a group in which all are alike";
  }
  if (kind === "share" && den - num < limits.complementMin) {
    return `shows fewer than ${limits.complementMin} without the attribute`;
  }
  if (kind !== "mean" || max === null) return null;
  const scale = (max - min) * den;
  const isNear = distances.some((distance) => isBelowShare(distance, limits.scaleEndMin, scale));
  return isNear ? "shows a mean that is too near to an end of its scale" : null;
}

/** Between which whole numbers NUM ÷ DEN of one contributor lies, as far as the publication says it. */
function endsOf({ metric, provenance }: Publication): { min: number; max: number | null } {
  if (metric.formal.kind === "share") return { min: 0, max: 1 };
  return { min: 0, max: null, ...provenance.buildDefinition.internalParameters.range };
}
