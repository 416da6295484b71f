import type { Registry } from "@edufed/schemas";
import { InputError } from "../../errors.ts";
import type { QualityThreshold } from "../../member-config.ts";
import { explain } from "../explain.ts";
import { neverAccepted } from "./threshold.ts";

/**
 * Throws an InputError that names every threshold which cannot be used: one of an unknown rule, of a
 * rule that allows none, one given twice, or one whose last day is over.
 */
export function checkThresholds(
  thresholds: readonly QualityThreshold[],
  registry: Registry,
  { today, file }: { readonly today: string; readonly file: string },
): void {
  const problems = thresholds.flatMap((threshold, index) => {
    const problem = problemOf(threshold, registry, today);
    const isFirst = thresholds.findIndex(({ rule }) => rule === threshold.rule) === index;
    return [
      ...(problem === undefined ? [] : [problem]),
      ...(isFirst ? [] : [`“${threshold.rule}” has two thresholds`]),
    ];
  });
  if (problems.length === 0) return;
  throw new InputError(
    `${file}: ${problems.join("; ")}.`,
    "Correct these entries of quality.thresholds; `edufed rule <id>` explains a rule.",
  );
}

function problemOf(
  { rule, until }: QualityThreshold,
  registry: Registry,
  today: string,
): string | undefined {
  const known = explain(rule, registry);
  const isGeneral = known?.kind === "code" && known.entity === undefined;
  if (known === undefined || isGeneral) return `“${rule}” is the id of no check`;
  if (neverAccepted.has(known.code)) return `“${rule}” allows no threshold`;
  if (until === undefined || today <= until) return undefined;
  return `the threshold of “${rule}” ended on ${until}: mend the records, or decide anew`;
}
