/** What a data officer must see before signing: what readers will see, what is withheld, what changed. */
import type { Altered } from "../publication.ts";
import { checkContent } from "./check-content.ts";
import { checkFiles } from "./check-files.ts";
import type { Check } from "./check.ts";
import type { DataRow } from "./data-csv.ts";
import type { Publication } from "./read.ts";
import { signaturesOf } from "./sign.ts";

/** One line of the table as readers will see it. */
export interface ReviewRow {
  readonly codes: readonly string[];
  readonly value: string;
  readonly status: string;
  readonly num: string;
  readonly den: string;
}

/** What is different from an earlier publication of the same breakdown and period. */
interface ReviewChanges {
  /** Id of the earlier publication, and its number. */
  readonly since: string;
  readonly sequence: number;
  readonly newlyShown: number;
  readonly newlyWithheld: number;
  readonly otherValue: number;
  readonly otherCells: number;
  /** The first few of each, by the names of their codes. */
  readonly named: Readonly<
    Record<"newlyShown" | "newlyWithheld" | "otherValue", readonly string[]>
  >;
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
  /** How the numbers that are shown were changed; absent: they are as they were counted. */
  readonly altered?: Altered;
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
  const names = codeNames(draft.structure);
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
    ...(disclosure.altered === undefined ? {} : { altered: disclosure.altered }),
    cautions: metric.informal.cautions.map(({ en }) => en),
    problems,
    signatures: signaturesOf(draft.files).map(({ role, keyid }) => `${role} ${keyid}`),
    checkersMin: manifest.checkersMin,
    changes: earlier === null ? null : changesSince(draft, earlier),
    rows: rows.map((row) => reviewRow(row, metric.formal.unit, names)),
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
  const shown = both.filter(({ row, old }) => row.status === "A" && old.status !== "A");
  const withheld = both.filter(({ row, old }) => row.status === "Q" && isSeen(old));
  const other = both.filter(
    ({ row, old }) => row.status === "A" && old.status === "A" && row.value !== old.value,
  );
  const nameOf = cellNaming(draft);
  const first = (rows: typeof both): readonly string[] =>
    rows.slice(0, namesMax).map(({ row }) => nameOf(row.codes));
  return {
    since: earlier.id,
    sequence: earlier.manifest.sequence,
    newlyShown: shown.length,
    newlyWithheld: withheld.length,
    otherValue: other.length,
    otherCells: added + before.size - both.length,
    named: {
      newlyShown: first(shown),
      newlyWithheld: first(withheld),
      otherValue: first(other),
    },
  };
}

/** Whether readers have its numbers: a nought, too. */
function isSeen({ status }: DataRow): boolean {
  return status === "A" || status === "M";
}

/** Cells that are named. */
const namesMax = 5;

/**
 * Names the cells of a publication by the names of their codes, without the totals, which say nothing:
 * `Female (F), Grade 3 (3)`. Codes stand in the order of the publication's dimensions; one that is
 * left out says nothing either.
 */
export function cellNaming({
  structure,
}: Pick<Publication, "structure">): (codes: readonly (string | undefined)[]) => string {
  const names = codeNames(structure);
  const totals = structure.dimensions.map(({ codes }) => {
    const roots = codes.filter(({ parent }) => parent === null);
    return roots.length === 1 ? roots[0]?.code : undefined;
  });
  return (codes) => {
    const said = codes.flatMap((code, axis) =>
      code === undefined || code === totals[axis] ? [] : [named(code, names[axis]?.get(code))],
    );
    return said.length === 0 ? "the whole" : said.join(", ");
  };
}

function codeNames({
  dimensions,
}: Publication["structure"]): readonly ReadonlyMap<string, string>[] {
  return dimensions.map(({ codes }) => new Map(codes.map((own) => [own.code, own.name.en])));
}

function named(code: string, name: string | undefined): string {
  return name === undefined || name === code ? code : `${name} (${code})`;
}

function reviewRow(
  row: DataRow,
  unit: string,
  names: readonly ReadonlyMap<string, string>[],
): ReviewRow {
  const codes = row.codes.map((code, axis) => named(code, names[axis]?.get(code)));
  const value =
    row.status === "A" ? `${row.value} ${unit}` : (statusText[row.status] ?? row.status);
  return { codes, value, status: row.status, num: row.num, den: row.den };
}

const statusText: Readonly<Record<string, string>> = {
  Q: "withheld",
  M: "nothing to divide by",
  L: "too little collected",
};
