/** What an officer may know of a draft, in words. */
import type { Account } from "../protect/alternatives/account.ts";
import { exactMax } from "../protect/alternatives/account.ts";
import type { Lost } from "../protect/alternatives/lost.ts";
import type { Attack, Narrow } from "../protect/alternatives/narrowest.ts";
import type { WithheldCell } from "../protect/alternatives/why.ts";
import type { ReviewBlock, ReviewPart } from "../publish/review-part.ts";
import { movedBlocks, proposalBlocks, roundedBlocks } from "./account-choices.ts";
import { cellsText, levelText, number, shareText } from "./account-words.ts";
import type { Telling } from "./account-words.ts";

/** The account as parts of a review, in the order in which an officer asks. */
export function accountParts(account: Account, telling: Telling): readonly ReviewPart[] {
  const { withheld, lost, attack, moved } = account;
  const parts: readonly ReviewPart[] = [
    { title: "Why cells are withheld", blocks: whyBlocks(withheld, telling) },
    { title: "What is lost", blocks: lostBlocks(lost, account.complementary) },
    {
      title: "What an attacker still finds",
      blocks: attackBlocks(attack, telling, "without a number"),
    },
    { title: "What would lose less", blocks: proposalBlocks(account, telling) },
    { title: "Rounding instead of withholding", blocks: roundedBlocks(account.rounded) },
  ];
  if (withheld.length > 0) return parts;
  if (moved !== null) {
    return [
      { title: "How far numbers were moved", blocks: movedBlocks(moved) },
      {
        title: "What an attacker still finds",
        blocks: attackBlocks(attack, telling, "whose numbers were changed"),
      },
    ];
  }
  return [
    {
      title: "Why cells are withheld",
      blocks: [{ kind: "text", text: "Nothing is withheld, so nothing is lost." }],
    },
  ];
}

/** Withheld cells that are named for each reason. */
const cellsNamedMax = 10;

function whyBlocks(withheld: readonly WithheldCell[], { nameOf }: Telling): readonly ReviewBlock[] {
  const items = order.flatMap((why) => {
    const own = withheld.filter((cell) => cell.why === why);
    if (own.length === 0) return [];
    const names = own.slice(0, cellsNamedMax).map(({ codes }) => nameOf(codes));
    const more = own.length > names.length ? `; ${number(own.length - names.length)} more` : "";
    return [`${cellsText(own.length)}: ${reasonTexts[why]} (${names.join("; ")}${more}).`];
  });
  return [{ kind: "list", items }];
}

const reasonTexts: Readonly<Record<WithheldCell["why"], string>> = {
  contributors: "fewer people or organisations than the policy asks",
  homogeneous: "everyone, or no one, in the group has the attribute, up to a few",
  complement: "too few in the group are without the attribute",
  "scale-end": "the mean is too near to an end of its scale",
  dominance: "one or a few contribute most of the sum",
  schools: "too few schools",
  "not-zero": "there is something to divide and nothing to divide it by",
  earlier: "withheld by an earlier publication too, which showing more now would open",
  complementary: "withheld only so that others cannot be worked out",
};

/** First what forbids a cell itself. */
const order = [
  "contributors",
  "homogeneous",
  "complement",
  "scale-end",
  "dominance",
  "schools",
  "not-zero",
  "earlier",
  "complementary",
] as const satisfies readonly WithheldCell["why"][];

function lostBlocks(lost: Lost, complementary: Account["complementary"]): readonly ReviewBlock[] {
  const rows = [
    ...lost.levels.map(({ level, cells, withheld }) => [
      levelText(level),
      number(withheld),
      number(cells),
      shareText({ all: cells, unseen: withheld }),
    ]),
    [
      "all cells",
      number(lost.withheld),
      number(lost.cells),
      shareText({ all: lost.cells, unseen: lost.withheld }),
    ],
  ];
  return [
    { kind: "table", heads: ["Cells", "withheld", "of", "share"], rows },
    { kind: "text", text: `${unseenText(lost)}. Wider cells that are shown still count them.` },
    { kind: "text", text: leastText(complementary) },
  ];
}

function unseenText({ contributors, num, den }: Lost): string {
  return `In finest cells without a number are ${shareText(contributors)} of the contributors, ${shareText(num)} of the numerators and ${shareText(den)} of the denominators`;
}

function leastText({ cells, least }: Account["complementary"]): string {
  const own = `${cellsText(cells)} ${cells === 1 ? "is" : "are"} withheld only to protect others`;
  if (least === null) {
    return `${own}. How few would do was not worked out: the time was over, or the table does not allow it.`;
  }
  const above = cells - least;
  if (above <= 0) return `${own}. No safe choice does with fewer.`;
  const share = least === 0 ? "" : `, ${((100 * above) / least).toFixed(1)} % above it`;
  return `${own}. It is proven that no safe choice does with fewer than ${number(least)}: ours is at most ${cellsText(above)}${share}.`;
}

function attackBlocks(
  attack: Attack | null,
  telling: Telling,
  /** The cells that must stay open, as a clause. */
  which: string,
): readonly ReviewBlock[] {
  const { earlier, seconds, nameOf } = telling;
  if (attack === null) {
    return [
      {
        kind: "text",
        text: `The attack did not end within ${seconds} seconds. edufed audit takes the time that it needs.`,
      },
      ...missingBlocks(earlier),
    ];
  }
  const { narrowest, obstacles } = attack;
  return [
    { kind: "text", text: verdictOf(attack, earlier.here, which) },
    ...(obstacles.length === 0 ? [] : [{ kind: "list", items: obstacles } as const]),
    ...missingBlocks(earlier),
    ...(narrowest.length === 0
      ? []
      : [
          { kind: "text", text: closestText(attack) } as const,
          { kind: "list", items: narrowest.map((own) => narrowText(own, nameOf)) } as const,
        ]),
  ];
}

function verdictOf(
  { safe, cells, open, obstacles }: Attack,
  earlier: number,
  which: string,
): string {
  const given =
    earlier === 0
      ? "From this draft alone"
      : `From this draft and ${earlier === 1 ? "1 earlier publication" : `${earlier} earlier publications`}`;
  if (safe) {
    return `${given}, an attacker who knows every rule can work out none of the ${cellsText(cells)} ${which} more closely than the policy allows.`;
  }
  if (open > 0) {
    return `${given}, ${number(open)} of ${cellsText(cells)} ${which} are NOT proven to stay open: do not sign.`;
  }
  const why = obstacles.length === 1 ? "one thing stands" : "these things stand";
  return `${given}, it cannot be said how safe the cells are; ${why} in the way:`;
}

/** Alternatives and attack are only as good as the history that they know. */
function missingBlocks({ here, draft }: Telling["earlier"]): readonly ReviewBlock[] {
  if (here >= draft) return [];
  return [
    {
      kind: "text",
      text: `The draft was proven together with ${draft} earlier ${draft === 1 ? "publication" : "publications"}, of which ${here} ${here === 1 ? "is" : "are"} here: what is said below may be too good. Run this in the member's workspace, or name the feed with --history.`,
    },
  ];
}

function closestText({ exact, narrowest, cells }: Attack): string {
  const named = `${narrowest.length === 1 ? "The number" : `The ${narrowest.length} numbers`} that can be worked out most closely`;
  if (exact) return `${named}:`;
  const why =
    cells > exactMax
      ? `with more than ${exactMax} withheld cells, ends are searched for only until they are far enough apart`
      : "there was no time to search for all ends";
  return `${named}, as far as was searched (${why}, so “at least” may be more):`;
}

const sideTexts: Readonly<Record<string, string>> = {
  num: "the numerator",
  den: "the denominator",
  rest: "the denominator less the numerator",
};

function narrowText(
  { codes, side, interval: { least, most, exact } }: Narrow,
  nameOf: Telling["nameOf"],
): string {
  const ends = most === null ? `${least} or more` : `anything from ${least} to ${most}`;
  const known = exact ? "is" : "can at least be";
  return `${nameOf(codes)}: ${sideTexts[side] ?? side} ${known} ${ends}`;
}
