import type { ConfidentialityStatus, ObservationStatus } from "@edufed/sdk";
import type {
  CodeNames,
  FeedItem,
  PublicationFacts,
  StoredFile,
  StoredObservation,
} from "./store.ts";

/** Rows of the SQLite store as the values they were written from, after verification. */

/** Columns of `publication`, with the digest of the newer one and the files beside them. */
interface PublicationRow {
  readonly facts: string;
  readonly position: number;
  readonly received_at: string;
  readonly newer_digest: string | null;
  readonly observations: number;
  readonly withheld: number;
  readonly files: string;
}

/** Columns of `observation`, with the digest of its publication beside them. */
interface ObservationRow {
  readonly digest: string;
  readonly member: string;
  readonly metric: string;
  readonly period: string;
  readonly position: number;
  readonly codes: string;
  readonly value: string | null;
  readonly status: ObservationStatus;
  readonly confidentiality: ConfidentialityStatus;
  readonly num: number | null;
  readonly den: number | null;
}

/** A row of `publication` as an item of the feed. */
export function feedItem(raw: object): FeedItem {
  // The tables are strict and only this store writes them, so a row has the columns it was given.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const row = raw as PublicationRow;
  const facts: PublicationFacts = JSON.parse(row.facts);
  const files: readonly StoredFile[] = JSON.parse(row.files);
  return {
    ...facts,
    position: row.position,
    receivedAt: row.received_at,
    supersededBy: row.newer_digest,
    observations: row.observations,
    withheld: row.withheld,
    files,
  };
}

/** The `names` of a row of `publication`. */
export function codeNames(raw: Readonly<Record<string, unknown>>): CodeNames {
  const names: CodeNames = JSON.parse(String(raw["names"]));
  return names;
}

/** A row of `observation` as an observation. */
export function observation(raw: object): StoredObservation {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const row = raw as ObservationRow;
  const codes: Readonly<Record<string, string>> = JSON.parse(row.codes);
  return {
    publication: row.digest,
    member: row.member,
    metric: row.metric,
    period: row.period,
    position: row.position,
    codes,
    value: row.value,
    status: row.status,
    confidentiality: row.confidentiality,
    num: row.num,
    den: row.den,
  };
}
