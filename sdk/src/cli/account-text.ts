/** What an officer may know of a draft, in words. */
import type { Account, Narrow } from "../protect/alternatives/account.ts";
import type { Coarsening } from "../protect/alternatives/coarser.ts";
import type { Hidden } from "../protect/alternatives/loss.ts";
import { cellName } from "../protect/margins.ts";
import type { Fact } from "../publish/review-text.ts";

/** The account as facts of a review, in the order in which an officer asks. */
export function accountFacts(account: Account): readonly Fact[] {
  const { reasons, hidden, narrowest, proposals } = account;
  return [
    ...Object.entries(reasons)
      .toSorted(([one], [other]) => order.indexOf(one) - order.indexOf(other))
      .map(([reason, count]): Fact => [
        "Withheld",
        `${count} ${count === 1 ? "cell" : "cells"}: ${reasonTexts[reason]}`,
      ]),
    ["Lost", hiddenText(hidden)],
    ...narrowest.map((narrow): Fact => ["An attacker finds", narrowText(narrow)]),
    ...(hidden.withheld > 0 && proposals.length === 0
      ? [["Alternative", "none of the coarser tables that were tried loses less"] as const]
      : proposals.map(({ gives, hidden: less }): Fact => [
          "Alternative, proven safe",
          `${givesText(gives)}: ${hiddenText(less)}`,
        ])),
  ];
}

const reasonTexts: Readonly<Record<string, string>> = {
  contributors: "too few people or organisations are behind it",
  homogeneous: "everyone, or no one, in the group has the attribute, up to a few",
  complement: "too few in the group are without the attribute",
  "scale-end": "the mean is too near to an end of its scale",
  dominance: "one or a few contribute most of the sum",
  schools: "too few schools are behind it",
  "not-zero": "there is something to divide and nothing to divide it by",
  complementary: "withheld so that others cannot be worked out",
} satisfies Record<keyof Account["reasons"], string>;

/** First what forbids a cell itself. */
const order = Object.keys(reasonTexts);

function hiddenText({ cells, withheld, contributors, unseen }: Hidden): string {
  const share = contributors === 0 ? "0" : ((100 * unseen) / contributors).toFixed(1);
  return `${withheld} of ${cells} cells withheld; ${share} % of all contributors are in a finest cell without a number`;
}

const sideTexts: Readonly<Record<string, string>> = {
  num: "the numerator",
  den: "the denominator",
  rest: "the denominator less the numerator",
};

function narrowText({ codes, side, interval: { least, most, exact } }: Narrow): string {
  const ends = most === null ? `${least} or more` : `between ${least} and ${most}`;
  const known = exact ? "is" : "can at least be anything that was tried";
  return `${cellName(codes)}: ${sideTexts[side] ?? side} ${known} ${ends}`;
}

function givesText(gives: Coarsening): string {
  switch (gives.kind) {
    case "dimension":
      return `without ${gives.dimension}`;
    case "level":
      return gives.height === 0
        ? `without the finest codes of ${gives.dimension}`
        : `without the codes ${gives.height} above the finest of ${gives.dimension}`;
    case "merged":
      return `with ${gives.codes.join(" and ")} of ${gives.dimension} as one`;
  }
}
