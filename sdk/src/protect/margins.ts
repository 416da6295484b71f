import type { TableDimension } from "../cells.ts";

/** One published equation: a wider cell is the sum of its parts. Numbers are rows of a {@link Grid}. */
export interface Margin {
  readonly total: number;
  /** Rows that are there; parts without a row are zero. */
  readonly parts: readonly number[];
}

/** The place of every cell of a table, and the equations between them. */
export interface Grid {
  /** Codes in the order of the table's dimensions. The first rows are the table's own cells, in their order. */
  readonly rows: readonly (readonly string[])[];
  /**
   * Rows from this one on are wider cells that the table leaves out although it shows parts of
   * them: numbers that exist and that nobody has shown.
   */
  readonly ownRows: number;
  readonly margins: readonly Margin[];
  /** How wide each row is: 0 for an inner cell, greater the more it sums up. */
  readonly heights: readonly number[];
}

/**
 * Lays out the cells of a table: for every dimension, every wider code and every combination of the
 * other codes, the wider cell equals the sum of its children.
 */
export function gridOf(
  dimensions: readonly TableDimension[],
  cells: readonly { readonly codes: Readonly<Record<string, string>> }[],
): Grid {
  const trees = dimensions.map(treeOf);
  const rows = cells.map((cell) => dimensions.map((dimension) => cell.codes[dimension.id] ?? ""));
  const rowOf = new Map(rows.map((codes, row) => [keyOf(codes), row]));
  const partsOf = new Map<string, { total: number; parts: number[] }>();
  const rowAt = (codes: readonly string[]): number => {
    const key = keyOf(codes);
    const row = rowOf.get(key) ?? rows.push([...codes]) - 1;
    rowOf.set(key, row);
    return row;
  };
  const marginAt = (codes: readonly string[], axis: number): number[] => {
    const key = `${axis} ${keyOf(codes)}`;
    const margin = partsOf.get(key) ?? { total: rowAt(codes), parts: [] };
    partsOf.set(key, margin);
    return margin.parts;
  };
  // Rows grow while they are walked: a wider cell that is missing has equations of its own.
  for (let row = 0; row < rows.length; row += 1) {
    const codes = rows[row] ?? [];
    trees.forEach((tree, axis) => {
      const code = codes[axis] ?? "";
      const parent = tree.parents.get(code) ?? null;
      if (parent !== null) marginAt(codes.with(axis, parent), axis).push(row);
      if ((tree.heights.get(code) ?? 0) > 0) marginAt(codes, axis);
    });
  }
  const heights = rows.map((codes) => heightOf(codes, trees));
  return { rows, ownRows: cells.length, margins: [...partsOf.values()], heights };
}

/** The name of a cell for readers: `SEX=F, GRADE=_T`. Codes only, never a number of the cell. */
export function cellName(codes: Readonly<Record<string, string>>): string {
  const parts = Object.entries(codes).map(([dimension, code]) => `${dimension}=${code}`);
  return parts.length === 0 ? "the total" : parts.join(", ");
}

/** Dimension id → family. */
export type Families = ReadonlyMap<string, string>;

/** The families that some tables name; a dimension is in one family, whether every table says so or not. */
export function familiesOf(
  tables: readonly { readonly dimensions: readonly TableDimension[] }[],
): Families {
  const named = tables.flatMap(({ dimensions }) =>
    dimensions.flatMap(({ id, family }): [string, string][] =>
      family === undefined ? [] : [[id, family]],
    ),
  );
  return new Map(named);
}

/** What identifies a cell across tables: its codes without the totals, which say nothing. */
export function placeOf(
  dimensions: readonly TableDimension[],
  codes: readonly string[],
  families: Families,
): string {
  const said = dimensions.flatMap((dimension, axis) => {
    const code = codes[axis] ?? "";
    if (code === totalOf(dimension)) return [];
    return [[families.get(dimension.id) ?? dimension.id, code]];
  });
  return JSON.stringify(said.toSorted(([a = ""], [b = ""]) => (a < b ? -1 : 1)));
}

/** The code of the whole; null when a dimension has several widest codes and so no total. */
export function totalOf(dimension: TableDimension): string | null {
  const roots = dimension.codes.filter((code) => code.parent === null);
  return roots.length === 1 ? (roots[0]?.code ?? null) : null;
}

interface Tree {
  readonly parents: ReadonlyMap<string, string | null>;
  /** Levels below a code; 0 for a code without parts. */
  readonly heights: ReadonlyMap<string, number>;
}

function treeOf(dimension: TableDimension): Tree {
  const parents = new Map(dimension.codes.map(({ code, parent }) => [code, parent]));
  const heights = new Map(dimension.codes.map(({ code }) => [code, 0]));
  for (const { code } of dimension.codes) {
    let height = 0;
    for (
      let wider = parents.get(code) ?? null;
      wider !== null;
      wider = parents.get(wider) ?? null
    ) {
      height += 1;
      if (height > dimension.codes.length)
        throw new Error(`${dimension.id} has a circle of codes.`);
      heights.set(wider, Math.max(heights.get(wider) ?? 0, height));
    }
  }
  return { parents, heights };
}

function heightOf(codes: readonly string[], trees: readonly Tree[]): number {
  return codes.reduce((sum, code, axis) => sum + (trees[axis]?.heights.get(code) ?? 0), 0);
}

function keyOf(codes: readonly string[]): string {
  return codes.join("\u0000");
}
