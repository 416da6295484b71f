import type { Dimension, LocalisedText, Metric } from "@edufed/schemas";
import type { PublicationFacts, StoredObservation } from "../store/store.ts";

/** Whether figures may stand side by side. `comparable-at` names a coarser level in `level`. */
export type Verdict = "comparable" | "comparable-at" | "caution" | "not-comparable";

/** Everything that can weigh on a verdict. Stable: programs rely on these codes. */
export type ReasonCode =
  | "not-published"
  | "definition-differs"
  | "parameters-differ"
  | "period-length-differs"
  | "withheld"
  | "not-collected"
  | "nothing-to-divide"
  | "definition-revised"
  | "reference-day-differs"
  | "period-differs"
  | "period-days-differ"
  | "school-year-start-differs"
  | "sources-differ"
  | "coverage-incomplete"
  | "coverage-unknown"
  | "population-differs"
  | "dimension-not-shared"
  | "codes-are-local";

/** What a reason does to the verdict. */
export type Effect = Exclude<Verdict, "comparable">;

/** A finding about a comparison, before it has words. */
export interface Ground {
  readonly code: ReasonCode;
  /** Members it is about, in the order asked for. */
  readonly members: readonly string[];
  /** One entry for each of these members where they differ; otherwise what is concerned. */
  readonly detail: readonly string[];
}

export interface Reason extends Ground {
  readonly effect: Effect;
  readonly text: LocalisedText;
}

/** One member's publication and its observations, as a comparison looks at them. */
export interface Side {
  readonly facts: PublicationFacts;
  /** Code of the whole system in a dimension whose total is `@member`. */
  readonly refArea: string;
  readonly observations: readonly StoredObservation[];
}

/** What is asked. */
export interface Question {
  readonly metric: Metric;
  /** In the order of the answer; a member without a side has published nothing that fits. */
  readonly members: readonly string[];
  /** Dimensions that the rows should be cut by; none for the totals. */
  readonly dimensions: readonly string[];
}

/** What of the standard a comparison needs. */
export type Dimensions = ReadonlyMap<string, Dimension>;

export interface ComparedCell {
  readonly member: string;
  /** Null when the member published no such cell. */
  readonly observation: StoredObservation | null;
}

export interface ComparedRow {
  /** Dimension → code, for every dimension of the level. */
  readonly codes: Readonly<Record<string, string>>;
  readonly verdict: Verdict;
  /** What weighs on this row only. */
  readonly reasons: readonly Reason[];
  /** One for each member, in the order asked for. */
  readonly cells: readonly ComparedCell[];
}

export interface Comparison {
  readonly metric: string;
  readonly verdict: Verdict;
  /** The dimensions that the rows are cut by. */
  readonly level: readonly string[];
  /** Gravest first. */
  readonly reasons: readonly Reason[];
  readonly publications: readonly string[];
  readonly rows: readonly ComparedRow[];
  /** Why there is no figure over all members. */
  readonly total: Refusal;
}

/** A figure that is not given, and why. */
export interface Refusal {
  readonly code: "no-total-across-members";
  readonly text: LocalisedText;
}
