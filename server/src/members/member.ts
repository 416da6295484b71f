import type { LocalisedText } from "@edufed/schemas";
import type { TrustedKey } from "@edufed/sdk/verify";

/** A member of the community as the gateway knows it: who may publish, and with which keys. */
export interface Member {
  /** `FI-HEL`, `AZ`. */
  readonly id: string;
  readonly name: LocalisedText;
  /** Code of the whole system in REF_AREA. */
  readonly refArea: string;
  readonly languages: readonly string[];
  /** First day of the school year as `--MM-DD`. */
  readonly schoolYearStart: string;
  /** Fewest people besides the publisher who must have signed. */
  readonly checkersMin: number;
  readonly keys: readonly TrustedKey[];
}

/** The members of the community by id, in the order of the trust list. */
export type TrustList = ReadonlyMap<string, Member>;
