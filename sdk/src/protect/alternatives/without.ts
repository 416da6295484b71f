/** Tables that leave something out: a dimension, a level, the parts of some codes. */
import type { Cell, CellTable, TableDimension } from "../../cells.ts";
import { heightsOf } from "./heights.ts";

/** The table without a dimension; null where it has no whole, or where it is the only one. */
export function withoutDimension(
  table: CellTable,
  { id, codes }: TableDimension,
): (() => CellTable) | null {
  const roots = codes.filter(({ parent }) => parent === null);
  const [root] = roots;
  if (root === undefined || roots.length > 1 || table.description.dimensions.length === 1) {
    return null;
  }
  return () => {
    const dimensions = table.description.dimensions.filter((other) => other.id !== id);
    const cells = table.cells
      .filter((cell) => cell.codes[id] === root.code)
      .map((cell): Cell => ({
        ...cell,
        codes: Object.fromEntries(
          dimensions.map((other) => [other.id, cell.codes[other.id] ?? ""]),
        ),
      }));
    return { description: { ...table.description, dimensions }, cells };
  };
}

/** The levels between the whole and nothing that can be given up: none where the finest is the only one. */
export function levelsOf({ codes }: TableDimension): readonly number[] {
  const top = Math.max(...heightsOf(codes).values());
  return top > 1 ? Array.from({ length: top }, (_, height) => height) : [];
}

/** The table without one level of a hierarchy; what was below it belongs to the level above. */
export function withoutLevel(
  table: CellTable,
  dimension: TableDimension,
  height: number,
): CellTable {
  const heights = heightsOf(dimension.codes);
  const parents = new Map(dimension.codes.map(({ code, parent }) => [code, parent]));
  return withoutCodes(
    table,
    dimension,
    (code) => heights.get(code) === height && parents.get(code) !== null,
  );
}

/**
 * Codes whose parts are the finest and are withheld in most of their cells; empty where that is true
 * of none of them or of all, for then it is the level that is given up.
 */
export function mostlyWithheld(
  table: CellTable,
  dimension: TableDimension,
  withheld: readonly boolean[],
): readonly string[] {
  const heights = heightsOf(dimension.codes);
  if (Math.max(...heights.values()) < 2) return [];
  const parents = new Map(dimension.codes.map(({ code, parent }) => [code, parent]));
  const counts = new Map<string, { cells: number; withheld: number }>();
  table.cells.forEach((cell, row) => {
    const code = cell.codes[dimension.id] ?? "";
    const parent = parents.get(code);
    if (heights.get(code) !== 0 || parent === undefined || parent === null) return;
    const own = counts.get(parent) ?? { cells: 0, withheld: 0 };
    counts.set(parent, own);
    own.cells += 1;
    if (withheld[row] === true) own.withheld += 1;
  });
  const most = [...counts].filter(([, own]) => 2 * own.withheld > own.cells);
  return most.length === counts.size ? [] : most.map(([code]) => code);
}

/** The table without the finest parts of some codes. */
export function withoutParts(
  table: CellTable,
  dimension: TableDimension,
  wider: readonly string[],
): CellTable {
  const [heights, given] = [heightsOf(dimension.codes), new Set(wider)];
  const gone = new Set(
    dimension.codes
      .filter(({ code, parent }) => heights.get(code) === 0 && given.has(parent ?? ""))
      .map(({ code }) => code),
  );
  return withoutCodes(table, dimension, (code) => gone.has(code));
}

function withoutCodes(
  table: CellTable,
  dimension: TableDimension,
  isGone: (code: string) => boolean,
): CellTable {
  const parents = new Map(dimension.codes.map(({ code, parent }) => [code, parent]));
  const stays = (code: string | null): string | null =>
    code !== null && isGone(code) ? stays(parents.get(code) ?? null) : code;
  const codes = dimension.codes
    .filter(({ code }) => !isGone(code))
    .map((one) => ({ ...one, parent: stays(one.parent) }));
  const dimensions = table.description.dimensions.map((own) =>
    own.id === dimension.id ? { ...own, codes } : own,
  );
  return {
    description: { ...table.description, dimensions },
    cells: table.cells.filter((cell) => !isGone(cell.codes[dimension.id] ?? "")),
  };
}
