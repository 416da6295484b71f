/** Whether the visible parts of a table make their visible wholes. */
import type { DataRow } from "./data-csv.ts";
import type { Publication } from "./read.ts";

type Column = "num" | "den";

/**
 * For every cell that has narrower cells along a dimension: their sum equals it when all are
 * visible, and is not more than it when some are withheld. A combination without a row is empty.
 */
export function additivityProblems(
  publication: Publication,
  rows: readonly DataRow[],
): readonly string[] {
  const cells = new Map(rows.map((row) => [row.codes.join(","), row]));
  return publication.structure.dimensions.flatMap(({ codes }, position) => {
    const children = childrenOf(codes);
    return rows.flatMap((row) => {
      const narrower = children.get(row.codes[position] ?? "") ?? [];
      const parts = narrower.flatMap(
        (code) => cells.get(row.codes.with(position, code).join(",")) ?? [],
      );
      return parts.length === 0 ? [] : sumProblems(row, parts, publication);
    });
  });
}

function childrenOf(
  codes: readonly { readonly code: string; readonly parent: string | null }[],
): ReadonlyMap<string, readonly string[]> {
  const children = new Map<string, string[]>();
  for (const { code, parent } of codes) {
    if (parent !== null && parent !== code)
      children.set(parent, [...(children.get(parent) ?? []), code]);
  }
  return children;
}

function sumProblems(
  whole: DataRow,
  parts: readonly DataRow[],
  publication: Publication,
): readonly string[] {
  const { kind } = publication.metric.formal;
  return (["num", "den"] as const)
    .filter((column) => !isRight(whole, parts, column, kind))
    .map(
      (column) =>
        `Row ${whole.row} of data.csv: the parts of ${column.toUpperCase()} do not make it.`,
    );
}

function isRight(
  whole: DataRow,
  parts: readonly DataRow[],
  column: Column,
  kind: "share" | "ratio" | "mean",
): boolean {
  const total = visible(whole, column);
  if (total === null) return true;
  const known = parts.map((part) => visible(part, column)).filter((count) => count !== null);
  const sum = known.reduce((left, right) => left + right, 0n);
  if (known.length === parts.length) return sum === total;
  // Only counts cannot be negative; a sum of scores can, so nothing follows from a part of it.
  return column === "num" && kind === "mean" ? true : sum <= total;
}

/** The count a reader sees; nothing under a status that withholds it. */
function visible(row: DataRow, column: Column): bigint | null {
  return row.status === "A" || row.status === "M" ? BigInt(row[column]) : null;
}
