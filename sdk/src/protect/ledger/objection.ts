/** What other days and school years say against a table, and the words for it. */
import type { CellTable } from "../../cells.ts";
import type { Policy, Protected } from "../../publication.ts";
import { cellName, familiesOf, totalOf } from "../margins.ts";
import { strictest } from "../policy.ts";
import { smallDifferences } from "./differences.ts";
import type { Differing } from "./differences.ts";
import type { Earlier } from "./earlier-moments.ts";
import { jointly, neighboursOf, overYears } from "./jointly.ts";
import { knownBefore } from "./numbers.ts";
import { withVacated } from "./vacated.ts";
import { nameOf, namesOf } from "./verdict.ts";
import type { CellCodes, Unfit } from "./verdict.ts";
import { shownAt } from "./witness.ts";

/** What can be done where withholding more does not help. */
export const options: readonly string[] = [
  "Withhold more: publish fewer dimensions, or coarser ones.",
  "Publish the table for the next school year instead of this one.",
];

/** What speaks against a protected table, and what to withhold besides. */
export interface Objection {
  readonly rows: readonly number[];
  /** A difference would be a small group; else, what is withheld is known too closely. */
  readonly isSmallGroup: boolean;
  /** What to say when withholding more does not help. */
  readonly unfit: () => Unfit;
}

/** What other days and school years say against a protected table; null when nothing does. */
export async function objectionTo(
  safe: Protected,
  table: CellTable,
  policy: Policy,
  earlier: Earlier,
): Promise<Objection | null> {
  const small = earlier.before.length === 0 ? [] : smallIn(safe, policy, earlier);
  if (small.length > 0) {
    const unfit = (): Unfit => waiting(table, policy, earlier, small);
    return { rows: small, isSmallGroup: true, unfit };
  }
  const { changeMax } = strictest(policy, safe.description);
  if (changeMax === null) return null;
  const ofYear =
    earlier.before.length === 0 ? null : await jointly(safe, policy, earlier, changeMax);
  const joint =
    ofYear?.isSafe !== false && earlier.years.length > 0
      ? await overYears(safe, policy, earlier, changeMax)
      : ofYear;
  if (joint === null || joint.isSafe) return null;
  const rows = [...new Set(neighboursOf(safe, joint.around))];
  return { rows, isSmallGroup: false, unfit: () => tooClose(table, earlier, joint.narrow) };
}

/** The words for cells that are known too closely. */
export function tooClose(
  { description }: CellTable,
  { before, years }: Earlier,
  narrow: readonly CellCodes[],
): Unfit {
  const tables = [...before.map((one) => one.table), ...years];
  const when = years.length > 0 ? "other days and school years" : "other days of the school year";
  const cells = [...new Map(narrow.map((codes) => [JSON.stringify(codes), codes])).values()];
  return {
    verdict: "refuse",
    witness: {
      reason: `${nameOf(description)} and what was published about ${when} give withheld cells away to who knows how little changes in between${listed(cells)}.`,
      cells,
      publications: namesOf(tables),
      numbers: shownAt(description, cells, tables),
    },
    options,
  };
}

/** The first few cells in brackets, after a space. */
export function listed(cells: readonly CellCodes[]): string {
  return cells.length === 0 ? "" : ` (${cells.slice(0, 5).map(cellName).join("; ")})`;
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

/** Whether one of the rows is the whole table. */
export function isOfWhole({ description, cells }: CellTable, rows: readonly number[]): boolean {
  return rows.some((row) => {
    const codes = cells[row]?.codes ?? {};
    return description.dimensions.every((dimension) => codes[dimension.id] === totalOf(dimension));
  });
}

/** The words for a difference that would be a small group. */
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
  const tables = before.map((one) => one.table);
  const isCorrection = before.some(({ isCorrected }) => isCorrected);
  const who = isCorrection ? "have been corrected" : "have joined or left";
  return {
    verdict: "wait",
    until: `until at least ${contributorsMin} contributors more ${who} since each earlier publication of the school year, or until the next school year`,
    witness: {
      reason: `The difference of ${nameOf(table.description)} to what was published earlier would be a small group${listed(cells)}.`,
      cells,
      publications: namesOf(tables),
      numbers: shownAt(table.description, cells, tables),
    },
  };
}
