/**
 * The ledger of a member: one entry for everything that was ever published, and one for everything
 * that was withdrawn. Confidential only in so far as it says what was withdrawn; every number in it
 * has been seen.
 */
import type { Digest } from "../../canonical.ts";
import type { TableDescription } from "../../cells.ts";
import type { DisclosureReport, Observation, ObservationTable } from "../../publication.ts";

/** A cell as it was published: codes in the order of the dimensions; null where it was withheld. */
export type LedgerCell = readonly [
  codes: readonly string[],
  status: Observation["status"],
  num: number | null,
  den: number | null,
  value: string | null,
];

/** Where an entry stands in the ledger. */
export interface Link {
  /** 1, 2, 3 … without a gap. */
  readonly number: number;
  /** Digest of the line before; null in the first one. */
  readonly previous: Digest | null;
}

/** Something was published: what it counts and how, under which policy, and every cell. */
export interface PublicationEvent {
  readonly kind: "publication";
  /** Digest of its manifest. */
  readonly publication: Digest;
  readonly sequence: number;
  readonly description: TableDescription;
  readonly report: DisclosureReport;
  readonly cells: readonly LedgerCell[];
}

/** A publication was taken back. Its figures stay known: they were seen. */
export interface WithdrawalEvent {
  readonly kind: "withdrawal";
  readonly publication: Digest;
  /** `YYYY-MM-DD`. */
  readonly day: string;
}

export type LedgerEvent = PublicationEvent | WithdrawalEvent;

export type LedgerEntry = LedgerEvent & Link;

/** All entries, oldest first. */
export type Ledger = readonly LedgerEntry[];

/** What is entered when a table is published. */
export function publicationEvent(
  { publication, sequence }: Pick<PublicationEvent, "publication" | "sequence">,
  { description, report, observations }: ObservationTable,
): PublicationEvent {
  const ids = description.dimensions.map(({ id }) => id);
  return {
    kind: "publication",
    publication,
    sequence,
    description,
    report,
    cells: observations.map(({ codes, status, num, den, value }) => [
      ids.map((id) => codes[id] ?? ""),
      status,
      num,
      den,
      value,
    ]),
  };
}

/** The table of an entry, as the audit of later ones takes it. */
export function publishedTable({
  description,
  report,
  cells,
}: Pick<PublicationEvent, "description" | "report" | "cells">): ObservationTable {
  const observations = cells.map(([codes, status, num, den, value]): Observation => ({
    codes: Object.fromEntries(
      description.dimensions.map(({ id }, axis) => [id, codes[axis] ?? ""]),
    ),
    value,
    status,
    confidentiality: status === "Q" ? "C" : "F",
    num,
    den,
  }));
  return { description, observations, report };
}

/** Everything that was ever seen, oldest first; what was withdrawn is among it. */
export function seenIn(ledger: Ledger): readonly ObservationTable[] {
  return ledger.flatMap((entry) => (entry.kind === "publication" ? [publishedTable(entry)] : []));
}
