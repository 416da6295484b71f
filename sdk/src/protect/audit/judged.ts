import type { AuditedCell, Verdict } from "./audit.ts";
import type { Attacked } from "./attack.ts";
import type { CellDemand } from "./demand.ts";
import { wantedOf } from "./findings.ts";
import type { Interval } from "./interval.ts";
import type { Reasons } from "./reasons.ts";
import type { Shown } from "./shown.ts";

/** The cells that something is demanded of, each with what was found of it. */
export function cellsOf(
  tables: readonly Shown[],
  demands: readonly CellDemand[],
  attacked: Attacked,
  reasons: Reasons,
): readonly AuditedCell[] {
  const cells: AuditedCell[] = [];
  let own: CellDemand[] = [];
  const finish = (): void => {
    const [first] = own;
    const observation = tables[first?.table ?? -1]?.observations[first?.row ?? -1];
    if (first !== undefined && observation !== undefined) {
      cells.push(cellOf(own, observation, attacked, reasons));
    }
    own = [];
  };
  // The demands of one cell stand together.
  for (const demand of demands) {
    if (own[0] !== undefined && (own[0].table !== demand.table || own[0].row !== demand.row))
      finish();
    own.push(demand);
  }
  finish();
  return cells;
}

function cellOf(
  own: readonly CellDemand[],
  { codes, status }: Shown["observations"][number],
  attacked: Attacked,
  reasons: Reasons,
): AuditedCell {
  const { table = -1, row = -1 } = own[0] ?? {};
  const intervals = Object.fromEntries(
    own.map((demand) => [demand.side, intervalOf(demand, attacked)]),
  );
  if (mayBeEmpty(own, status) && isEmpty(Object.values(intervals)))
    return { table, row, codes, intervals, verdict: "wide" };
  const verdict = verdictOf(own, attacked);
  if (verdict === "unproven" && own.every((demand) => isMetByReals(demand, attacked))) {
    return { table, row, codes, intervals, verdict, wideOverReals: true };
  }
  const because = verdict === "narrow" ? reasons.of(own, attacked.findings) : null;
  return { table, row, codes, intervals, verdict, ...(because === null ? {} : { because }) };
}

/** That nobody was seen in a cell without enough data, or is in one that is shown, is no secret. */
function mayBeEmpty(
  own: readonly CellDemand[],
  status: Shown["observations"][number]["status"],
): boolean {
  return status === "L" || own.some(({ openFrom }) => openFrom !== undefined);
}

function isEmpty(intervals: readonly (Interval | null)[]): boolean {
  return intervals.every((interval) => interval?.exact === true && interval.most === 0);
}

function intervalOf({ quantity }: CellDemand, { findings, capOf }: Attacked): Interval | null {
  if (quantity.kind === "number")
    return { least: quantity.value, most: quantity.value, exact: true };
  const { unknown } = quantity;
  const [least, most] = [findings.least[unknown] ?? 0, findings.most[unknown] ?? 0];
  if (most < least) return null;
  const exact = findings.isAtEnd(unknown, 1) && findings.isAtEnd(unknown, -1);
  return { least, most: most > capOf(unknown) / 2 ? null : most, exact };
}

function verdictOf(own: readonly CellDemand[], { findings }: Attacked): Verdict {
  let verdict: Verdict = "wide";
  for (const { quantity, widthMin: width, reachMin: reach, openFrom } of own) {
    if (quantity.kind === "number") {
      if (width > 0 && !(openFrom !== undefined && quantity.value >= openFrom)) return "narrow";
      continue;
    }
    const demand = wantedOf(quantity.unknown, { width, reach, openFrom });
    if (findings.isMet(demand)) continue;
    if (findings.isHopeless(demand)) return "narrow";
    verdict = "unproven";
  }
  return verdict;
}

function isMetByReals(
  { quantity, widthMin: width, reachMin: reach }: CellDemand,
  { findings }: Attacked,
): boolean {
  if (quantity.kind === "number") return width === 0;
  const demand = { unknown: quantity.unknown, width, reach };
  return findings.isMet(demand) || findings.isMetByReals(demand);
}
