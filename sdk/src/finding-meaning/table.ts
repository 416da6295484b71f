import type { FindingCode } from "../finding.ts";

/** What a code means in general, in one language. */
export interface MeaningWords {
  /** What is the matter, in one sentence. */
  readonly title: string;
  readonly why: string;
  readonly fix: string;
  /** What becomes of the data. */
  readonly effect: string;
}

/** The general meaning of every code in one language. */
export type MeaningTable = Readonly<Record<FindingCode, MeaningWords>>;
