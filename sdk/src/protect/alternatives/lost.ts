import type { CellTable, TableDimension } from "../../cells.ts";
import type { Observation } from "../../publication.ts";
import { heightsOf } from "./heights.ts";

/** What a table keeps from its readers. Confidential: it counts who is in withheld cells. */
export interface Lost {
  readonly cells: number;
  readonly withheld: number;
  /** The same by how much cells sum up, the finest first. */
  readonly levels: readonly LostLevel[];
  /** Of the finest cells: all of each, and how much of it is in cells without a number. */
  readonly contributors: Part;
  readonly num: Part;
  readonly den: Part;
}

/** Cells of one level. */
export interface LostLevel {
  /** Steps above the finest cells, over all dimensions. */
  readonly level: number;
  readonly cells: number;
  readonly withheld: number;
}

/** Of a whole, how much readers do not see in its finest cells. */
export interface Part {
  readonly all: number;
  readonly unseen: number;
}

/** Names a cell by its codes, in the order of the dimensions. */
export function placing(
  dimensions: readonly TableDimension[],
): (codes: Readonly<Record<string, string>>) => string {
  return (codes) => JSON.stringify(dimensions.map(({ id }) => codes[id]));
}

/** Per cell of a table: whether its observation is withheld, wherever it stands among them. */
export function withheldIn(
  { description: { dimensions }, cells }: CellTable,
  observations: readonly Observation[],
): readonly boolean[] {
  const place = placing(dimensions);
  const withheld = new Set(
    observations.filter(({ status }) => status === "Q").map(({ codes }) => place(codes)),
  );
  return cells.map(({ codes }) => withheld.has(place(codes)));
}

/** How much is withheld, in cells of every level and in what the finest cells count. */
export function lostIn(table: CellTable, observations: readonly Observation[]): Lost {
  const levelOf = levelling(table.description.dimensions);
  const withheld = withheldIn(table, observations);
  const sums = { contributors: open(), num: open(), den: open() };
  table.cells.forEach((cell, row) => {
    if (levelOf(cell.codes) !== 0) return;
    for (const side of ["contributors", "num", "den"] as const) {
      sums[side].all += cell[side];
      if (withheld[row] === true) sums[side].unseen += cell[side];
    }
  });
  return {
    cells: observations.length,
    withheld: observations.filter(({ status }) => status === "Q").length,
    levels: levelsOf(observations, levelOf),
    ...sums,
  };
}

function open(): { all: number; unseen: number } {
  return { all: 0, unseen: 0 };
}

/** How many steps above the finest cells some codes are, over all dimensions. */
export function levelling(
  dimensions: readonly TableDimension[],
): (codes: Readonly<Record<string, string>>) => number {
  const heights = dimensions.map(({ id, codes }) => [id, heightsOf(codes)] as const);
  return (codes) => {
    let level = 0;
    for (const [id, height] of heights) level += height.get(codes[id] ?? "") ?? 0;
    return level;
  };
}

function levelsOf(
  observations: readonly Observation[],
  levelOf: (codes: Readonly<Record<string, string>>) => number,
): readonly LostLevel[] {
  const levels = new Map<number, { cells: number; withheld: number }>();
  for (const { codes, status } of observations) {
    const level = levelOf(codes);
    const own = levels.get(level) ?? { cells: 0, withheld: 0 };
    levels.set(level, own);
    own.cells += 1;
    if (status === "Q") own.withheld += 1;
  }
  return [...levels]
    .toSorted(([one], [other]) => one - other)
    .map(([level, own]) => ({ level, ...own }));
}
