/**
 * What the community has agreed on beside its data model and every program must do alike: the
 * limits that protect persons (policy.json) and how keys become pseudonyms (pseudonym.json).
 */

/**
 * The default policy. A member may raise one of its limits and never lower it. Besides these it may
 * have every other member of publication/disclosure-policy.json.
 */
export interface CommunityPolicy {
  readonly id: string;
  readonly version: string;
  /** Fewest contributors of a published cell. */
  readonly contributorsMin: number;
  /** The same for sensitive metrics. */
  readonly contributorsMinSensitive: number;
  /** A share where this few or fewer, or all but this few, have the attribute is withheld. */
  readonly homogeneityMax: number;
  /** Fewest whole numbers between the ends of a withheld quantity's feasible interval. */
  readonly intervalWidthMin: number;
  /** Least width of the interval of a sum, as a share of its value; decimal text. */
  readonly intervalShareMin: string;
  /** Whether empty cells may be withheld to protect others. */
  readonly zeros?: "eligible" | "published";
  /** Fewest contributors of a share who do not have the attribute. */
  readonly complementMin?: number;
  /** How much of a sum its greatest contributors may make up: n, k and p. */
  readonly dominance?: CommunityDominance;
  /** Fewest schools behind a cell of persons, in tables that do not show schools. */
  readonly schoolsMin?: number;
  /** Least distance of a mean from the ends of its scale, as a share of it; decimal text. */
  readonly scaleEndMin?: string;
  /** What sensitive metrics are held to where it is stricter. */
  readonly sensitive?: Pick<
    CommunityPolicy,
    "complementMin" | "dominance" | "schoolsMin" | "scaleEndMin"
  > & { readonly homogeneityMax?: number };
}

/** The n greatest contributors make up at most k percent; p percent of the greatest must be left. */
export interface CommunityDominance {
  readonly n?: number;
  readonly k?: number;
  readonly p?: number;
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
