import { UsageError } from "../../errors.ts";

/** How numbers are rounded. */
export type RoundingRule =
  /** Small inner counts to 0 or the base, whichever keeps all figures nearest to the truth. */
  | { readonly rule: "nearest"; readonly base: number; readonly seed?: number }
  /** Small inner counts to 0 or the base, at random, so that every figure is right on average. */
  | { readonly rule: "unbiased"; readonly base: number; readonly secret: Uint8Array }
  /** Every inner count to the middle of its band of `base` whole numbers; 0 stays 0. */
  | { readonly rule: "midpoint"; readonly base: number };

/** What a publication says about its rounding; nothing in it depends on a number of the table. */
export interface RoundingStatement {
  readonly rule: RoundingRule["rule"];
  readonly base: number;
  /** For the report of a publication. */
  readonly method: string;
  readonly promises: readonly string[];
  readonly limits: readonly string[];
}

/** Shortest secret that chance may rest on, in bytes. */
const secretBytesMin = 16;

/** @throws UsageError when the rule cannot be followed. */
export function checkRule(rule: RoundingRule): void {
  if (!Number.isSafeInteger(rule.base) || rule.base < 2 || rule.base > 1000) {
    throw new UsageError(
      "The base of rounding is a whole number from 2 to 1000.",
      "Take the fewest contributors of the policy, or one more.",
    );
  }
  if (rule.rule === "unbiased" && rule.secret.length < secretBytesMin) {
    throw new UsageError(
      `The secret of unbiased rounding has at least ${secretBytesMin} bytes.`,
      "Give random bytes that are kept with the member's keys.",
    );
  }
  if (rule.rule === "nearest" && !Number.isSafeInteger(rule.seed ?? 0)) {
    throw new UsageError("The seed of rounding is a whole number.", "Leave it out, or give one.");
  }
}

/** What a rule promises and what it does not, in words for a data-protection officer. */
export function statementOf({ rule, base }: RoundingRule): RoundingStatement {
  const shared = { rule, base };
  const all = [
    "Numerators, denominators and what is between them add up over all margins, and no numerator of a share exceeds its denominator.",
  ];
  const never = [
    "A possible range is not a probability: knowledge from elsewhere can make one end of it likelier.",
    "What is counted twice in publications that are rounded apart from each other, or also published unrounded, is narrowed by both together.",
  ];
  switch (rule) {
    case "nearest":
    case "unbiased":
      return {
        ...shared,
        method: `additive rounding of inner counts below ${base} to 0 or ${base}, ${rule}`,
        promises: [
          ...all,
          `An inner count shown as 0 may be any from 0 to ${base - 1}, one shown as ${base} any from 1 to ${base}.`,
          "Margins are sums of what is shown and tell nothing more.",
          ...(rule === "unbiased"
            ? ["Every figure is right on average over the secret chance."]
            : []),
        ],
        limits: [
          `Inner counts above ${base} are shown as they are.`,
          ...(rule === "nearest"
            ? [
                "Single figures are not right on average: ones and twos go down more often than up.",
                "Who repeats the calculation may rule out some combinations of counts.",
              ]
            : ["Errors of margins grow with the number of small counts in them."]),
          ...never,
        ],
      };
    case "midpoint":
      return {
        ...shared,
        method: `inner counts at the middle of bands of ${base}, margins as their sums`,
        promises: [
          ...all,
          `Every inner count above 0 may be any of ${base} neighbouring whole numbers.`,
        ],
        limits: [
          "A count of 0 is shown as 0: that nobody of a group has the attribute is not hidden.",
          "Errors of margins grow with the number of cells in them, and margins are too low or too high on average.",
          ...never,
        ],
      };
  }
}
