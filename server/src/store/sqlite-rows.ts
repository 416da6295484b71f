import type { ConfidentialityStatus, ObservationStatus } from "@edufed/sdk";
import type { FeedItem, PublicationFacts, StoredFile, StoredObservation } from "./store.ts";

/**
 * Rows of the SQLite store as the values they were written from. The store wrote every one of
 * them itself, after verification, so a row is trusted to have the shape it was given.
 */

type SqliteRow = Readonly<Record<string, unknown>>;

/** A row of `publication` with `newer_digest` and `files` beside it. */
export function feedItem(row: SqliteRow): FeedItem {
  const facts = JSON.parse(String(row["facts"])) as PublicationFacts;
  return {
    ...facts,
    position: Number(row["position"]),
    receivedAt: String(row["received_at"]),
    supersededBy: textOrNull(row["newer_digest"]),
    observations: Number(row["observations"]),
    withheld: Number(row["withheld"]),
    files: JSON.parse(String(row["files"])) as readonly StoredFile[],
  };
}

/** A row of `observation` with its publication's `digest` beside it. */
export function observation(row: SqliteRow): StoredObservation {
  return {
    publication: String(row["digest"]),
    member: String(row["member"]),
    metric: String(row["metric"]),
    period: String(row["period"]),
    position: Number(row["position"]),
    codes: JSON.parse(String(row["codes"])) as Readonly<Record<string, string>>,
    value: textOrNull(row["value"]),
    status: String(row["status"]) as ObservationStatus,
    confidentiality: String(row["confidentiality"]) as ConfidentialityStatus,
    num: numberOrNull(row["num"]),
    den: numberOrNull(row["den"]),
  };
}

function textOrNull(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

function numberOrNull(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}
