import type { FindingLanguage } from "../../finding-text.ts";
import type { CheckResult } from "../check-result.ts";
import type { QualityFacts } from "../report/facts.ts";
import type { Moment, RunFacts } from "../report/run-facts.ts";
import type { Since } from "../report/since.ts";
import type { JudgedThreshold } from "../report/threshold.ts";

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
  /** What the member accepts, held against what was found. */
  readonly thresholds?: readonly JudgedThreshold[];
  /** The command that would apply the safe fixes, where it is known. */
  readonly fix?: string;
  /** When and of what the report was made. */
  readonly run?: RunFacts;
  /** What only a quality report says. */
  readonly quality?: QualityFacts;
  readonly since?: Since;
  /** Earlier reports, oldest first. */
  readonly history?: readonly Moment[];
  /** Rule that was broken → what it asks and why, in the language of the report. */
  readonly explanations?: ReadonlyMap<string, RuleExplanation>;
}

/** A rule in the report itself, for a reader without the program. */
export interface RuleExplanation {
  readonly checked?: string;
  readonly why: string;
}
