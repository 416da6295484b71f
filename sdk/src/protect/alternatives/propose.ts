import type { CellTable } from "../../cells.ts";
import type { ObservationTable, Policy } from "../../publication.ts";
import { coarserTables } from "./coarser.ts";
import type { Coarsening } from "./coarser.ts";
import { withheldIn } from "./lost.ts";
import type { Lost } from "./lost.ts";
import { publishedAlone } from "./pooled.ts";
import { promising, regained } from "./promise.ts";
import type { Candidate } from "./promise.ts";
import type { Answer, Run } from "./task.ts";

/** A coarser table and what became of it. */
export type Proposal = { readonly gives: Coarsening; readonly cells: number } & (
  | /** Protected, proven safe, and fewer contributors are in finest cells without a number. */
    { readonly outcome: "safe"; readonly lost: Lost }
  /** Protected and proven safe, and hides as much. */
  | { readonly outcome: "no-gain"; readonly lost: Lost }
  /** It cannot be proven safe; why, in a sentence. */
  | { readonly outcome: "refused"; readonly reason: string }
  /** The time was over before it was proven, or before it was its turn. */
  | { readonly outcome: "not-tried" }
);

/** What proposals start from. */
export interface Draft {
  readonly table: CellTable;
  /** The same breakdown in other periods. */
  readonly others: readonly CellTable[];
  readonly policy: Policy;
  readonly history: readonly ObservationTable[];
  /** As the draft shows the table. */
  readonly observations: ObservationTable["observations"];
}

/**
 * What could be published instead so that fewer contributors are in cells without a number, each
 * protected and audited together with the same history. Those that lose less come first, by what
 * they regain for the detail that they give up; then those that do not, that cannot be proven safe,
 * and that were not tried. Small tables have their turn first, then the most promising.
 */
export async function proposals(
  { table, others, policy, history, observations }: Draft,
  now: Lost,
  run: Run,
): Promise<readonly Proposal[]> {
  const coarser = coarserTables(table, withheldIn(table, observations), others);
  const candidates = inTurn(promising(table, policy, coarser));
  const alone = publishedAlone([table, ...others], history);
  const found = await Promise.all(
    candidates.map(async (candidate) => {
      const { gives, make, cells } = candidate;
      if (gives.kind === "period" && alone.length > 0) {
        return {
          candidate,
          proposal: { gives, cells, outcome: "refused", reason: left(alone) } as const,
        };
      }
      const answer = await run(() => ({ kind: "protect", table: make(), policy, history }));
      return { candidate, proposal: { gives, cells, ...outcomeOf(answer, now) } };
    }),
  );
  const order = ({ proposal }: (typeof found)[number]): number =>
    outcomes.indexOf(proposal.outcome);
  return found
    .toSorted((a, b) => order(a) - order(b) || worth(b, now) - worth(a, now))
    .map(({ proposal }) => proposal);
}

/** Cells of a table that takes hardly any time. */
const quickCellsMax = 5000;

/** Those that take hardly any time, then the others; of both the most promising first. */
function inTurn(candidates: readonly Candidate[]): readonly Candidate[] {
  return [
    ...candidates.filter(({ cells }) => cells <= quickCellsMax),
    ...candidates.filter(({ cells }) => cells > quickCellsMax),
  ];
}

const outcomes: readonly Proposal["outcome"][] = ["safe", "no-gain", "refused", "not-tried"];

function outcomeOf(
  answer: Answer,
  now: Lost,
):
  | { readonly outcome: "safe" | "no-gain"; readonly lost: Lost }
  | { readonly outcome: "refused"; readonly reason: string }
  | { readonly outcome: "not-tried" } {
  if (answer.kind === "refused") return { outcome: "refused", reason: answer.reason };
  if (answer.kind !== "protect") return { outcome: "not-tried" };
  const { lost } = answer;
  const isLess = lost.contributors.unseen < now.contributors.unseen;
  return { outcome: isLess ? "safe" : "no-gain", lost };
}

/** The part of hidden contributors that readers see again, less the part of the detail given up. */
function worth(
  { candidate, proposal }: { readonly candidate: Candidate; readonly proposal: Proposal },
  now: Lost,
): number {
  if (!("lost" in proposal)) return candidate.promise;
  const { contributors } = proposal.lost;
  return regained(now.contributors.unseen, contributors.unseen) - candidate.price;
}

function left(alone: readonly string[]): string {
  return `${alone.join(" and ")} is published already: subtracted from all of them, it leaves the others.`;
}
