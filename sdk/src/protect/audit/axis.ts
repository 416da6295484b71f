import type { TableDimension } from "../../cells.ts";

/** A dimension in numbers: codes are counted from 0, and every code knows the wider one. */
export interface Axis {
  readonly id: string;
  /** What the dimension cuts; dimensions of one family cut the same thing. */
  readonly family: string;
  readonly codes: readonly string[];
  readonly places: ReadonlyMap<string, number>;
  /** Code → wider code, −1 where there is none. */
  readonly parents: readonly number[];
  /** Levels below a code; 0 for a code without parts. */
  readonly heights: readonly number[];
  /** The code of the whole; −1 when several codes are widest, so that none is. */
  readonly total: number;
}

/** Dimension id → family, as far as any table says so. */
export type Families = ReadonlyMap<string, string>;

/** The families that tables name; a dimension is in one family, whether every table says so or not. */
export function familiesOf(
  tables: readonly { readonly dimensions: readonly TableDimension[] }[],
): Families {
  const families = new Map<string, string>();
  for (const { dimensions } of tables) {
    for (const { id, family } of dimensions) if (family !== undefined) families.set(id, family);
  }
  return families;
}

/** Numbers the codes of a dimension; codes that rows have and nobody declared come last, with no wider one. */
export function axisOf(
  dimension: TableDimension,
  used: Iterable<string>,
  families: Families,
): Axis {
  const declared = new Map(dimension.codes.map(({ code, parent }) => [code, parent]));
  const codes = [...new Set([...declared.keys(), ...used])];
  const places = new Map(codes.map((code, place) => [code, place]));
  const parents = codes.map((code) => {
    const parent = declared.get(code) ?? null;
    return parent === null ? -1 : (places.get(parent) ?? -1);
  });
  const roots = dimension.codes.filter(({ parent }) => parent === null);
  const total = roots.length === 1 ? (places.get(roots[0]?.code ?? "") ?? -1) : -1;
  const family = families.get(dimension.id) ?? dimension.id;
  const heights = heightsOf(parents, dimension.id);
  return { id: dimension.id, family, codes, places, parents, heights, total };
}

/** The widest code of a dimension; null when there are several. */
export function totalOf(dimension: TableDimension): string | null {
  const roots = dimension.codes.filter(({ parent }) => parent === null);
  return roots.length === 1 ? (roots[0]?.code ?? null) : null;
}

function heightsOf(parents: readonly number[], id: string): readonly number[] {
  const heights = parents.map(() => 0);
  parents.forEach((first) => {
    let height = 0;
    for (let wider = first; wider >= 0; wider = parents[wider] ?? -1) {
      height += 1;
      if (height > parents.length) throw new Error(`${id} has a circle of codes.`);
      heights[wider] = Math.max(heights[wider] ?? 0, height);
    }
  });
  return heights;
}
