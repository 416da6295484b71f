import type { HierarchyCode } from "../cells.ts";

/** The row about the whole: the code without a parent in every dimension; absent when there is none. */
export function wholeRow<T>(
  dimensions: readonly { readonly codes: readonly HierarchyCode[] }[],
  rows: readonly T[],
  codeAt: (row: T, axis: number) => string | undefined,
): T | undefined {
  const totals = dimensions.map(({ codes }) => codes.find(({ parent }) => parent === null)?.code);
  return rows.find((row) => totals.every((total, axis) => codeAt(row, axis) === total));
}
