/** What a data officer must see before signing: what readers will see, what is withheld, what changed. */
import { checkContent } from "./check-content.ts";
import { checkFiles } from "./check-files.ts";
import type { Check } from "./check.ts";
import type { DataRow } from "./data-csv.ts";
import type { Publication } from "./read.ts";
import { signaturesOf } from "./sign.ts";

/** One line of the table as readers will see it. */
interface ReviewRow {
  readonly codes: readonly string[];
  readonly value: string;
  readonly status: string;
  readonly num: string;
  readonly den: string;
}

/** What is different from an earlier publication of the same breakdown and period. */
interface ReviewChanges {
  /** Id of the earlier publication. */
  readonly since: string;
  readonly newlyShown: number;
  readonly newlyWithheld: number;
  readonly otherValue: number;
  readonly otherCells: number;
}

export interface Review {
  readonly verdict: "may-be-signed" | "must-not-be-signed";
  readonly title: string;
  readonly member: string;
  readonly sequence: number;
  readonly period: string;
  readonly unit: string;
  readonly dimensions: readonly string[];
  readonly counts: {
    readonly cells: number;
    readonly shown: number;
    readonly withheld: number;
    readonly missing: number;
  };
  readonly coverage: string | null;
  readonly gate: string;
  readonly findings: Publication["quality"]["findings"];
  readonly policy: Publication["disclosure"]["policy"];
  readonly audit: Publication["disclosure"]["audit"];
  readonly cautions: readonly string[];
  /** Checks that failed; empty when it may be signed. */
  readonly problems: readonly Check[];
  readonly signatures: readonly string[];
  readonly checkersMin: number;
  readonly changes: ReviewChanges | null;
  readonly rows: readonly ReviewRow[];
}

/** Looks a draft over, beside the earlier publication of the same figures when there is one. */
export async function reviewOf(draft: Publication, earlier: Publication | null): Promise<Review> {
  const { manifest, metric, quality, disclosure, rows } = draft;
  const checks = [await checkFiles(draft.files, manifest, null), ...(await checkContent(draft))];
  const problems = checks.filter(({ outcome }) => outcome === "failed");
  return {
    verdict: problems.length === 0 ? "may-be-signed" : "must-not-be-signed",
    title: metric.informal.title.en,
    member: manifest.memberName.en,
    sequence: manifest.sequence,
    period: manifest.period.id,
    unit: metric.formal.unit,
    dimensions: manifest.dimensions,
    counts: countsOf(rows),
    coverage: quality.coverage,
    gate: quality.gate,
    findings: quality.findings,
    policy: disclosure.policy,
    audit: disclosure.audit,
    cautions: metric.informal.cautions.map(({ en }) => en),
    problems,
    signatures: signaturesOf(draft.files).map(({ role, keyid }) => `${role} ${keyid}`),
    checkersMin: manifest.checkersMin,
    changes: earlier === null ? null : changesSince(draft, earlier),
    rows: rows.map((row) => reviewRow(draft, row)),
  };
}

/** The last of the earlier publications with the same figures of the same period. */
export function earlierOf(
  draft: Publication,
  publications: readonly Publication[],
): Publication | null {
  const same = publications.filter(
    ({ id, manifest }) =>
      id !== draft.id &&
      manifest.dataflow === draft.manifest.dataflow &&
      manifest.period.id === draft.manifest.period.id &&
      manifest.sequence < draft.manifest.sequence,
  );
  return same.toSorted((a, b) => a.manifest.sequence - b.manifest.sequence).at(-1) ?? null;
}

function countsOf(rows: readonly DataRow[]): Review["counts"] {
  const of = (...statuses: readonly string[]): number =>
    rows.filter(({ status }) => statuses.includes(status)).length;
  return { cells: rows.length, shown: of("A"), withheld: of("Q"), missing: of("M", "L") };
}

function changesSince(draft: Publication, earlier: Publication): ReviewChanges {
  const before = new Map(earlier.rows.map((row) => [row.codes.join(","), row]));
  const pairs = draft.rows.map((row) => ({ row, old: before.get(row.codes.join(",")) }));
  const both = pairs.flatMap(({ row, old }) => (old === undefined ? [] : [{ row, old }]));
  const added = pairs.length - both.length;
  return {
    since: earlier.id,
    newlyShown: both.filter(({ row, old }) => row.status === "A" && old.status !== "A").length,
    newlyWithheld: both.filter(({ row, old }) => row.status === "Q" && old.status !== "Q").length,
    otherValue: both.filter(
      ({ row, old }) => row.status === "A" && old.status === "A" && row.value !== old.value,
    ).length,
    otherCells: added + before.size - both.length,
  };
}

function reviewRow({ structure, metric }: Publication, row: DataRow): ReviewRow {
  const codes = row.codes.map((code, index) => {
    const name = structure.dimensions[index]?.codes.find((item) => item.code === code)?.name.en;
    return name === undefined || name === code ? code : `${name} (${code})`;
  });
  const shown =
    row.status === "A"
      ? `${row.value} ${metric.formal.unit}`
      : (statusText[row.status] ?? row.status);
  return { codes, value: shown, status: row.status, num: row.num, den: row.den };
}

const statusText: Readonly<Record<string, string>> = {
  Q: "withheld",
  M: "nothing to divide by",
  L: "too little collected",
};
