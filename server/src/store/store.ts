import type { LocalisedText } from "@edufed/schemas";
import type { Observation } from "@edufed/sdk";
import type { Digest } from "@edufed/sdk/verify";

/** A file of a publication as the feed lists it. */
export interface StoredFile {
  readonly path: string;
  readonly digest: string;
  readonly bytes: number;
}

/** What a publication says about itself, read once from its files when they were verified. */
export interface PublicationFacts {
  /** `sha256:` and the hash of manifest.json: the publication's address. */
  readonly digest: Digest;
  readonly member: string;
  /** Its number in the member's own chain, from 1. */
  readonly sequence: number;
  /** Digest of the member's publication before; null for the first. */
  readonly previous: Digest | null;
  readonly metric: string;
  readonly metricVersion: string;
  readonly formalHash: string;
  readonly unit: string;
  readonly contributor: string;
  /** Whether the metric says how many contributors it expects, so that coverage must be known. */
  readonly expectsCoverage: boolean;
  readonly parameters: Readonly<Record<string, number | string>>;
  /** Population → entity whose records were counted. */
  readonly sourcesUsed: Readonly<Record<string, string>>;
  /** `2025/2026`. */
  readonly period: string;
  /** First and last day, both inclusive. */
  readonly periodStart: string;
  readonly periodEnd: string;
  /** `--MM-DD`. */
  readonly schoolYearStart: string;
  readonly dimensions: readonly string[];
  readonly coverage: number | null;
}

/** Dimension → code → name, as a publication's structure says. */
export type CodeNames = Readonly<Record<string, Readonly<Record<string, LocalisedText>>>>;

/** A publication that passed verification: what the store takes. */
export interface VerifiedPublication {
  readonly facts: PublicationFacts;
  readonly names: CodeNames;
  readonly observations: readonly Observation[];
  /** Name → bytes, exactly as received, so that anyone can verify them again. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** A publication in the feed. */
export interface FeedItem extends PublicationFacts {
  /** Place in this gateway's feed, from 1. */
  readonly position: number;
  /** ISO 8601, UTC. */
  readonly receivedAt: string;
  /** Digest of the newer publication of the same metric, period and dimensions; null while current. */
  readonly supersededBy: string | null;
  readonly observations: number;
  readonly withheld: number;
  readonly files: readonly StoredFile[];
}

/** An observation with the publication it comes from. */
export interface StoredObservation extends Observation {
  readonly publication: string;
  readonly member: string;
  readonly metric: string;
  readonly period: string;
  /** Opaque, increasing place for paging. */
  readonly position: number;
}

export interface FeedQuery {
  readonly member?: string;
  readonly metric?: string;
  readonly period?: string;
  /** Only those that nothing supersedes. */
  readonly currentOnly?: boolean;
  /** Items behind this position. */
  readonly after?: number;
  readonly first: number;
}

/** Which codes of a dimension are wanted. */
export interface CodeFilter {
  readonly in: readonly string[];
  /** Whether a table that is not cut by the dimension fits too: it stands at the total. */
  readonly orUncut: boolean;
}

export interface ObservationQuery {
  readonly metric?: string;
  readonly members?: readonly string[];
  readonly period?: string;
  /** Only of these publications; without it, of all that nothing supersedes. */
  readonly publications?: readonly string[];
  /** Dimension id → what may stand there. */
  readonly codes?: Readonly<Record<string, CodeFilter>>;
  readonly after?: number;
  readonly first: number;
}

/**
 * What a publication is about: a newer one of the same member and the same slot replaces it. The
 * order of the dimensions does not matter.
 */
export function slotOf({ metric, period, dimensions }: PublicationFacts): string {
  return JSON.stringify([metric, period, dimensions.toSorted()]);
}

/** The last publication of a member's chain. */
export interface ChainHead {
  readonly sequence: number;
  readonly digest: Digest;
}

/**
 * Where verified publications are kept. Asynchronous, so that a database server can stand behind
 * it as well as an embedded file.
 */
export interface Store {
  /**
   * Adds a publication to the feed in one transaction: all of it or nothing. A digest that is
   * there already changes nothing and returns the item it has.
   */
  add(publication: VerifiedPublication, receivedAt: string): Promise<FeedItem>;
  /** The last publication of a member; null before its first. */
  head(member: string): Promise<ChainHead | null>;
  publication(digest: string): Promise<FeedItem | null>;
  /** The feed, oldest first. */
  publications(query: FeedQuery): Promise<readonly FeedItem[]>;
  /** Observations in feed order, then in the order of their file. */
  observations(query: ObservationQuery): Promise<readonly StoredObservation[]>;
  /** Names of the codes in a publication; null when there is no such publication. */
  names(digest: string): Promise<CodeNames | null>;
  /** The bytes of a file as they were received. */
  file(digest: string, path: string): Promise<Uint8Array | null>;
  /** Grows with every publication; what caches hold is valid while it stays the same. */
  version(): Promise<number>;
  /** Throws when the store cannot be read. */
  check(): Promise<void>;
  close(): void;
}
