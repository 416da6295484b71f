import type { Altered, Observation } from "../../publication.ts";

/** A table whose numbers were changed instead of withheld. */
export interface Changed {
  /** One for each row of the table as it was laid out, in its order. */
  readonly observations: readonly Observation[];
  /** For the report: how, in words. */
  readonly method: string;
  readonly altered: Altered;
}
