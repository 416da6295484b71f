/** Whether changed numbers keep what their method promises, as far as one publication shows it. */
import { roundingBase, type MethodChoice } from "../policy.ts";
import type { Altered } from "../publication.ts";
import type { DataRow } from "./data-csv.ts";
import type { Publication } from "./read.ts";

/** What contradicts the method of the policy; empty for a table that withholds and says so. */
export function alteredProblems(publication: Publication): readonly string[] {
  const { altered, policy } = publication.disclosure;
  const kind = policy.method?.kind ?? "suppress";
  if (kind !== (altered?.kind ?? "suppress")) {
    return [
      altered === undefined
        ? `The policy asks for the method ${kind}, and the numbers are as they were counted.`
        : `The numbers were changed by ${altered.kind}, and the policy asks for the method ${kind}.`,
    ];
  }
  if (altered === undefined) return [];
  return [
    ...factsProblems(publication),
    ...parameterProblems(altered, publication),
    ...rowProblems(publication, altered),
  ];
}

/** Fewest contributors of a cell that may be shown. */
export function smallestOf({ disclosure: { policy }, metric }: Publication): number {
  return metric.formal.sensitive
    ? Math.max(policy.contributorsMin, policy.contributorsMinSensitive)
    : policy.contributorsMin;
}

function factsProblems({ disclosure, quality, rows }: Publication): readonly string[] {
  const { measures, altered } = disclosure;
  const isOfCounts = measures?.num === "count" && measures.den === "count";
  const facts: readonly (readonly [isRight: boolean, problem: string])[] = [
    [!rows.some(({ status }) => status === "Q"), "Changed numbers stand beside withheld ones."],
    [quality.coverage === null, "quality.json gives the coverage of numbers that were changed."],
    [isOfCounts || altered?.kind === "noise", "Sums were changed as if they were counts."],
  ];
  return facts.filter(([isRight]) => !isRight).map(([, problem]) => problem);
}

/** The report says what the policy says, and that changes enough. */
function parameterProblems(altered: Altered, publication: Publication): readonly string[] {
  const { policy } = publication.disclosure;
  const { kind = "suppress", deviationMax = 0 } = policy.method ?? {};
  if (!isAsAsked(altered, publication)) {
    return ["The numbers were changed by other parameters than those of the policy."];
  }
  return kind === "cell-key" && deviationMax < policy.intervalWidthMin
    ? ["Noise leaves small counts less open than the policy asks."]
    : [];
}

function isAsAsked(altered: Altered, { disclosure, metric }: Publication): boolean {
  const { policy } = disclosure;
  const { method } = policy;
  switch (altered.kind) {
    case "round":
      return altered.base === roundingBase(policy, metric.formal.sensitive);
    case "cell-key":
      return altered.deviationMax === method?.deviationMax && altered.variance === method?.variance;
    case "noise":
      return altered.distribution === method?.distribution && isPaid(altered, method);
  }
}

/** A table costs no more than the policy says, and names the ledger that it was paid from. */
function isPaid({ rho, budget }: Altered, method: MethodChoice | undefined): boolean {
  const most = Math.min(Number(method?.rho), Number(method?.rhoMax));
  return budget !== undefined && Number(rho) <= most;
}

function rowProblems({ rows, metric }: Publication, altered: Altered): readonly string[] {
  const { base = 0 } = altered;
  return rows
    .filter(({ status }) => status === "A" || status === "M")
    .flatMap((row) => {
      const parts = partsOf(row, metric.formal.kind);
      if (parts.some((part) => part < 0))
        return [`Row ${row.row} of data.csv has a negative count.`];
      return parts.some((part) => part > 0 && part < base)
        ? [`Row ${row.row} of data.csv shows a count between 0 and ${base}.`]
        : [];
    });
}

/** The counts that are rounded, or given noise, each by itself. */
function partsOf({ num, den }: DataRow, kind: "share" | "ratio" | "mean"): readonly number[] {
  const [top, whole] = [Number(num), Number(den)];
  return kind === "share" ? [top, whole - top, whole] : [top, whole];
}

/** Whether the parts of a table make their wholes: not where each number has noise of its own. */
export function addsUp({ disclosure: { altered } }: Publication): boolean {
  return altered === undefined || altered.kind === "round";
}
