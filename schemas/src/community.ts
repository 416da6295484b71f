/**
 * What the community has agreed on beside its data model and every program must do alike: the
 * limits that protect persons (policy.json) and how keys become pseudonyms (pseudonym.json).
 */

/**
 * The default policy. A member may raise one of its limits and never lower it. Besides these it may
 * have every other member of publication/disclosure-policy.json. A limit that is absent asks for
 * nothing more than the rules before it did.
 */
export interface CommunityPolicy {
  readonly id: string;
  readonly version: string;
  /** Fewest contributors of a published cell. */
  readonly contributorsMin: number;
  /** The same for sensitive metrics (well-being, support). */
  readonly contributorsMinSensitive: number;
  /** A share where this few or fewer … or all but this few have the attribute is withheld: 0 = all-or-nothing only. */
  readonly homogeneityMax: number;
  /**
   * Fewest whole numbers between the ends of a withheld quantity's feasible interval. Greater than
   * `homogeneityMax`. The interval of a count of contributors must also reach the fewest contributors.
   */
  readonly intervalWidthMin: number;
  /** For sums over contributors: width as a share of the true value, decimal text. */
  readonly intervalShareMin: string;
  /**
   * Whether cells that nobody is in may be withheld to protect others (`eligible`), so that a withheld
   * cell may be empty; or are always shown (`published`), which absent means.
   */
  readonly zeros?: "eligible" | "published";
  /** Fewest contributors of a share who do not have the attribute; absent: 0. */
  readonly complementMin?: number;
  /** How much of a sum its greatest contributors may make up; absent: any part of it. */
  readonly dominance?: Dominance;
  /** Fewest schools behind a cell of persons, in tables that do not show schools; absent: 1. */
  readonly schoolsMin?: number;
  /**
   * Least distance of a mean from both ends of its declared scale, as a share of the scale, decimal
   * text; absent: 0.
   */
  readonly scaleEndMin?: string;
  /** What sensitive metrics are held to where it is stricter; absent: what all metrics are. */
  readonly sensitive?: SensitiveLimits;
}

/**
 * A sum is withheld when its `n` greatest contributions are more than `k` percent of it, or when what
 * is left of it without the two greatest is less than `p` percent of the greatest. `n` and `k` come
 * together; each rule may stand alone.
 */
export interface Dominance {
  readonly n?: number;
  readonly k?: number;
  readonly p?: number;
}

/** Limits of sensitive metrics; the fewest contributors of theirs are `contributorsMinSensitive`. */
export interface SensitiveLimits {
  readonly homogeneityMax?: number;
  readonly complementMin?: number;
  readonly dominance?: Dominance;
  readonly schoolsMin?: number;
  readonly scaleEndMin?: string;
}

/** How the key of a record becomes a pseudonym; conformance/pseudonyms.json has values to test with. */
export interface PseudonymAlgorithm {
  readonly version: string;
  readonly description: string;
  /** The function that makes keys of domains from the secret, and pseudonyms from values. */
  readonly function: "HMAC-SHA-256";
  readonly secretBytes: number;
  /** What separates the domains of keys, in the order in which it is hashed. */
  readonly domain: readonly string[];
  /** Text that comes before the domain. */
  readonly domainLabel: string;
  /** Text that comes before the secret where the name of a key is made. */
  readonly keyIdLabel: string;
  readonly keyIdHexDigits: number;
  readonly pseudonymHexDigits: number;
}

/** Both of them. */
export interface Community {
  readonly policy: CommunityPolicy;
  readonly pseudonym: PseudonymAlgorithm;
}
