import type { FindingCode } from "../../finding.ts";
import type { FindingFacts } from "../../finding-text.ts";

export type { Subject } from "../../finding-text/table.ts";

/** What a check asks of each record, in one sentence; names stand between backticks. */
export type CheckSentences = {
  readonly [C in CheckCode]: (facts: FindingFacts<C>, entity: string) => string;
};

/** Codes of the checks that a schema or the records between them make. */
type CheckCode = Exclude<
  FindingCode,
  | "unknown-entity"
  | "unread-file"
  | "unknown-column"
  | "missing-column"
  | "empty-file"
  | "malformed-row"
  | "rule"
  | "unchecked"
  | "ambiguous-date"
  | "unmapped-code"
  | "unmapped-column"
  | "superseded"
>;

/** What a value is, for a check of its type. */
export type KindWords = Readonly<Record<FindingFacts<"wrong-type">["expected"], string>>;

/** A limit of a number, a length or a list. */
export type Limited = FindingFacts<"out-of-range" | "wrong-length" | "wrong-items">;

/** `studentId`, `date`: names between backticks. */
export function coded(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(", ");
}
