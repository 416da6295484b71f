import type { CellTable } from "../../cells.ts";
import { InputError } from "../../errors.ts";
import type { ObservationTable } from "../../publication.ts";
import { openDeviations } from "../rounding/deviation.ts";
import type { LevelErrors } from "../rounding/round-table.ts";
import { levelling, lostIn, placing } from "./lost.ts";
import type { Lost } from "./lost.ts";
import type { Attack } from "./narrowest.ts";
import { unlikeFirst } from "./pooled.ts";
import { proposals } from "./propose.ts";
import type { Proposal } from "./propose.ts";
import type { Answer, Run } from "./task.ts";
import { withheldCells } from "./why.ts";
import type { WithheldCell } from "./why.ts";

/** What the officer who signs may know of a draft and its readers may not. Confidential. */
export interface Account {
  /** Every withheld cell and why it is. */
  readonly withheld: readonly WithheldCell[];
  readonly lost: Lost;
  /**
   * Cells withheld to protect others, and the least that any safe choice must withhold so: null where
   * it was not worked out in time, or cannot be.
   */
  readonly complementary: { readonly cells: number; readonly least: number | null };
  /** Null when it did not end in time. */
  readonly attack: Attack | null;
  /** Empty where nothing is withheld. */
  readonly proposals: readonly Proposal[];
  /** Rounding small counts instead of withholding: how far figures would be off. Null where nothing is withheld. */
  readonly rounded: Rounded | null;
  /** How far the numbers that the draft shows are from those that were counted; null where they are the same. */
  readonly moved: readonly LevelErrors[] | null;
}

/** Rounding as a comparison. */
export type Rounded =
  | { readonly outcome: "safe"; readonly base: number; readonly errors: readonly LevelErrors[] }
  | {
      readonly outcome: "refused";
      readonly reason: string;
      /** Absent where the table cannot be rounded at all. */
      readonly base?: number;
      readonly errors?: readonly LevelErrors[];
    }
  | { readonly outcome: "not-tried" };

/** What the account is of. */
export interface Accountable {
  /** The cells that were protected, in any order with the same breakdown in other periods. */
  readonly tables: readonly CellTable[];
  readonly draft: ObservationTable;
  readonly history: readonly ObservationTable[];
}

/** Withheld cells up to which the true ends of all intervals are searched for. */
export const exactMax = 400;

/**
 * Why cells of a draft are withheld, what an attacker can still find out from it together with
 * everything published before, what is lost, and what would lose less. What `run` gives up is said
 * to have been given up.
 *
 * @throws InputError when none of the tables is what the draft was made of, or one is of something else.
 */
export async function accountOf(
  { tables, draft, history }: Accountable,
  run: Run,
): Promise<Account> {
  const table = ownOf(tables, draft);
  const others = tables.filter((other) => other !== table);
  requireAlike(table, others);
  const { policy, altered } = draft.report;
  const { observations } = draft;
  const withheld = altered === undefined ? withheldCells(table, draft, history) : [];
  const lost = lostIn(table, observations);
  const cells = withheld.filter(({ why }) => why === "complementary").length;
  const own = { table, policy, history };
  const attacking = (exact: boolean): Promise<Answer> =>
    run(() => ({ kind: "attack", draft, history, exact }));
  if (withheld.length === 0) {
    const attack = attackIn([await attacking(false)]);
    const none = { proposals: [], rounded: null, complementary: { cells, least: 0 } };
    return { withheld, lost, attack, ...none, moved: movedIn(table, draft) };
  }
  // In this order they are tried while there is time.
  const [quick, rounded, found, whole, least] = await Promise.all([
    attacking(false),
    run(() => ({ kind: "round", ...own })),
    proposals({ ...own, others, observations }, lost, run),
    withheld.length <= exactMax ? attacking(true) : null,
    run(() => ({ kind: "least", ...own })),
  ]);
  return {
    ...{ withheld, lost, proposals: found, moved: null },
    complementary: { cells, least: least.kind === "least" ? least.least : null },
    attack: attackIn([whole, quick]),
    rounded: roundedIn(rounded),
  };
}

/** The first attack that ended. */
function attackIn(answers: readonly (Answer | null)[]): Attack | null {
  for (const answer of answers) if (answer?.kind === "attack") return answer.attack;
  return null;
}

function roundedIn(answer: Answer): Rounded {
  if (answer.kind === "refused") return { outcome: "refused", reason: answer.reason };
  if (answer.kind !== "round") return { outcome: "not-tried" };
  const { base, errors, refusal } = answer;
  return refusal === null
    ? { outcome: "safe", base, errors }
    : { outcome: "refused", reason: refusal, base, errors };
}

/** The table that the draft was made of. */
function ownOf(tables: readonly CellTable[], draft: ObservationTable): CellTable {
  const unlike = tables.map((table) => unlikeDraft(table, draft));
  const own = tables[unlike.indexOf(null)];
  if (own !== undefined) return own;
  throw new InputError(
    `These are not the cells that the draft was made of: ${unlike[0] ?? "there are none"}.`,
    "Give the file that edufed protect read, or protect these cells again.",
  );
}

function unlikeDraft(table: CellTable, draft: ObservationTable): string | null {
  const [own, theirs] = [table.description, draft.description];
  const ids = (of: typeof own): string => of.dimensions.map(({ id }) => id).join(", ");
  if (own.metric !== theirs.metric) return `they are of ${own.metric}, it is of ${theirs.metric}`;
  if (own.formalHash !== theirs.formalHash) return "their metric is defined otherwise";
  if (own.period !== theirs.period || own.asOf !== theirs.asOf) {
    return `they are of ${whenOf(own)}, it is of ${whenOf(theirs)}`;
  }
  if (ids(own) !== ids(theirs)) {
    return `they are cut by ${ids(own) || "nothing"}, it is cut by ${ids(theirs) || "nothing"}`;
  }
  if (JSON.stringify(own.parameters) !== JSON.stringify(theirs.parameters)) {
    return "they were counted with other parameters";
  }
  return agrees(table, draft) ? null : "its numbers are not theirs";
}

function whenOf({ period, asOf }: CellTable["description"]): string {
  return asOf === undefined ? period : `${period} as of ${asOf}`;
}

/** Whether what is shown is what was counted, as far as the draft says that it is. */
function agrees({ description, cells }: CellTable, draft: ObservationTable): boolean {
  const place = placing(description.dimensions);
  const shown = new Map(draft.observations.map((own) => [place(own.codes), own]));
  const isAltered = draft.report.altered !== undefined;
  return cells.every(({ codes, num, den }) => {
    const own = shown.get(place(codes));
    if (isAltered) return own !== undefined;
    // Combinations that nobody is in need no row.
    if (own === undefined) return num === 0 && den === 0;
    return own.num === null || (own.num === num && own.den === den);
  });
}

function requireAlike(table: CellTable, others: readonly CellTable[]): void {
  for (const other of others) {
    const unlike = unlikeFirst(table, other);
    if (unlike === null) continue;
    throw new InputError(
      `Two of the files of cells do not belong together: one has ${unlike}.`,
      "Give the same metric and dimensions for different school years.",
    );
  }
}

/** How far the numbers of a draft whose numbers were changed are from the true ones, by level. */
function movedIn(
  { description, cells }: CellTable,
  { observations, report }: ObservationTable,
): readonly LevelErrors[] | null {
  if (report.altered === undefined) return null;
  const place = placing(description.dimensions);
  const levelOf = levelling(description.dimensions);
  const shown = new Map(observations.map((own) => [place(own.codes), own]));
  const levels = new Map<number, Record<"num" | "den", ReturnType<typeof openDeviations>>>();
  for (const { codes, num, den } of cells) {
    const own = shown.get(place(codes));
    if (own === undefined || own.num === null || own.den === null) continue;
    const level = levelOf(codes);
    const sums = levels.get(level) ?? { num: openDeviations(), den: openDeviations() };
    levels.set(level, sums);
    sums.num.add(num, own.num);
    sums.den.add(den, own.den);
  }
  return [...levels]
    .toSorted(([one], [other]) => one - other)
    .map(([level, { num, den }]) => ({ level, num: num.deviation(), den: den.deviation() }));
}
