import type { CellTable } from "../../cells.ts";
import { passed } from "../../dataset.ts";
import { RefusedError } from "../../errors.ts";
import type { ObservationTable, Policy, Protected } from "../../publication.ts";
import { familiesOf } from "../margins.ts";
import type { Means } from "../methods/change-table.ts";
import { refuseOtherMethods } from "../methods/year.ts";
import { strictest } from "../policy.ts";
import { protect } from "../protect.ts";
import { inCohorts, tableInCohorts } from "./cohorts.ts";
import { sortedBy } from "./earlier-moments.ts";
import type { Earlier } from "./earlier-moments.ts";
import { judgeChanged } from "./judge-changed.ts";
import { seenIn } from "./ledger.ts";
import type { Ledger } from "./ledger.ts";
import { atMoment } from "./moment.ts";
import { knownBefore, placeIn } from "./numbers.ts";
import { isOfWhole, objectionTo, options, tooClose } from "./objection.ts";
import type { Objection } from "./objection.ts";
import { unknownRelation } from "./relation.ts";
import { namesOf } from "./verdict.ts";
import type { Judgement, Unfit } from "./verdict.ts";
import { givenAway } from "./witness.ts";

/** What a judgement takes into account besides what the member published. */
export interface Circumstances extends Means {
  readonly besides?: Besides | undefined;
}

/** What others published about the same people. */
export interface Besides {
  /** In the coordinates of the new table, as far as they share its unknowns. */
  readonly tables: readonly ObservationTable[];
  /** By name, for the report. */
  readonly names: readonly string[];
  /** What they say against the protected table. */
  readonly objection: (safe: Protected) => Promise<Objection | null>;
}

const nobody: Besides = { tables: [], names: [], objection: () => Promise.resolve(null) };

/** What a table is judged by. */
interface Around extends Earlier {
  readonly besides: Besides;
}

/** Judges a new table by everything in the ledger, withdrawn figures included. */
export async function judge(table: CellTable, policy: Policy, ledger: Ledger): Promise<Judgement> {
  return judgeWithCost(table, policy, seenIn(ledger));
}

/** Judges a new table by a list of publications, and finds out what they cost it. */
export async function judgeWithCost(
  table: CellTable,
  policy: Policy,
  history: readonly ObservationTable[],
  circumstances: Circumstances = {},
): Promise<Judgement> {
  const judgement = await judgeAfter(table, policy, history, circumstances);
  const isFirst = history.length === 0 && circumstances.besides === undefined;
  if (judgement.verdict !== "pass" || isFirst) return judgement;
  // Where numbers are changed none is withheld for the sake of earlier ones, and drawing again would cost.
  if (judgement.safe.report.altered !== undefined) return judgement;
  const hidden = judgement.safe.observations.filter(({ num }) => num === null);
  if (hidden.length === 0) return judgement;
  const alone = await protect(table, policy, []);
  const hiddenAlone = new Set(
    alone.observations.filter(({ num }) => num === null).map(({ codes }) => JSON.stringify(codes)),
  );
  const cells = hidden
    .filter(({ codes }) => !hiddenAlone.has(JSON.stringify(codes)))
    .map(({ codes }) => codes);
  if (cells.length === 0) return judgement;
  return { verdict: "pass-after-withholding", safe: judgement.safe, cells };
}

/** The same after a list of publications, without asking what the history cost. */
export async function judgeAfter(
  table: CellTable,
  policy: Policy,
  history: readonly ObservationTable[],
  { besides = nobody, ...means }: Circumstances = {},
): Promise<Exclude<Judgement, { verdict: "pass-after-withholding" }>> {
  const unknown = unknownRelation(table, history);
  if (unknown !== null) return unknown;
  const { method } = strictest(policy, table.description);
  if (method.kind !== "suppress") {
    return judgeChanged(table, policy, [...history, ...besides.tables], means);
  }
  const own = sortedBy(table, history);
  const earlier = {
    ...own,
    same: [...own.same, ...besides.tables.map((view) => atMoment(view))],
    besides,
  };
  try {
    refuseOtherMethods(table, method, history);
    const found = await released(table, policy, earlier);
    if ("verdict" in found) return found;
    const names = [...namesOf(history), ...besides.names];
    return { verdict: "pass", safe: named(found, table, names) };
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    const given = await givenAway(earlier.same, policy);
    const publications = [...namesOf(history), ...besides.names];
    const witness = { reason: error.message, ...given, publications };
    return { verdict: "refuse", witness, options: [error.remedy, ...options] };
  }
}

/** A way to go about a release: what is withheld to begin with, and whether more may be. */
interface Attempt {
  readonly also: readonly boolean[];
  readonly mayWiden: boolean;
}

/**
 * Where it is known how little changes, what was withheld on another day or in another school year may
 * be shown again if all of them together still prove safe; else it stays withheld, wherever readers
 * know its people again.
 */
async function released(
  table: CellTable,
  policy: Policy,
  earlier: Around,
): Promise<Protected | Unfit> {
  const { changeMax } = strictest(policy, table.description);
  const inYears = changeMax === null ? [] : withheldInYears(table, earlier.years);
  const frozen = withheldOnOtherDays(table, earlier).map((is, row) => is || inYears[row] === true);
  if (changeMax !== null && frozen.some(Boolean)) {
    const thawed = { also: frozen.map(() => false), mayWiden: false };
    const found = await attempted(table, policy, earlier, thawed);
    if (!("verdict" in found)) return found;
  }
  return attempted(table, policy, earlier, { also: frozen, mayWiden: true });
}

/** Rounds of withholding more before a table is given up. */
const roundsMax = 30;

/**
 * Protects a table and withholds more until no other day or school year gives anything away. What
 * cannot be withheld, because it is empty or public already, ends the attempt.
 */
async function attempted(
  table: CellTable,
  policy: Policy,
  earlier: Around,
  attempt: Attempt,
): Promise<Protected | Unfit> {
  const also = [...attempt.also];
  let unfit = (): Unfit => tooClose(table, earlier, []);
  for (let round = 0; round < roundsMax; round += 1) {
    const safe = await protect(atMoment(table), policy, earlier.same, { also });
    const objection =
      (await objectionTo(safe, table, policy, earlier)) ?? (await earlier.besides.objection(safe));
    if (objection === null) return safe;
    unfit = objection.unfit;
    if (!attempt.mayWiden || isHopeless(objection, table, also)) break;
    for (const row of objection.rows) also[row] = true;
  }
  return unfit();
}

/** Whether to withhold more does not help. */
function isHopeless(
  { rows, isSmallGroup }: Objection,
  table: CellTable,
  also: readonly boolean[],
): boolean {
  const isStuck = rows.some((row) => also[row] === true || row >= table.cells.length);
  return rows.length === 0 || isStuck || (isSmallGroup && isOfWhole(table, rows));
}

/** What was withheld on another day of the school year stays withheld: few have changed since. */
function withheldOnOtherDays(
  { description, cells }: CellTable,
  { before }: Pick<Earlier, "before">,
): boolean[] {
  const families = familiesOf([description, ...before.map((one) => one.table.description)]);
  const known = knownBefore(before, families);
  return cells.map(({ codes }) => {
    const place = placeIn(description.dimensions, codes, families);
    return known.some((one) =>
      Object.values(description.quantity).some((hash) => one.isWithheld(hash, place)),
    );
  });
}

/** The same of other school years, by cohorts. */
function withheldInYears(
  { description, cells }: CellTable,
  years: readonly ObservationTable[],
): readonly boolean[] {
  const now = inCohorts(description, cells);
  return withheldOnOtherDays(
    {
      description: now.description,
      cells: cells.map((cell, row) => ({ ...cell, codes: now.codes[row] ?? {} })),
    },
    { before: years.map((table) => ({ table: tableInCohorts(table), isCorrected: false })) },
  );
}

/** The protected table under its own period, with everything that it was judged by. */
function named(safe: Protected, { description }: CellTable, history: readonly string[]): Protected {
  return passed("protected", {
    ...safe,
    description: { ...safe.description, period: description.period },
    report: { ...safe.report, audit: { ...safe.report.audit, history } },
  });
}
