import type { Cell, CellTable } from "../../cells.ts";
import { isEmpty } from "../primary.ts";
import { codesAt } from "./layout.ts";
import type { Axis, Layout } from "./layout.ts";

/**
 * The inner combinations without a row that could have one: every wider cell along each dimension
 * has a row that is not empty. Published by their absence as long as nobody withholds them. Wider
 * combinations without a row stay as they are: none of their parts is there, so they are empty.
 */
export function plausibleZeros(table: CellTable, layout: Layout): readonly Cell[] {
  const filled = Uint8Array.from(table.cells, (cell) => (isEmpty(cell) ? 0 : 1));
  const leaves = layout.axes.map(leavesOf);
  const seen = new Set<number>();
  const found: Cell[] = [];
  for (let row = 0; row < layout.ownRows; row += 1) {
    if (filled[row] === 0) continue;
    layout.axes.forEach((axis, at) => {
      const code = codeAt(layout, row, at);
      // Another dimension is not at its finest: no part of this row is an inner cell.
      if (layout.heights[row] !== axis.heights[code]) return;
      for (const child of leaves[at]?.get(code) ?? []) {
        const address = layout.addressOf(row) + (child - code) * axis.stride;
        if (layout.rowAt(address) >= 0 || seen.has(address)) continue;
        seen.add(address);
        if (!isBelowFilled(layout, filled, row, { at, child })) continue;
        found.push(emptyCell(layout, codesAt(layout, row).with(at, axis.codes[child] ?? "")));
      }
    });
  }
  return found;
}

/**
 * Rows that can be nothing but empty: a wider one has no parts that could hold somebody, or a part
 * has such a wider one. Withholding them would be seen through.
 */
export function certainZeros(
  cells: readonly Cell[],
  layout: Layout,
  shown: Uint8Array,
): Uint8Array {
  const certain = Uint8Array.from(cells, (cell, row) =>
    shown[row] === 1 && isEmpty(cell) ? 1 : 0,
  );
  const { totals, starts, parts } = layout;
  const empty = Uint8Array.from(cells, (cell) => (isEmpty(cell) ? 1 : 0));
  for (let isNew = true; isNew;) {
    isNew = false;
    for (let margin = 0; margin < totals.length; margin += 1) {
      const total = totals[margin] ?? 0;
      if (empty[total] === 0) continue;
      const own = parts.subarray(starts[margin], starts[margin + 1]);
      const isCertain = certain[total] === 1 || own.every((part) => certain[part] === 1);
      for (const row of isCertain ? [total, ...own] : []) {
        if (certain[row] === 1) continue;
        certain[row] = 1;
        isNew = true;
      }
    }
  }
  return certain;
}

/** Whether every wider cell of a row's neighbour, one dimension changed to a child, is filled. */
function isBelowFilled(
  layout: Layout,
  filled: Uint8Array,
  row: number,
  { at, child }: { readonly at: number; readonly child: number },
): boolean {
  const stride = layout.axes[at]?.stride ?? 0;
  const address = layout.addressOf(row) + (child - codeAt(layout, row, at)) * stride;
  return layout.axes.every((axis, other) => {
    const place = other === at ? child : codeAt(layout, row, other);
    const parent = axis.parents[place] ?? -1;
    return parent < 0 || filled[layout.rowAt(address + (parent - place) * axis.stride)] === 1;
  });
}

function codeAt({ codes, axes }: Layout, row: number, at: number): number {
  return codes[row * axes.length + at] ?? 0;
}

/** Code → its parts that have no parts. */
function leavesOf({ parents, heights }: Axis): ReadonlyMap<number, readonly number[]> {
  const leaves = new Map<number, number[]>();
  parents.forEach((parent, code) => {
    if (parent < 0 || heights[code] !== 0) return;
    const own = leaves.get(parent) ?? [];
    if (own.length === 0) leaves.set(parent, own);
    own.push(code);
  });
  return leaves;
}

function emptyCell(layout: Layout, codes: readonly string[]): Cell {
  return {
    codes: Object.fromEntries(layout.axes.map(({ id }, at) => [id, codes[at] ?? ""])),
    num: 0,
    den: 0,
    contributors: 0,
    expected: null,
    coverage: null,
    value: null,
    status: "M",
  };
}
