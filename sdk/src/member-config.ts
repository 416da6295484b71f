import type { LocalisedText } from "@edufed/schemas";
import type { Policy } from "./publication.ts";

/** `edufed.config.json` of a member's workspace. */
export interface MemberConfig {
  /** Id of the member in the community: `FI-HEL`, `AZ`. */
  readonly member: string;
  readonly name: LocalisedText;
  /** Code of the whole system in REF_AREA, ISO 3166 or `<country>-<local>`. */
  readonly refArea: string;
  readonly languages: readonly string[];
  /** First day of the school year as `--MM-DD`; becomes REPORTING_YEAR_START_DAY. */
  readonly schoolYearStart: string;
  readonly engine: "duckdb";
  readonly contact: string;
  readonly licence: string;
  readonly policy: Policy;
  /** How many distinct checkers must sign before the publisher may. */
  readonly checkersMin: number;
  /** Files of the member's own properties, from the workspace's folder: `extensions/hel.json`. */
  readonly extensions?: readonly string[];
  /** What the member has decided about the quality of its data. */
  readonly quality?: { readonly thresholds: readonly QualityThreshold[] };
}

/**
 * A known deviation that a member accepts, with its reason. It changes what a quality report says and
 * never makes data valid.
 */
export interface QualityThreshold {
  /** Id of the check or of the declared rule. */
  readonly rule: string;
  /** The most records that may have the finding; either this or `share` is given. */
  readonly records?: number;
  /** The same as a share of the entity's records: 0.001 is one in a thousand. */
  readonly share?: number;
  /** Why it is accepted, for whoever signs the report. */
  readonly rationale: string;
  /** Last day on which it holds. */
  readonly until?: string;
}
