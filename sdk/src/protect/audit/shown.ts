import type { TableDescription } from "../../cells.ts";
import type { DisclosureReport, Observation } from "../../publication.ts";
import type { Limits } from "../policy.ts";

/** One publication as an attacker holds it, with the limits its withheld cells must keep. */
export interface Shown {
  readonly description: Pick<
    TableDescription,
    "kind" | "quantity" | "period" | "asOf" | "dimensions" | "range"
  >;
  readonly observations: readonly Observation[];
  readonly measures: DisclosureReport["measures"];
  /** How its numbers were changed; absent: they are as they were counted. */
  readonly altered?: DisclosureReport["altered"];
  readonly limits: Limits;
  /**
   * Whether a withheld row may be empty, as the publication's own policy says; absent: as its limits
   * say.
   */
  readonly zeros?: "eligible" | "published";
  /**
   * Between which whole numbers NUM ÷ DEN of every cell lies, where no range is declared. Assuming
   * that the world knows more than it does can only narrow what is found.
   */
  readonly bounds?: { readonly min: number; readonly max: number };
  /** Between two possible values of each side, where it is more than 1. */
  readonly steps?: Readonly<Record<"num" | "den" | "rest", number>>;
  /**
   * True figures of the rows whose sums must stay unknown in proportion to them. Only the member
   * that protects the table has them.
   */
  readonly truth?: ReadonlyMap<number, { readonly num: number; readonly den: number }>;
}

/** Whether readers have no number for this observation. */
export function isUnknown(observation: Observation): boolean {
  return observation.num === null || observation.den === null;
}

/** A short name of a publication for reports: `ATT_CHRONIC 1.0.0, 2025/2026, by SEX × GRADE`. */
export function publicationName(
  description: Pick<TableDescription, "metric" | "metricVersion" | "period" | "dimensions">,
): string {
  const { metric, metricVersion, period, dimensions } = description;
  const by = dimensions.map(({ id }) => id).join(" × ");
  return `${metric} ${metricVersion}, ${period}${by === "" ? "" : `, by ${by}`}`;
}
