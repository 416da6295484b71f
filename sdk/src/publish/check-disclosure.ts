import { checkOf, notChecked } from "./check.ts";
import type { Check } from "./check.ts";
import type { Publication } from "./read.ts";

/**
 * B13, as far as one publication shows it: the member proved the table safe, the counts of the
 * report are those of the data, and no published cell is smaller than the smallest group. Bounds
 * over several publications are the audit's, so the check never says more than "not contradicted".
 */
export function checkDisclosure(publication: Publication): Check {
  const problems = [...reportProblems(publication), ...smallCells(publication)];
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

/** Every contributor adds at least one to the denominator, so a smaller denominator is too few of them. */
function smallCells({ disclosure, metric, rows }: Publication): readonly string[] {
  const { contributorsMin, contributorsMinSensitive } = disclosure.policy;
  const smallest = metric.formal.sensitive ? contributorsMinSensitive : contributorsMin;
  return rows
    .filter(({ status, den }) => status === "A" && Number(den) < smallest)
    .map(({ row }) => `Row ${row} of data.csv shows fewer than ${smallest} contributors.`);
}
