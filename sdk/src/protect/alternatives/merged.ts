import type { Cell, CellTable, Largest, TableDimension } from "../../cells.ts";
import { ratioText } from "../../decimal.ts";
import { heightsOf } from "./heights.ts";

/** Two of three siblings at least, so that something is left to compare. */
const siblingsMin = 3;

/**
 * The two finest codes next to each other that have the most withheld cells between them. The
 * member's own codes have no order, and those with levels between have wider codes to be merged to.
 */
export function worstNeighbours(
  table: CellTable,
  dimension: TableDimension,
  withheld: readonly boolean[],
): readonly [string, string] | null {
  const hidden = new Map<string, number>();
  table.cells.forEach((cell, row) => {
    const code = cell.codes[dimension.id] ?? "";
    if (withheld[row] === true) hidden.set(code, (hidden.get(code) ?? 0) + 1);
  });
  let best: readonly [string, string] | null = null;
  let most = 0;
  for (const [one, other] of neighbours(dimension)) {
    const between = (hidden.get(one) ?? 0) + (hidden.get(other) ?? 0);
    if (between > most) [best, most] = [[one, other], between];
  }
  return best;
}

function neighbours({ codes, shows }: TableDimension): readonly (readonly [string, string])[] {
  if (shows !== undefined || codes.some(({ name }) => name !== undefined)) return [];
  if (Math.max(...heightsOf(codes).values()) !== 1) return [];
  const root = codes.find(({ parent }) => parent === null);
  const siblings = codes.filter(({ parent }) => parent !== null && parent === root?.code);
  if (siblings.length < siblingsMin) return [];
  return siblings
    .slice(1)
    .map(({ code }, at): [string, string] => [siblings[at]?.code ?? "", code]);
}

/** The table with some codes of a dimension as one; its name is made up. */
export function withMerged(
  table: CellTable,
  dimension: TableDimension,
  gone: readonly string[],
): CellTable {
  const name = gone.join("+");
  const codes = dimension.codes.flatMap((one) => {
    if (one.code === gone[0]) return [{ code: name, parent: one.parent }];
    return gone.includes(one.code) ? [] : [one];
  });
  const dimensions = table.description.dimensions.map((own) =>
    own.id === dimension.id ? { ...own, codes } : own,
  );
  const parts = new Map<string, Cell>();
  const cells: Cell[] = [];
  for (const cell of table.cells) {
    if (!gone.includes(cell.codes[dimension.id] ?? "")) {
      cells.push(cell);
      continue;
    }
    const place = { ...cell.codes, [dimension.id]: name };
    const key = JSON.stringify(dimensions.map(({ id }) => place[id]));
    const before = parts.get(key);
    const alone = { ...cell, codes: place };
    parts.set(key, before === undefined ? alone : apart(table, before, alone));
  }
  return {
    description: { ...table.description, dimensions },
    cells: [...cells, ...parts.values()],
  };
}

/** Two cells as one that share no contributor: each has one place in a table. */
function apart({ description }: CellTable, one: Cell, other: Cell): Cell {
  return {
    ...together(description, one, other),
    contributors: one.contributors + other.contributors,
    ...(one.largest === undefined || other.largest === undefined
      ? {}
      : { largest: greatestOf(one.largest, other.largest) }),
  };
}

/** What is alike in any two cells that become one. At least the schools of the one with more are behind it. */
export function together(
  { denominatorScale: scale, decimals }: CellTable["description"],
  one: Cell,
  other: Cell,
): Omit<Cell, "contributors"> {
  const [numerator, denominator] = [one.num + other.num, one.den + other.den];
  const isShort = one.status === "L" || other.status === "L";
  const value =
    denominator === 0 || isShort
      ? null
      : Number(ratioText({ numerator, denominator, scale, decimals }));
  const schools =
    one.schools === undefined || other.schools === undefined
      ? {}
      : { schools: Math.max(one.schools, other.schools) };
  return {
    codes: one.codes,
    num: numerator,
    den: denominator,
    expected: null,
    coverage: null,
    value,
    status: isShort ? "L" : denominator === 0 ? "M" : "A",
    ...schools,
  };
}

/** The greatest contributions of both, as many as are certain. */
function greatestOf(one: Largest, other: Largest): Largest {
  return { num: mostOf(one.num, other.num), den: mostOf(one.den, other.den) };
}

/** Beyond the end of either list there may be any up to its last. */
function mostOf(one: readonly number[], other: readonly number[]): readonly number[] {
  const known: number[] = [];
  let [a, b] = [0, 0];
  for (;;) {
    const [first, second] = [one[a], other[b]];
    if (first === undefined || second === undefined) return known;
    if (first >= second) a += 1;
    else b += 1;
    known.push(Math.max(first, second));
  }
}
