import type { CheckResult } from "../check-result.ts";

/** What a report says besides its findings. */
export interface ReportFacts {
  /** Version of the program that made it. */
  readonly version: string;
  /** Entity → records checked. */
  readonly records: Readonly<Record<string, number>>;
  /** Checks with the way each was done; a report lists those that passed, too. */
  readonly checks: readonly CheckResult[];
}
