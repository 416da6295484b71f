import { grounds } from "./checks.ts";
import type {
  Comparison,
  Dimensions,
  Ground,
  Question,
  Reason,
  Side,
  Verdict,
} from "./comparison.ts";
import { gravestFirst, noTotal, reasonOf, verdictOf } from "./reason-text.ts";
import { rowsAt } from "./rows.ts";

/**
 * May these figures stand side by side? A pure function of what the members published, so that
 * anyone who holds the publications reaches the same verdict.
 */
export function compare(
  question: Question,
  sides: readonly Side[],
  dimensions: Dimensions,
): Comparison {
  const { level, lost } = sharedLevel(question, sides, dimensions);
  const reasons = gravestFirst(
    [
      ...unpublished(question, sides),
      ...(sides.length > 1 ? grounds(question.metric, sides, dimensions) : []),
      ...lost,
    ].map((ground): Reason => reasonOf(ground)),
  );
  const verdict: Verdict = verdictOf(reasons);
  return {
    metric: question.metric.id,
    verdict,
    level,
    reasons,
    publications: sides.map(({ facts }) => facts.digest),
    rows: rowsAt({ level, members: question.members, verdict }, sides, dimensions),
    total: noTotal,
  };
}

function unpublished({ members }: Question, sides: readonly Side[]): readonly Ground[] {
  const published = new Set(sides.map(({ facts }) => facts.member));
  const missing = members.filter((member) => !published.has(member));
  return missing.length === 0 ? [] : [{ code: "not-published", members: missing, detail: [] }];
}

/** The finest level that every side can be cut by, and what was lost on the way from the one asked for. */
function sharedLevel(
  question: Question,
  sides: readonly Side[],
  dimensions: Dimensions,
): { readonly level: readonly string[]; readonly lost: readonly Ground[] } {
  const local = question.dimensions.filter(
    (id) => sides.length > 1 && dimensions.get(id)?.codeList === undefined,
  );
  const asked = question.dimensions.filter((id) => !local.includes(id));
  const lacking = (id: string): readonly string[] =>
    sides.filter((side) => !isCutBy(side, id)).map(({ facts }) => facts.member);
  const notShared = asked.filter((id) => lacking(id).length > 0);
  return {
    level: asked.filter((id) => !notShared.includes(id)),
    lost: [
      ...notShared.map((id): Ground => ({
        code: "dimension-not-shared",
        members: lacking(id),
        detail: [id],
      })),
      ...local.map((id): Ground => ({
        code: "codes-are-local",
        members: question.members,
        detail: [id],
      })),
    ],
  };
}

function isCutBy({ facts }: Side, id: string): boolean {
  return facts.dimensions.includes(id);
}
