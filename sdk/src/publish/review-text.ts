/** A review as text for a terminal. */
import type { Altered, AlteredError, ErrorFigures } from "../publication.ts";
import { partLines } from "./review-part.ts";
import type { ReviewPart } from "./review-part.ts";
import type { Review } from "./review.ts";

/** What stands above everything that readers must not know. */
export const confidentialTitle = "For you alone";
export const confidentialNotice =
  "What follows says more than readers may know: do not pass it on.";

/** The review as text, a fact a line; what only the officer may know comes last. */
export function reviewText(review: Review, confidential: readonly ReviewPart[] = []): string {
  const lines = facts(review).map(([name, fact]) => `${name}: ${fact}`);
  const more =
    confidential.length === 0
      ? []
      : [
          "",
          `${confidentialTitle}. ${confidentialNotice}`,
          ...confidential.flatMap((part) => partLines(part)),
        ];
  return [...lines, ...more, ""].join("\n");
}

export const verdictText: Readonly<Record<Review["verdict"], string>> = {
  "may-be-signed": "This draft may be signed.",
  "must-not-be-signed": "This draft must not be signed.",
};

/** A fact and what it is about. */
export type Fact = readonly [name: string, fact: string];

/** The facts of a review, in the order in which an officer asks. */
export function facts(review: Review): readonly Fact[] {
  const { counts, policy, altered } = review;
  return [
    ["Verdict", verdictText[review.verdict]],
    ...review.problems.map(({ code, message }): Fact => [`Problem ${code}`, message]),
    [
      "Publication",
      `${review.title}, ${review.member}, ${review.period}, number ${review.sequence}`,
    ],
    ["Cut by", review.dimensions.join(", ")],
    [
      "Cells",
      `${counts.cells}: ${counts.shown} shown, ${counts.withheld} withheld, ${counts.missing} without a value`,
    ],
    ["Coverage", review.coverage ?? "cannot be said"],
    ["Quality", review.gate],
    ...review.findings.map(({ severity, rule, records }): Fact => [
      "Finding",
      `${severity} ${rule} in ${records} records`,
    ]),
    [
      "Policy",
      `${policy.id} ${policy.version}: at least ${policy.contributorsMin} contributors (${policy.contributorsMinSensitive} for sensitive metrics)`,
    ],
    ...(altered === undefined ? [] : alteredFacts(altered)),
    ["Audit", auditText(review)],
    ...changesFacts(review),
    ...review.cautions.map((caution): Fact => ["Caution", caution]),
    ["Signatures", signaturesText(review)],
  ];
}

/** How numbers were changed: what was done, what that promises and where it ends. */
function alteredFacts(altered: Altered): readonly Fact[] {
  return [
    ["Numbers", alteredText(altered)],
    ...(altered.errors ?? []).map((error): Fact => ["Moved", errorText(error)]),
    ...altered.promises.map((promise): Fact => ["Promised", promise]),
    ...altered.limits.map((limit): Fact => ["Not promised", limit]),
  ];
}

function alteredText({ kind, base, deviationMax, variance, distribution, rho }: Altered): string {
  switch (kind) {
    case "round":
      return `not as they were counted: small counts are rounded to 0 or ${base ?? "a base"}, and sums add up`;
    case "cell-key": {
      const most = deviationMax === undefined ? "" : ` by at most ${deviationMax}`;
      const spread = variance === undefined ? "" : `, with a variance of ${variance}`;
      return `not as they were counted: each is moved${most}${spread}, alike wherever the same people are counted; sums do not add up`;
    }
    case "noise": {
      const from =
        distribution === undefined ? "" : ` from a discrete ${distributions[distribution]}`;
      const cost = rho === undefined ? "" : `; the table cost ${rho} of the privacy budget`;
      return `not as they were counted: random noise${from} was added to each; sums do not add up${cost}`;
    }
  }
}

const distributions = { gaussian: "Gaussian", laplace: "Laplace" } as const;

function errorText({ of, num, den }: AlteredError): string {
  return `the numerator ${figuresText(num)}, the denominator ${figuresText(den)} (${of})`;
}

function figuresText({ expectedAbsolute, within95, atMost }: ErrorFigures): string {
  const said = [
    ...(expectedAbsolute === undefined ? [] : [`by ${expectedAbsolute} on average`]),
    ...(within95 === undefined ? [] : [`by no more than ${within95} in 95 of 100 cells`]),
    ...(atMost === undefined ? [] : [`by ${atMost} at most`]),
  ];
  return said.length === 0 ? "without a bound" : said.join(" and ");
}

function auditText({ audit }: Review): string {
  if (!audit.provenSafe) return "not proven safe";
  const width = audit.widthMin === null ? "" : `; narrowest interval ${audit.widthMin}`;
  const { length } = audit.history;
  if (length === 0) return `proven safe; nothing was published before${width}`;
  const names = audit.history.slice(0, namesMax).join("; ");
  const more = length > namesMax ? `; ${length - namesMax} more` : "";
  const many = length === 1 ? "1 earlier publication" : `${length} earlier publications`;
  return `proven safe together with ${many} (${names}${more})${width}`;
}

/** Publications and cells that are named. */
const namesMax = 5;

/** What readers can compare with what they have seen. */
function changesFacts({ changes }: Review): readonly Fact[] {
  if (changes === null) return [["Changes", "first publication of these figures"]];
  const { sequence, newlyShown, newlyWithheld, otherValue, otherCells } = changes;
  const said: readonly (readonly [count: number, one: string, many: string])[] = [
    [newlyShown, "cell is shown that was not", "cells are shown that were not"],
    [newlyWithheld, "cell is withheld that was shown", "cells are withheld that were shown"],
    [otherValue, "cell has another value", "cells have another value"],
    [otherCells, "cell is new or gone", "cells are new or gone"],
  ];
  const told = said
    .filter(([count]) => count > 0)
    .map(([count, one, many]) => `${count} ${count === 1 ? one : many}`);
  return [
    [
      "Changes",
      `since publication number ${sequence} of the same figures: ${told.length === 0 ? "none" : told.join(", ")}`,
    ],
    ...namedFact("Newly shown", changes.named.newlyShown, newlyShown),
    ...namedFact("In vain", changes.named.newlyWithheld, newlyWithheld, inVain),
    ...namedFact("Other value", changes.named.otherValue, otherValue),
  ];
}

const inVain = "; readers keep the number that they have seen";

function namedFact(
  name: string,
  names: readonly string[],
  count: number,
  ending = "",
): readonly Fact[] {
  if (names.length === 0) return [];
  const more = count > names.length ? `; ${count - names.length} more` : "";
  return [[name, `${names.join("; ")}${more}${ending}`]];
}

function signaturesText({ signatures, checkersMin }: Review): string {
  const wanted = `${checkersMin} ${checkersMin === 1 ? "checker" : "checkers"}, then the publisher`;
  return signatures.length === 0
    ? `none yet; needed: ${wanted}`
    : `${signatures.join("; ")} (needed: ${wanted})`;
}
