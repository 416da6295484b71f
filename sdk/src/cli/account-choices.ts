/** What an officer could choose instead, in words. */
import type { Account, Rounded } from "../protect/alternatives/account.ts";
import type { Coarsening } from "../protect/alternatives/coarser.ts";
import type { Proposal } from "../protect/alternatives/propose.ts";
import type { LevelErrors } from "../protect/rounding/round-table.ts";
import type { ReviewBlock } from "../publish/review-part.ts";
import { cellsText, levelText, number, shareText } from "./account-words.ts";
import type { Telling, ToCompute } from "./account-words.ts";

/** Coarser tables that lose less, what is not to be had or was not tried, and what needs another table. */
export function proposalBlocks(
  { proposals, lost: now }: Account,
  telling: Telling,
): readonly ReviewBlock[] {
  const safe = proposals.filter((own) => own.outcome === "safe");
  const isTried = proposals.some(({ outcome }) => outcome !== "not-tried");
  const tried = isTried
    ? "None of the coarser tables that were tried loses less."
    : "No coarser table was tried to the end.";
  const none =
    proposals.length === 0
      ? "The table cannot be made coarser: it has no dimension, level or code to give up."
      : tried;
  return [
    safe.length === 0
      ? { kind: "text", text: none }
      : {
          kind: "text",
          text: `Each of these was protected and proven safe; what shows most again for the detail given up comes first. Now ${shareText(now.contributors)} of the contributors are in finest cells without a number.`,
        },
    ...(safe.length === 0 ? [] : [{ kind: "list", items: safe.map(safeText) } as const]),
    ...othersOf(proposals, telling.seconds),
    ...telling.toCompute.flatMap(computeBlocks),
  ];
}

function safeText({ gives, lost }: Extract<Proposal, { outcome: "safe" }>): string {
  const { withheld, cells, contributors } = lost;
  const left =
    withheld === 0
      ? "nothing withheld"
      : `${number(withheld)} of ${number(cells)} cells withheld (${shareText({ all: cells, unseen: withheld })})`;
  const drafts =
    gives.kind === "period" ? "; a draft is of one school year, so agree on it first" : "";
  return `${givesText(gives)}: ${left}, ${shareText(contributors)} of the contributors unseen${drafts}`;
}

/** What was tried in vain, and what was not tried: never silently. */
function othersOf(proposals: readonly Proposal[], seconds: number): readonly ReviewBlock[] {
  const vain = proposals.flatMap((own) => {
    if (own.outcome === "no-gain") {
      return [`${givesText(own.gives)}: proven safe, but loses no less.`];
    }
    return own.outcome === "refused" ? [`${givesText(own.gives)}: refused. ${own.reason}`] : [];
  });
  const late = proposals.flatMap(({ outcome, gives, cells }) =>
    outcome === "not-tried" ? [`${givesText(gives)} (${cellsText(cells)})`] : [],
  );
  return [
    ...titled("Not to be had:", vain),
    ...titled(
      `NOT tried to the end, because ${seconds} seconds were over (--seconds gives more):`,
      late,
    ),
  ];
}

function titled(text: string, items: readonly string[]): readonly ReviewBlock[] {
  return items.length === 0
    ? []
    : [
        { kind: "text", text },
        { kind: "list", items },
      ];
}

function computeBlocks({ gives, commands }: ToCompute): readonly ReviewBlock[] {
  const text = {
    area: "A coarser area cannot be made from these cells. It can be tried by computing it:",
    period:
      "A longer period cannot be made from the cells of one. It can be tried by computing another school year the same way, and naming both:",
  }[gives];
  return [
    { kind: "text", text },
    { kind: "commands", lines: commands },
  ];
}

function givesText(gives: Coarsening): string {
  switch (gives.kind) {
    case "dimension":
      return `Without ${gives.dimension}`;
    case "level":
      return gives.height === 0
        ? `Without the finest codes of ${gives.dimension}`
        : `Without the level of ${gives.dimension} ${gives.height} above its finest codes`;
    case "parts":
      return `${gives.dimension} without the parts of ${listed(gives.codes)}, which are mostly withheld`;
    case "merged":
      return `With ${gives.codes.join(" and ")} of ${gives.dimension} as one`;
    case "period":
      return `With ${gives.periods.join(" and ")} as one period`;
  }
}

function listed(codes: readonly string[]): string {
  const named = codes.slice(0, 5).join(", ");
  return codes.length > 5 ? `${named} and ${codes.length - 5} more` : named;
}

/** Rounding as a comparison. */
export function roundedBlocks(rounded: Rounded | null): readonly ReviewBlock[] {
  switch (rounded?.outcome) {
    case undefined:
    case "not-tried":
      return [{ kind: "text", text: "Not tried: the time was over." }];
    case "refused":
      return [
        { kind: "text", text: `Not to be had. ${rounded.reason}` },
        ...(rounded.errors === undefined
          ? []
          : [
              {
                kind: "text",
                text: `For comparison, how far figures rounded to ${rounded.base} would be from the truth:`,
              } as const,
              errorsTable(rounded.errors),
            ]),
      ];
    case "safe":
      return [
        {
          kind: "text",
          text: `Nothing would be withheld, and counts of 1 to ${rounded.base - 1} in finest cells would be shown as 0 or ${rounded.base}. How far figures would be from the truth:`,
        },
        errorsTable(rounded.errors),
        {
          kind: "text",
          text: `To choose it, the policy says "method": {"kind": "round", "base": ${rounded.base}}.`,
        },
      ];
  }
}

/** How far changed numbers are from the true ones. */
export function movedBlocks(moved: readonly LevelErrors[]): readonly ReviewBlock[] {
  return [
    {
      kind: "text",
      text: "Nothing is withheld. From what was counted, figures of this draft are off by:",
    },
    errorsTable(moved),
  ];
}

function errorsTable(errors: readonly LevelErrors[]): ReviewBlock {
  return {
    kind: "table",
    heads: ["Off by", "numerator", "at most", "denominator", "at most"],
    rows: errors.map(({ level, num, den }) => [
      levelText(level),
      num.mean.toFixed(2),
      number(num.greatest),
      den.mean.toFixed(2),
      number(den.greatest),
    ]),
  };
}
