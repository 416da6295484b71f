import type { ObservationTable, Policy, Protected } from "../../publication.ts";
import { audit } from "../audit/audit.ts";
import { gridOf } from "../margins.ts";
import type { Earlier } from "./earlier-moments.ts";
import { withFormerExtents } from "./extents.ts";

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
 * changed. Where the publications themselves show that more has changed, the world knows that the
 * bound is wrong, and the least of its doubles that they allow is taken.
 */
export async function jointly(
  safe: Protected,
  policy: Policy,
  { same, before }: Pick<Earlier, "same" | "before">,
  changeMax: number,
): Promise<Joint> {
  const former = before.map(({ table }) => withFormerExtents(table, safe.description));
  const tables: readonly ObservationTable[] = [safe, ...same, ...former];
  let bound = changeMax;
  for (let doubling = 0; ; doubling += 1) {
    const result = await audit(tables, policy, { exact: false, changeMax: bound });
    const isContradictory = result.cells.length > 0 && result.obstacles.length > 0;
    if (!isContradictory || doubling === doublingsMax) {
      const narrow = result.narrow.map(({ codes }) => codes);
      return { isSafe: result.safe, around: rowsOf(safe, narrow), narrow };
    }
    bound = Math.max(1, bound * 2);
  }
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
