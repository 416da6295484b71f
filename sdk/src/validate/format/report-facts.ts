import type { FindingLanguage } from "../../finding-text.ts";
import type { CheckResult } from "../check-result.ts";

/** What a report says besides its findings. */
export interface ReportFacts {
  /** Version of the program that made it. */
  readonly version: string;
  /** Entity → records checked. */
  readonly records: Readonly<Record<string, number>>;
  /** Checks with the way each was done; a report lists those that passed, too. */
  readonly checks: readonly CheckResult[];
  /** Id of a check that was not made → the entity without which it cannot be made. */
  readonly absent?: ReadonlyMap<string, string>;
  /** Language of the report, which is that of its findings. English when it is not given. */
  readonly language?: FindingLanguage;
}
