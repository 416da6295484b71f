import type { TableDimension } from "../cells.ts";
import { codesAt, layoutOf } from "./suppress/layout.ts";

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
  const layout = layoutOf(dimensions, cells);
  const { totals, starts, parts, ownRows, rowCount, heights } = layout;
  return {
    rows: Array.from({ length: rowCount }, (_, row) => codesAt(layout, row)),
    ownRows,
    margins: Array.from(totals, (total, at) => ({
      total,
      parts: [...parts.subarray(starts[at], starts[at + 1])],
    })),
    heights: [...heights],
  };
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
