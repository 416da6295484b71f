import type { Amount } from "./amounts.ts";
import type { Grid, Margin } from "./margins.ts";

/** A choice of withheld cells that grows until every margin keeps its secrets. */
export interface Cover {
  readonly withheld: readonly boolean[];
  /** Withholds more cells until no margin alone gives one away. False when nothing is left to withhold. */
  readonly close: () => boolean;
  /** Withholds the best neighbours of cells that the audit found too narrow. False when there are none. */
  readonly widen: (rows: readonly number[]) => boolean;
}

export interface CoverOptions {
  readonly grid: Grid;
  readonly amounts: readonly Amount[];
  /** Rows that have no number for readers from the start. */
  readonly hidden: readonly boolean[];
  /** Rows that cannot be withheld: empty, or shown by an earlier publication. */
  readonly fixed: readonly boolean[];
}

/** How much dearer a cell is than one a level further in: margins are what readers need most. */
const levelPrice = 30;
/** How much dearer a choice gets with every margin that it opens, and cheaper with one that it closes. */
const marginPrice = 3;

/**
 * Greedy cover of the margins: the cheapest cell first, inner cells before totals, ties by the order
 * of the table. Deterministic.
 */
export function openCover({ grid, amounts, hidden, fixed }: CoverOptions): Cover {
  const withheld = [...hidden];
  const marginsOf = grid.rows.map((): number[] => []);
  grid.margins.forEach(({ total, parts }, at) => {
    for (const row of [total, ...parts]) marginsOf[row]?.push(at);
  });
  const isOpen = (at: number): boolean => {
    const margin = grid.margins[at];
    return margin !== undefined && givesAway(margin, withheld, amounts);
  };
  const price = (row: number): number => {
    const before = countOf(marginsOf[row], isOpen);
    withheld[row] = true;
    const after = countOf(marginsOf[row], isOpen);
    withheld[row] = false;
    const weight = Math.log2(2 + (amounts[0]?.of[row] ?? 0));
    return weight * levelPrice ** (grid.heights[row] ?? 0) * marginPrice ** (after - before);
  };
  const isFree = (row: number): boolean =>
    row < grid.ownRows && withheld[row] !== true && fixed[row] !== true;
  const hideCheapest = (rows: readonly number[]): number | null => {
    const best = rows.filter(isFree).reduce<{ row: number; price: number } | null>((found, row) => {
      const own = price(row);
      return found === null || own < found.price ? { row, price: own } : found;
    }, null);
    if (best !== null) withheld[best.row] = true;
    return best?.row ?? null;
  };
  const closeFrom = (queue: number[]): boolean => {
    let complete = true;
    for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
      const margin = grid.margins[at];
      if (margin === undefined || !isOpen(at)) continue;
      const row = hideCheapest(choices(margin, withheld, amounts));
      if (row === null) complete = false;
      else queue.push(...(marginsOf[row] ?? []));
    }
    return complete;
  };
  return {
    withheld,
    close: () => closeFrom(grid.margins.map((_, at) => at).toReversed()),
    widen(rows) {
      const before = countOf(withheld, Boolean);
      for (const row of rows) {
        const neighbours = (marginsOf[row] ?? []).flatMap((at) => rowsOf(grid.margins[at]));
        const hiddenOnes = neighbours.filter((near) => withheld[near] === true);
        const further = hiddenOnes.flatMap((near) =>
          (marginsOf[near] ?? []).flatMap((at) => rowsOf(grid.margins[at])),
        );
        if (hideCheapest(neighbours) === null) hideCheapest([...new Set(further)]);
      }
      return countOf(withheld, Boolean) > before;
    },
  };
}

function rowsOf(margin: Margin | undefined): readonly number[] {
  return margin === undefined ? [] : [margin.total, ...margin.parts];
}

/** Parts when they can be enough; the total itself when all of it would still be too little. */
function choices(
  margin: Margin,
  withheld: readonly boolean[],
  amounts: readonly Amount[],
): readonly number[] {
  if (withheld[margin.total] === true) return margin.parts;
  const enough = amounts.every(
    ({ of, needed }) => sumOf(margin.parts, of) >= needed(Math.min(2, margin.parts.length)),
  );
  return enough ? rowsOf(margin) : [margin.total];
}

/** Whether one margin alone tells too much about its withheld cells. That one is empty is no secret. */
function givesAway(
  { total, parts }: Margin,
  withheld: readonly boolean[],
  amounts: readonly Amount[],
): boolean {
  const secret = parts.filter((part) => withheld[part] === true);
  if (withheld[total] === true) {
    return secret.length === 0 && amounts.some(({ of }) => of[total] !== 0);
  }
  if (amounts.every(({ of }) => sumOf(secret, of) === 0)) return false;
  return (
    secret.length === 1 ||
    amounts.some(({ of, needed }) => sumOf(secret, of) < needed(secret.length))
  );
}

function sumOf(rows: readonly number[], of: readonly number[]): number {
  return rows.reduce((sum, row) => sum + (of[row] ?? 0), 0);
}

function countOf<T>(list: readonly T[] | undefined, test: (item: T) => boolean): number {
  return (list ?? []).filter(test).length;
}
