/** Tables that say less, made from one that says more: without reading a record again. */
import type { Cell, CellTable, HierarchyCode, TableDimension } from "../../cells.ts";
import { ratioText } from "../../decimal.ts";

/** What is given up. */
export type Coarsening =
  /** The breakdown altogether. */
  | { readonly kind: "dimension"; readonly dimension: string }
  /** The codes so many levels above the finest of a hierarchy: 0 are the finest themselves. */
  | { readonly kind: "level"; readonly dimension: string; readonly height: number }
  /** The difference between neighbouring codes, which become one. */
  | { readonly kind: "merged"; readonly dimension: string; readonly codes: readonly string[] };

/** A coarser table and what it gives up. Its merged codes are made up: it is a proposal and no draft. */
export interface Coarser {
  readonly gives: Coarsening;
  readonly table: CellTable;
}

/**
 * The same table without each of its breakdowns, without each level of its hierarchies, and with
 * the two neighbouring codes merged that have the most withheld cells between them.
 */
export function coarserTables(table: CellTable, withheld: readonly boolean[]): readonly Coarser[] {
  return table.description.dimensions.flatMap((dimension) => [
    ...withoutDimension(table, dimension),
    ...withoutLevels(table, dimension),
    ...withNeighboursMerged(table, dimension, withheld),
  ]);
}

function withoutDimension(table: CellTable, { id, codes }: TableDimension): readonly Coarser[] {
  const roots = codes.filter(({ parent }) => parent === null);
  const [root] = roots;
  if (root === undefined || roots.length > 1 || table.description.dimensions.length === 1) {
    return [];
  }
  const dimensions = table.description.dimensions.filter((other) => other.id !== id);
  const cells = table.cells
    .filter((cell) => cell.codes[id] === root.code)
    .map((cell) => ({
      ...cell,
      codes: Object.fromEntries(dimensions.map((other) => [other.id, cell.codes[other.id] ?? ""])),
    }));
  return [
    {
      gives: { kind: "dimension", dimension: id },
      table: { description: { ...table.description, dimensions }, cells },
    },
  ];
}

/** Only a hierarchy with something between the whole and the finest codes has a level to give up. */
function withoutLevels(table: CellTable, dimension: TableDimension): readonly Coarser[] {
  const heights = heightsOf(dimension.codes);
  const top = Math.max(...heights.values());
  return Array.from({ length: Math.max(0, top) }, (_, height) => height)
    .filter((height) => top > 1 && height < top)
    .map((height) => {
      const parents = new Map(dimension.codes.map(({ code, parent }) => [code, parent]));
      const isGone = (code: string): boolean =>
        heights.get(code) === height && parents.get(code) !== null;
      const stays = (code: string | null): string | null =>
        code !== null && isGone(code) ? stays(parents.get(code) ?? null) : code;
      const codes = dimension.codes
        .filter(({ code }) => !isGone(code))
        .map((one) => ({ ...one, parent: stays(one.parent) }));
      const cells = table.cells.filter((cell) => !isGone(cell.codes[dimension.id] ?? ""));
      return {
        gives: { kind: "level", dimension: dimension.id, height },
        table: { description: described(table, { ...dimension, codes }), cells },
      };
    });
}

/** Levels below each code; a code without parts is at 0. */
function heightsOf(codes: readonly HierarchyCode[]): ReadonlyMap<string, number> {
  const parents = new Map(codes.map(({ code, parent }) => [code, parent]));
  const heights = new Map(codes.map(({ code }) => [code, 0]));
  for (const { code } of codes) {
    let height = 0;
    let wider = parents.get(code) ?? null;
    while (wider !== null && height < codes.length) {
      height += 1;
      heights.set(wider, Math.max(heights.get(wider) ?? 0, height));
      wider = parents.get(wider) ?? null;
    }
  }
  return heights;
}

/** Two of three siblings at least, so that something is left to compare. */
const siblingsMin = 3;

function withNeighboursMerged(
  table: CellTable,
  dimension: TableDimension,
  withheld: readonly boolean[],
): readonly Coarser[] {
  const hidden = new Map<string, number>();
  table.cells.forEach((cell, row) => {
    const code = cell.codes[dimension.id] ?? "";
    if (withheld[row] === true) hidden.set(code, (hidden.get(code) ?? 0) + 1);
  });
  const pair = neighbours(dimension)
    .map((codes) => ({
      codes,
      hidden: codes.reduce((sum, code) => sum + (hidden.get(code) ?? 0), 0),
    }))
    .reduce<{ codes: readonly string[]; hidden: number } | null>(
      (best, one) => (one.hidden > (best?.hidden ?? 0) ? one : best),
      null,
    );
  if (pair === null) return [];
  return [
    {
      gives: { kind: "merged", dimension: dimension.id, codes: pair.codes },
      table: merged(table, dimension, pair.codes),
    },
  ];
}

/** Finest codes that follow each other under one parent. The member's own codes have no order. */
function neighbours({ codes }: TableDimension): readonly (readonly [string, string])[] {
  if (codes.some(({ name }) => name !== undefined)) return [];
  const wider = new Set(codes.map(({ parent }) => parent));
  const parents = [...wider].filter((parent) => parent !== null);
  return parents.flatMap((parent) => {
    const siblings = codes.filter((one) => one.parent === parent && !wider.has(one.code));
    if (siblings.length < siblingsMin) return [];
    return siblings
      .slice(1)
      .map(({ code }, at): [string, string] => [siblings[at]?.code ?? "", code]);
  });
}

function merged(table: CellTable, dimension: TableDimension, gone: readonly string[]): CellTable {
  const together = gone.join("+");
  const first = gone[0] ?? "";
  const codes = dimension.codes.flatMap((one) => {
    if (one.code === first) return [{ code: together, parent: one.parent }];
    return gone.includes(one.code) ? [] : [one];
  });
  const parts = new Map<string, Cell>();
  const cells: Cell[] = [];
  for (const cell of table.cells) {
    if (!gone.includes(cell.codes[dimension.id] ?? "")) {
      cells.push(cell);
      continue;
    }
    const place = { ...cell.codes, [dimension.id]: together };
    const key = JSON.stringify(table.description.dimensions.map(({ id }) => place[id]));
    const before = parts.get(key);
    parts.set(key, before === undefined ? { ...cell, codes: place } : sumOf(table, before, cell));
  }
  return {
    description: described(table, { ...dimension, codes }),
    cells: [...cells, ...parts.values()],
  };
}

/** Two cells as one. A contributor has one place in a table, so that contributors add up. */
function sumOf({ description }: CellTable, one: Cell, other: Cell): Cell {
  const [num, den] = [one.num + other.num, one.den + other.den];
  const isShort = one.status === "L" || other.status === "L";
  const { denominatorScale: scale, decimals } = description;
  const value =
    den === 0 || isShort
      ? null
      : Number(ratioText({ numerator: num, denominator: den, scale, decimals }));
  return {
    codes: one.codes,
    num,
    den,
    contributors: one.contributors + other.contributors,
    expected: null,
    coverage: null,
    value,
    status: isShort ? "L" : den === 0 ? "M" : "A",
  };
}

function described(table: CellTable, changed: TableDimension): CellTable["description"] {
  const dimensions = table.description.dimensions.map((dimension) =>
    dimension.id === changed.id ? changed : dimension,
  );
  return { ...table.description, dimensions };
}
