import type { ObservationTable, Policy, Protected } from "../../publication.ts";
import { audit } from "../audit/audit.ts";
import type { AuditedCell, AuditResult } from "../audit/audit.ts";
import { gridOf } from "../margins.ts";
import { tableInCohorts } from "./cohorts.ts";
import type { Earlier } from "./earlier-moments.ts";
import { withFormerExtents } from "./extents.ts";
import type { CellCodes } from "./verdict.ts";

/** What a table and everything of its school year give away to who knows how little has changed. */
export interface Joint {
  readonly isSafe: boolean;
  /** Rows of the table around which more must be withheld; empty when nothing in it can help. */
  readonly around: readonly number[];
  /** The cells that are known too closely, of whichever publication. */
  readonly narrow: readonly Readonly<Record<string, string>>[];
}

/** How often the bound is doubled before changes that contradict it count as no bound at all. */
const doublingsMax = 20;

/**
 * Audits a table together with the other moments of its school year under a bound on what may have
 * changed.
 */
export async function jointly(
  safe: Protected,
  policy: Policy,
  { same, before }: Pick<Earlier, "same" | "before">,
  changeMax: number,
): Promise<Joint> {
  const former = before.map(({ table }) => withFormerExtents(table, safe.description));
  return jointOf(safe, await bounded([safe, ...same, ...former], policy, changeMax));
}

/** The same over school years, in which the students of a grade are those of the next a year later. */
export async function overYears(
  safe: Protected,
  policy: Policy,
  { same, before, years }: Earlier,
  changeMax: number,
): Promise<Joint> {
  const former = [...before.map(({ table }) => table), ...years].map((table) =>
    withFormerExtents(table, safe.description),
  );
  const tables = [safe, ...same, ...former].map(tableInCohorts);
  const { safe: isSafe, narrow } = await bounded(tables, policy, changeMax);
  // The rows of a table are the same in any coordinates.
  const codesOf = ({ table, row, codes }: AuditedCell): CellCodes =>
    [safe, ...same, ...former][table]?.observations[row]?.codes ?? codes;
  return jointOf(safe, {
    safe: isSafe,
    narrow: narrow.map((cell) => ({ ...cell, codes: codesOf(cell) })),
  });
}

/**
 * Where the publications themselves show that more has changed than the bound, the world knows that
 * it is wrong, and the least of its doubles that they allow is taken.
 */
async function bounded(
  tables: readonly ObservationTable[],
  policy: Policy,
  changeMax: number,
): Promise<Pick<AuditResult, "safe" | "narrow">> {
  let bound = changeMax;
  for (let doubling = 0; ; doubling += 1) {
    const result = await audit(tables, policy, { exact: false, changeMax: bound });
    const isContradictory = result.cells.length > 0 && result.obstacles.length > 0;
    if (!isContradictory || doubling === doublingsMax) return result;
    bound = Math.max(1, bound * 2);
  }
}

function jointOf(safe: Protected, result: Pick<AuditResult, "safe" | "narrow">): Joint {
  const narrow = result.narrow.map(({ codes }) => codes);
  const own = result.narrow.filter(({ table }) => table === 0).map(({ codes }) => codes);
  return { isSafe: result.safe, around: rowsOf(safe, own.length > 0 ? own : narrow), narrow };
}

function rowsOf(
  { description, observations }: ObservationTable,
  cells: readonly Readonly<Record<string, string>>[],
): readonly number[] {
  const ids = description.dimensions.map(({ id }) => id);
  const keyOf = (codes: Readonly<Record<string, string>>): string =>
    JSON.stringify(ids.map((id) => codes[id]));
  const keys = new Set(cells.map(keyOf));
  return observations.flatMap(({ codes }, row) => (keys.has(keyOf(codes)) ? [row] : []));
}

/** For each of some rows, the smallest shown cell that adds up with it: what to withhold besides. */
export function neighboursOf(safe: Protected, rows: readonly number[]): readonly number[] {
  const { margins } = gridOf(safe.description.dimensions, safe.observations);
  const sizeAt = (row: number): number => safe.observations[row]?.den ?? 0;
  return rows.flatMap((row) => {
    const near = margins
      .filter(({ total, parts }) => total === row || parts.includes(row))
      .flatMap(({ total, parts }) => [total, ...parts])
      .filter((one) => one < safe.observations.length && sizeAt(one) > 0)
      .toSorted((a, b) => sizeAt(a) - sizeAt(b));
    return near.slice(0, 1);
  });
}
