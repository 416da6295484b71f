import type { CellTable } from "../../cells.ts";
import type { ObservationTable } from "../../publication.ts";
import { countedOtherwise } from "../audit/variants.ts";
import { unknownOverlaps } from "./extents.ts";
import { momentOf } from "./moment.ts";
import { nameOf, namesOf } from "./verdict.ts";
import type { Unfit } from "./verdict.ts";

/** What nobody can say from the tables: how two rules, or two divisions of one thing, are related. */
export function unknownRelation(
  { description }: CellTable,
  history: readonly ObservationTable[],
): Unfit | null {
  const ofYear = history.filter((one) => one.description.period === description.period);
  const other = ofYear.filter((one) => countedOtherwise([description, one.description]).length > 0);
  if (other.length > 0) {
    const reason = `${nameOf(description)} counts by different rules than what was published about the same school year: the difference is a group of its own.`;
    return {
      verdict: "refuse",
      witness: { reason, cells: [], publications: namesOf(other), numbers: [] },
      options: [
        "Use the parameters, the source and the definition of the earlier publication for this school year, and the new ones from the next one on.",
      ],
    };
  }
  const hashes = new Set(Object.values(description.quantity));
  const overlapping = ofYear
    .filter((one) => momentOf(one.description) === momentOf(description))
    .filter(({ description: { quantity } }) =>
      Object.values(quantity).some((hash) => hashes.has(hash)),
    )
    .filter((one) => unknownOverlaps([description, one.description]).length > 0);
  const [first] = overlapping;
  if (first === undefined) return null;
  const divided = unknownOverlaps([description, first.description]).join(", ");
  return {
    verdict: "refuse",
    witness: {
      reason: `${nameOf(description)} and earlier publications divide ${divided} in two ways, and how these overlap is in no table.`,
      cells: [],
      publications: namesOf(overlapping),
      numbers: [],
    },
    options: [
      "List the finest codes in both, such as the schools of every area, and publish the finest table first.",
      "Publish one of the two divisions only.",
    ],
  };
}
