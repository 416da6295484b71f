import type { CellTable } from "../../cells.ts";
import { passed } from "../../dataset.ts";
import { RefusedError } from "../../errors.ts";
import type { ObservationTable, Policy, Protected } from "../../publication.ts";
import { audit } from "../audit/audit.ts";
import { cellName, familiesOf, totalOf } from "../margins.ts";
import { strictest } from "../policy.ts";
import { protect } from "../protect.ts";
import { smallDifferences } from "./differences.ts";
import type { Differing } from "./differences.ts";
import { sortedBy } from "./earlier-moments.ts";
import type { Earlier } from "./earlier-moments.ts";
import { jointly, neighboursOf } from "./jointly.ts";
import { seenIn } from "./ledger.ts";
import type { Ledger } from "./ledger.ts";
import { atMoment } from "./moment.ts";
import { knownBefore, placeIn } from "./numbers.ts";
import { unknownRelation } from "./relation.ts";
import { withVacated } from "./vacated.ts";
import { nameOf, namesOf } from "./verdict.ts";
import type { CellCodes, Judgement, Unfit } from "./verdict.ts";

/** Judges a new table by everything in the ledger, withdrawn figures included. */
export async function judge(table: CellTable, policy: Policy, ledger: Ledger): Promise<Judgement> {
  const history = seenIn(ledger);
  const judgement = await judgeAfter(table, policy, history);
  if (judgement.verdict !== "pass" || history.length === 0) return judgement;
  const alone = await protect(table, policy, []);
  const hiddenAlone = new Set(
    alone.observations.filter(({ num }) => num === null).map(({ codes }) => JSON.stringify(codes)),
  );
  const cells = judgement.safe.observations
    .filter(({ num, codes }) => num === null && !hiddenAlone.has(JSON.stringify(codes)))
    .map(({ codes }) => codes);
  if (cells.length === 0) return judgement;
  return { verdict: "pass-after-withholding", safe: judgement.safe, cells };
}

/** The same after a list of publications, without asking what the history cost. */
export async function judgeAfter(
  table: CellTable,
  policy: Policy,
  history: readonly ObservationTable[],
): Promise<Exclude<Judgement, { verdict: "pass-after-withholding" }>> {
  const unknown = unknownRelation(table, history);
  if (unknown !== null) return unknown;
  const earlier = sortedBy(table, history);
  try {
    const found = await released(table, policy, earlier);
    if ("verdict" in found) return found;
    return { verdict: "pass", safe: named(found, table, history) };
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    const cells = await plainAlready(earlier, policy);
    const witness = { reason: error.message, cells, publications: namesOf(history) };
    return { verdict: "refuse", witness, options: [error.remedy, ...options] };
  }
}

/** The cells that what was published gives away by itself, whatever follows. */
async function plainAlready({ same }: Earlier, policy: Policy): Promise<readonly CellCodes[]> {
  if (same.length === 0) return [];
  const { narrow } = await audit(same, policy, { exact: false });
  const cells = new Map(narrow.map(({ codes }) => [JSON.stringify(codes), codes]));
  return [...cells.values()];
}

const options = [
  "Withhold more: publish fewer dimensions, or coarser ones.",
  "Publish the table for the next school year instead of this one.",
] as const;

/** A way to go about a release: what is withheld to begin with, and whether more may be. */
interface Attempt {
  readonly also: readonly boolean[];
  readonly mayWiden: boolean;
}

/**
 * Where it is known how little changes, what was withheld on another day may be shown again if all
 * days together still prove safe; where it is not, it stays withheld.
 */
async function released(
  table: CellTable,
  policy: Policy,
  earlier: Earlier,
): Promise<Protected | Unfit> {
  const frozen = withheldBefore(table, earlier);
  const { changeMax } = strictest(policy, table.description);
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
 * Protects a table and withholds more until no other day of the school year gives anything away. What
 * cannot be withheld, because it is empty or public already, ends the attempt.
 */
async function attempted(
  table: CellTable,
  policy: Policy,
  earlier: Earlier,
  attempt: Attempt,
): Promise<Protected | Unfit> {
  const also = [...attempt.also];
  for (let round = 0; round < roundsMax; round += 1) {
    const safe = await protect(atMoment(table), policy, earlier.same, { also });
    const objection = await objectionTo(safe, policy, earlier);
    if (objection === null) return safe;
    const { rows, isSmallGroup } = objection;
    const isStuck = rows.some((row) => also[row] === true || row >= table.cells.length);
    if (isSmallGroup && (isStuck || isOfWhole(table, rows))) {
      return waiting(table, policy, earlier, rows);
    }
    if (isStuck || rows.length === 0 || !attempt.mayWiden) break;
    for (const row of rows) also[row] = true;
  }
  return tooClose(table, earlier);
}

/** What speaks against a protected table because of other days, and what to withhold besides. */
interface Objection {
  readonly rows: readonly number[];
  /** A difference would be a small group; else, what is withheld is known too closely. */
  readonly isSmallGroup: boolean;
}

async function objectionTo(
  safe: Protected,
  policy: Policy,
  earlier: Earlier,
): Promise<Objection | null> {
  if (earlier.before.length === 0) return null;
  const small = smallIn(safe, policy, earlier);
  if (small.length > 0) return { rows: small, isSmallGroup: true };
  const { changeMax } = strictest(policy, safe.description);
  if (changeMax === null) return null;
  const { isSafe, around } = await jointly(safe, policy, earlier, changeMax);
  if (isSafe) return null;
  return { rows: [...new Set(neighboursOf(safe, around))], isSmallGroup: false };
}

function tooClose(table: CellTable, { before }: Earlier): Unfit {
  return {
    verdict: "refuse",
    witness: {
      reason: `${nameOf(table.description)} and what was published about other days of the school year give withheld cells away to who knows how little changes in between.`,
      cells: [],
      publications: namesOf(before.map((one) => one.table)),
    },
    options,
  };
}

/** What was withheld on another day of the school year stays withheld: few have changed since. */
function withheldBefore({ description, cells }: CellTable, { before }: Earlier): boolean[] {
  const families = familiesOf([description, ...before.map((one) => one.table.description)]);
  const known = knownBefore(before, families);
  return cells.map(({ codes }) => {
    const place = placeIn(description.dimensions, codes, families);
    return known.some((one) =>
      Object.values(description.quantity).some((hash) => one.isWithheld(hash, place)),
    );
  });
}

function smallIn(safe: Protected, policy: Policy, { before }: Earlier): readonly number[] {
  const tables = before.map(({ table }) => table);
  const families = familiesOf([safe.description, ...tables.map((one) => one.description)]);
  const differing: Differing = {
    ...withVacated(safe, tables),
    before: knownBefore(before, families),
    families,
    rules: {
      kind: safe.description.kind,
      measures: safe.report.measures,
      limits: strictest(policy, safe.description),
    },
  };
  return [...smallDifferences(differing)];
}

function isOfWhole({ description, cells }: CellTable, rows: readonly number[]): boolean {
  return rows.some((row) => {
    const codes = cells[row]?.codes ?? {};
    return description.dimensions.every((dimension) => codes[dimension.id] === totalOf(dimension));
  });
}

function waiting(
  table: CellTable,
  policy: Policy,
  { before }: Earlier,
  rows: readonly number[],
): Unfit {
  const { contributorsMin } = strictest(policy, table.description);
  const cells = rows.flatMap((row) => {
    const cell = table.cells[row];
    return cell === undefined ? [] : [cell.codes];
  });
  const isCorrection = before.some(({ isCorrected }) => isCorrected);
  const who = isCorrection ? "have been corrected" : "have joined or left";
  return {
    verdict: "wait",
    until: `until at least ${contributorsMin} contributors more ${who} since each earlier publication of the school year, or until the next school year`,
    witness: {
      reason: `The difference of ${nameOf(table.description)} to what was published earlier would be a small group (${cells.slice(0, 5).map(cellName).join("; ")}).`,
      cells,
      publications: namesOf(before.map((one) => one.table)),
    },
  };
}

/** The protected table under its own period, with everything that it was judged by. */
function named(
  safe: Protected,
  { description }: CellTable,
  history: readonly ObservationTable[],
): Protected {
  return passed("protected", {
    ...safe,
    description: { ...safe.description, period: description.period },
    report: { ...safe.report, audit: { ...safe.report.audit, history: namesOf(history) } },
  });
}
