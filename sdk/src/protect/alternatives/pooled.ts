import type { Cell, CellTable, HierarchyCode, Largest, TableDimension } from "../../cells.ts";
import type { ObservationTable } from "../../publication.ts";
import { together } from "./merged.ts";

/**
 * The tables of several periods as one over all of them: numerators and denominators are added up. A
 * contributor may be in all of them, so at least as many are behind a cell as in the period with the
 * most, and one may add up to the greatest contributions of all.
 */
export function pooled(tables: readonly CellTable[]): CellTable {
  const ordered = tables.toSorted((a, b) => (a.description.period < b.description.period ? -1 : 1));
  const [first, ...more] = ordered;
  if (first === undefined) throw new Error("There is no table to pool.");
  const dimensions = first.description.dimensions.map((dimension, axis) =>
    withAllCodes(dimension, more, axis),
  );
  const cells = new Map<string, Cell>();
  for (const table of ordered) {
    for (const cell of table.cells) {
      const key = JSON.stringify(dimensions.map(({ id }) => cell.codes[id]));
      const before = cells.get(key);
      cells.set(key, before === undefined ? cell : shared(first, before, cell));
    }
  }
  const period = ordered.map(({ description }) => description.period).join(" + ");
  return {
    description: { ...first.description, period, dimensions },
    cells: [...cells.values()],
  };
}

/** Why tables cannot be pooled, in words; null when they can. */
export function unlikeFirst(first: CellTable, other: CellTable): string | null {
  const [own, theirs] = [first.description, other.description];
  if (own.formalHash !== theirs.formalHash) return "another metric, or another version of it";
  if (JSON.stringify(own.parameters) !== JSON.stringify(theirs.parameters)) {
    return "other parameters";
  }
  if (cutBy(first) !== cutBy(other)) return "other dimensions";
  return own.period === theirs.period ? "the same period" : null;
}

function cutBy({ description }: CellTable): string {
  return description.dimensions.map(({ id }) => id).join();
}

/** Periods of a pooled table that were published alone: subtracted from it they leave the others. */
export function publishedAlone(
  tables: readonly CellTable[],
  history: readonly ObservationTable[],
): readonly string[] {
  const quantities = new Set(
    tables.flatMap(({ description }) => Object.values(description.quantity)),
  );
  const published = new Set(
    history
      .filter(({ description: { quantity } }) =>
        Object.values(quantity).some((hash) => quantities.has(hash)),
      )
      .map(({ description }) => description.period),
  );
  return tables
    .map(({ description }) => description.period)
    .filter((period) => published.has(period));
}

function withAllCodes(
  dimension: TableDimension,
  more: readonly CellTable[],
  axis: number,
): TableDimension {
  const codes = new Map<string, HierarchyCode>(dimension.codes.map((code) => [code.code, code]));
  for (const { description } of more) {
    for (const code of description.dimensions[axis]?.codes ?? []) {
      if (!codes.has(code.code)) codes.set(code.code, code);
    }
  }
  return { ...dimension, codes: [...codes.values()] };
}

/** Two cells as one in which the same contributors may be. */
function shared({ description }: CellTable, one: Cell, other: Cell): Cell {
  return {
    ...together(description, one, other),
    contributors: Math.max(one.contributors, other.contributors),
    ...(one.largest === undefined || other.largest === undefined
      ? {}
      : { largest: bothOf(one.largest, other.largest) }),
  };
}

/** At most what the greatest of each add up to, rank by rank. */
function bothOf(one: Largest, other: Largest): Largest {
  return { num: rankwise(one.num, other.num), den: rankwise(one.den, other.den) };
}

function rankwise(one: readonly number[], other: readonly number[]): readonly number[] {
  return one.slice(0, other.length).map((value, rank) => value + (other[rank] ?? 0));
}
