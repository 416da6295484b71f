import type { Cell, CellTable, TableDimension } from "../../../src/cells.ts";
import type { ObservationTable, Policy } from "../../../src/publication.ts";
import { publishedWith } from "../shared.ts";
import { asRead, isKeptOpen } from "./kept.ts";

/** A table, the rows that its own content forbids to show, and those that could be withheld for their sake. */
export interface Choice {
  readonly table: CellTable;
  readonly policy: Policy;
  readonly forbidden: ReadonlySet<number>;
  readonly eligible: readonly number[];
}

/** What could have been withheld instead of what was; empty rows that were added are rows too. */
export function choiceOf(
  table: CellTable,
  { observations, report: { policy } }: ObservationTable,
  isForbidden: (cell: Cell) => boolean,
): Choice {
  const own = new Set(table.cells.map(({ codes }) => JSON.stringify(codes)));
  const added = observations.filter(({ codes }) => !own.has(JSON.stringify(codes)));
  const cells = [...table.cells, ...added.map(({ codes }) => emptyAt(codes))];
  const isEligible = (cell: Cell): boolean =>
    !isForbidden(cell) &&
    (cell.den > 0 || policy.zeros === "eligible") &&
    Object.values(cell.codes).some((code) => code !== "_T");
  const rowsWith = (test: (cell: Cell) => boolean): number[] =>
    cells.flatMap((cell, row) => (test(cell) ? [row] : []));
  return {
    table: { ...table, cells },
    policy,
    forbidden: new Set(rowsWith(isForbidden)),
    eligible: rowsWith(isEligible),
  };
}

/** The rows of a choice that a publication withholds although they are not forbidden. */
export function besidesIn(
  { table, forbidden }: Choice,
  { observations }: ObservationTable,
): readonly number[] {
  const withheld = new Set(
    observations.flatMap(({ codes, status }) => (status === "Q" ? [JSON.stringify(codes)] : [])),
  );
  return table.cells.flatMap(({ codes }, row) =>
    withheld.has(JSON.stringify(codes)) && !forbidden.has(row) ? [row] : [],
  );
}

/** Whether it is enough to withhold these rows besides the forbidden ones; null when nobody can tell. */
export function isEnough(
  { table, policy, forbidden }: Choice,
  besides: readonly number[],
): boolean | null {
  const own = new Set([...forbidden, ...besides]);
  return isKeptOpen([asRead(publishedWith(table, (_, row) => own.has(row), policy))], policy);
}

/**
 * The fewest rows that must be withheld besides the forbidden ones, found by trying every set of
 * fewer than `below` rows; `below` when none of them is enough. Null when some set is too large to
 * try, or when there are too many sets.
 */
export function fewestBesides(choice: Choice, below: number): number | null {
  const margins = marginsOf(choice.table);
  let tried = 0;
  for (let size = 0; size < below; size += 1) {
    for (const besides of subsetsOf(choice.eligible, size)) {
      tried += 1;
      if (tried > setsMax) return null;
      const own = new Set([...choice.forbidden, ...besides]);
      if (margins.some((rows) => rows.filter((row) => own.has(row)).length === 1)) continue;
      const enough = isEnough(choice, besides);
      if (enough === null) return null;
      if (enough) return size;
    }
  }
  return below;
}

/** Sets that are tried before a table is left out. */
const setsMax = 10_000;

function* subsetsOf(
  rows: readonly number[],
  size: number,
  from = 0,
): Generator<readonly number[], void, undefined> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let at = from; at <= rows.length - size; at += 1) {
    for (const others of subsetsOf(rows, size - 1, at + 1)) yield [rows[at] ?? -1, ...others];
  }
}

/** Rows of which one is the sum of the others: with one of them withheld, it is their difference. */
function marginsOf({ description: { dimensions }, cells }: CellTable): readonly number[][] {
  const keyOf = (codes: Readonly<Record<string, string>>): string =>
    JSON.stringify(dimensions.map(({ id }) => codes[id]));
  const rowOf = new Map(cells.map(({ codes }, row) => [keyOf(codes), row]));
  return cells.flatMap(({ codes }, total) =>
    dimensions.flatMap((dimension) => {
      const parts = partsOf(dimension, codes[dimension.id] ?? "");
      if (parts.length === 0) return [];
      const rows = parts.flatMap(
        (code) => rowOf.get(keyOf({ ...codes, [dimension.id]: code })) ?? [],
      );
      return [[total, ...rows]];
    }),
  );
}

function partsOf({ codes }: TableDimension, wider: string): readonly string[] {
  return codes.flatMap(({ code, parent }) => (parent === wider ? [code] : []));
}

function emptyAt(codes: Readonly<Record<string, string>>): Cell {
  const nobody = { num: 0, den: 0, contributors: 0 };
  return { codes, ...nobody, expected: null, coverage: null, value: null, status: "M" };
}
