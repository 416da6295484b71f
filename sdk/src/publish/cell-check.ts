/** What protection relies on in a table of cells: codes that form a tree, and margins that add up. */
import type { Cell, CellKeys, CellTable, HierarchyCode, TableDimension } from "../cells.ts";
import { cellKey } from "../record-key.ts";
import { broken } from "./cell-description.ts";

/** Refuses a table whose codes or margins are broken; `place` is the file, for messages. */
export function checkTable(table: CellTable, place: string): void {
  const { description, cells } = table;
  for (const dimension of description.dimensions) checkTree(dimension, place);
  const byCodes = new Map(cells.map((cell) => [keyOf(cell, table), cell]));
  if (byCodes.size < cells.length) throw broken(place, "two rows have the same codes.");
  if (new Set(cells.map(({ keys }) => keys === undefined)).size > 1) {
    throw broken(place, "some rows have cell keys and others have none.");
  }
  for (const dimension of description.dimensions) checkMargins(dimension, table, byCodes, place);
}

/** Every code once, one of them the whole, and every other inside it. */
function checkTree({ id, codes }: TableDimension, place: string): void {
  const parents = new Map(codes.map(({ code, parent }) => [code, parent]));
  if (parents.size < codes.length) throw broken(place, `${id} has the same code twice.`);
  const orphan = codes.find(({ parent }) => parent !== null && !parents.has(parent));
  if (orphan !== undefined) {
    throw broken(
      place,
      `${id} has a code whose parent “${orphan.parent}” is not one of its codes.`,
    );
  }
  const tops = codes.filter(({ parent }) => parent === null);
  if (tops.length !== 1) throw broken(place, `${id} must have exactly one code without a parent.`);
  const lost = codes.find((code) => !reachesTop(code, parents));
  if (lost !== undefined) throw broken(place, `${id} has codes that are inside one another.`);
}

function reachesTop(
  { parent }: HierarchyCode,
  parents: ReadonlyMap<string, string | null>,
): boolean {
  let [above, steps] = [parent, 0];
  while (above !== null && steps <= parents.size) {
    above = parents.get(above) ?? null;
    steps += 1;
  }
  return above === null;
}

/** What cells add up to. */
type Sum = Record<"num" | "den" | "contributors" | "expected", number> & {
  readonly keys: CellKeys;
};

/** Along one dimension, each cell that has narrower cells is their sum. */
function checkMargins(
  { id, codes }: TableDimension,
  table: CellTable,
  byCodes: ReadonlyMap<string, Cell>,
  place: string,
): void {
  const parents = new Map(codes.map(({ code, parent }) => [code, parent]));
  const sums = new Map<string, Sum>();
  for (const cell of table.cells) {
    const parent = parents.get(cell.codes[id] ?? "") ?? null;
    if (parent === null) continue;
    const key = keyOf({ codes: { ...cell.codes, [id]: parent } }, table);
    if (!byCodes.has(key)) throw broken(place, `a margin over ${id} is missing.`);
    sums.set(key, added(sums.get(key), cell));
  }
  for (const [key, sum] of sums) {
    const whole = byCodes.get(key);
    const wrong = whole && wrongColumn(whole, sum);
    if (wrong !== undefined) {
      throw broken(place, `the parts along ${id} do not add up to their ${wrong}.`);
    }
  }
}

const none: Sum = { num: 0, den: 0, contributors: 0, expected: 0, keys: { num: 0, den: 0 } };

function added(sum: Sum = none, { keys = none.keys, ...cell }: Cell): Sum {
  return {
    num: sum.num + cell.num,
    den: sum.den + cell.den,
    contributors: sum.contributors + cell.contributors,
    expected: sum.expected + (cell.expected ?? 0),
    keys: {
      num: cellKey([sum.keys.num, keys.num]),
      den: cellKey([sum.keys.den, keys.den]),
    },
  };
}

/**
 * The fewer of two populations is at least the sum of the fewer in each part, so contributors are
 * only bounded from below; everything else adds up exactly.
 */
function wrongColumn({ keys, ...whole }: Cell, sum: Sum): string | undefined {
  if (whole.num !== sum.num) return "NUM";
  if (whole.den !== sum.den) return "DEN";
  if (whole.contributors < sum.contributors) return "CONTRIBUTORS";
  if (keys !== undefined && keys.num !== sum.keys.num) return "NUM_CELL_KEY";
  if (keys !== undefined && keys.den !== sum.keys.den) return "DEN_CELL_KEY";
  return whole.expected !== null && whole.expected !== sum.expected ? "EXPECTED" : undefined;
}

function keyOf({ codes }: Pick<Cell, "codes">, { description }: CellTable): string {
  return JSON.stringify(description.dimensions.map(({ id }) => codes[id]));
}
