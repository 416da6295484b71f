import type { Highs } from "highs";
import type { Amount } from "../amounts.ts";
import { blockAround } from "./block.ts";
import { nearby } from "./nearby.ts";
import type { CoverOptions } from "./secrets.ts";

/** Looks for the cheapest cells that let a withheld one give way. */
export interface Opening {
  /**
   * Rows to withhold, so that a row can be as different as it must be able to be; null when none were
   * found. `again`: how often it was asked for this row before; `fixed`: rows that must be shown.
   */
  readonly rowsFor: (
    withheld: Uint8Array,
    row: number,
    asked: { readonly again: number; readonly fixed: Uint8Array },
  ) => readonly number[] | null;
  /**
   * Begins a round in which so many rows are asked for: each round has a budget of its own.
   * `areUnproven`: a search for exchanges left these rows, not a few margins alone.
   */
  readonly begin: (rows: number, areUnproven: boolean) => void;
}

/** Rows around a cell that take part, one after the other until there is an exchange. */
const sizes = [300, 1500, 6000] as const;
/** The same where a search left cells of a large table, whose exchanges are longer: one block around the cell. */
const blockSizes = [6000] as const;
/** Rows above which a table is large: many cells are first tried with their best neighbours, which is cheaper. */
const largeRowsMin = 10_000;
/** So few cells of a large table are tried with programs at once. */
const fewRows = 200;
/** What the programs of one round and those of all rounds may cost together: their rows. */
const roundRowsMax = 1_200_000;
const rowsMax = 6_000_000;
/** How many times dearer a cell of a large table is that must itself be able to be greater. */
const smallPrice = 8;
/** Programs over one block, each without the cells that the one before would have left too narrow. */
const triesMax = 4;
/** How many times dearer than the cheapest row any other is taken to be, for the solver's precision. */
const dearest = 1e6;
/** A step of a withheld row costs next to nothing, so that exchanges stay short. */
const withheldPrice = 1e-3;
/** Steps below this are the solver's noise. */
const leastStep = 1e-6;

/**
 * An exchange over shown cells, too, each at its price: those that it needs are withheld. Linear
 * programs over the surroundings of a cell; what they propose is proven like everything else.
 */
export function openOpening(options: CoverOptions, highs: Highs): Opening {
  const isLarge = options.layout.rowCount > largeRowsMin;
  const budget: Budget = { left: roundRowsMax, total: rowsMax };
  let [isFew, isBlock] = [false, false];
  return {
    begin(rows, areUnproven) {
      isBlock = isLarge && areUnproven;
      isFew = isBlock && rows <= fewRows;
      budget.left = Math.min(budget.total, roundRowsMax);
    },
    rowsFor(withheld, row, { again, fixed }) {
      if (again === 0 && isLarge && !isFew) return null;
      const chosen = new Set<number>();
      const now = withheld.slice();
      for (const amount of options.amounts) {
        const by = stepFor(amount, row, { again, isBlock });
        const asked = { options: { ...options, fixed }, amount, withheld: now, target: row, by };
        const found = exchangeFor({ ...asked, isBlock }, budget, highs);
        if (found === null) return null;
        for (const one of found) {
          chosen.add(one);
          now[one] = 1;
        }
      }
      return [...chosen];
    },
  };
}

interface Budget {
  left: number;
  total: number;
}

/** How much greater a row must be able to be; asked again, one that is great enough must get wider, too. */
function stepFor(
  { of, base, each }: Amount,
  row: number,
  { again, isBlock }: { readonly again: number; readonly isBlock: boolean },
): number {
  const lack = base + each - (of[row] ?? 0);
  if (isBlock && lack > 0) return lack;
  return Math.max(1, lack, again > 0 ? base : 0);
}

function exchangeFor(asked: Asked, budget: Budget, highs: Highs): readonly number[] | null {
  const { options, withheld, target, isBlock } = asked;
  const around = isBlock ? blockAround : nearby;
  for (const size of isBlock ? blockSizes : sizes) {
    if (budget.left <= 0) return null;
    const rows = around(options, withheld, target, size);
    const found = bestOver({ ...asked, rows }, budget, highs);
    if (found !== null) return found;
    if (rows.length < size) return null;
  }
  return null;
}

/** In a large table no cell is taken that would be too narrow itself: it would need others in turn. */
function bestOver(
  program: Omit<Program, "barred">,
  budget: Budget,
  highs: Highs,
): readonly number[] | null {
  const barred = new Set<number>();
  for (let tries = 0; tries < triesMax && budget.left > 0; tries += 1) {
    budget.left -= program.rows.length;
    budget.total -= program.rows.length;
    const found = solve({ ...program, barred }, highs);
    if (found === null) return null;
    if (!program.isBlock || found.narrow.length === 0) return found.rows;
    for (const row of found.narrow) barred.add(row);
  }
  return null;
}

/** An exchange that is looked for. */
interface Asked {
  readonly options: CoverOptions;
  readonly amount: Amount;
  readonly withheld: Uint8Array;
  readonly target: number;
  readonly by: number;
  readonly isBlock: boolean;
}

interface Program extends Asked {
  readonly rows: readonly number[];
  /** Shown rows that must not take part. */
  readonly barred: ReadonlySet<number>;
}

/** What an exchange needs withheld, and which of these cells it would itself leave too narrow. */
interface Needed {
  readonly rows: readonly number[];
  readonly narrow: readonly number[];
}

/** Each row is two columns, its step upwards and its step downwards, so that prices are linear. */
function solve(program: Program, highs: Highs): Needed | null {
  const { rows } = program;
  const { starts, indices, values } = sumsOf(program);
  const { lower, upper } = endsOf(program);
  const prices = pricesOf(program);
  const columns = 2 * rows.length;
  const sums = starts.length - 1;
  const model = highs.createModel({
    numCols: columns,
    numRows: sums,
    sense: highs.constants.objectiveSense.minimize,
    colCost: Float64Array.from({ length: columns }, (_, at) => prices[at >> 1] ?? 0),
    colLower: lower,
    colUpper: upper,
    rowLower: new Float64Array(sums),
    rowUpper: new Float64Array(sums),
    matrix: { format: "csr", numRows: sums, numCols: columns, starts, indices, values },
  });
  try {
    model.options.set({ output_flag: false, random_seed: 1, solver: "simplex" });
    if (model.run().modelStatus !== highs.constants.modelStatus.optimal) return null;
    const steps = model.getSolution().colValue;
    return neededIn(program, steps);
  } finally {
    model.dispose();
  }
}

function neededIn(
  { options: { layout }, rows, withheld, target, amount: { of, base, each } }: Program,
  steps: Float64Array | readonly number[],
): Needed {
  const needed: number[] = [];
  const narrow: number[] = [];
  rows.forEach((row, at) => {
    const [up, down] = [steps[2 * at] ?? 0, steps[2 * at + 1] ?? 0];
    if (row === target || withheld[row] === 1 || up + down <= leastStep) return;
    needed.push(row);
    if (row >= layout.ownRows) return;
    const lack = base + each - (of[row] ?? 0);
    if (lack > 0 && up - down < lack - leastStep) narrow.push(row);
  });
  return { rows: needed, narrow };
}

/** What a step of each row costs. */
function pricesOf({ options, amount, withheld, rows, isBlock }: Program): readonly number[] {
  const isSmall = (row: number): boolean => (amount.of[row] ?? 0) < amount.base + amount.each;
  const own = (row: number): number =>
    (options.cost[row] ?? 1) * (isBlock && isSmall(row) ? smallPrice : 1);
  const isShown = (row: number): boolean => row < options.layout.ownRows && withheld[row] !== 1;
  const least = rows.reduce(
    (before, row) => (isShown(row) ? Math.min(before, own(row)) : before),
    Infinity,
  );
  return rows.map((row) => (isShown(row) ? Math.min(dearest, own(row) / least) : withheldPrice));
}

/** How far each row can step. */
function endsOf({ options: { layout }, amount, rows, target, by, barred }: Program): {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
} {
  const lower = new Float64Array(2 * rows.length);
  const upper = new Float64Array(2 * rows.length);
  rows.forEach((row, at) => {
    if (barred.has(row)) return;
    const room = row < layout.ownRows ? (amount.of[row] ?? 0) - amount.each : Infinity;
    upper[2 * at] = stepMax * by;
    upper[2 * at + 1] = Math.max(0, Math.min(stepMax * by, room));
    if (row !== target) return;
    lower[2 * at] = by;
    upper[2 * at + 1] = 0;
  });
  return { lower, upper };
}

/** No row needs to step further than so many times what is asked for. */
const stepMax = 2;

/** The margins of some rows, in which everything else stays as it is. */
function sumsOf({ options: { layout }, rows }: Program): {
  readonly starts: readonly number[];
  readonly indices: readonly number[];
  readonly values: readonly number[];
} {
  const margins = new Map<number, number[]>();
  rows.forEach((row, at) => {
    for (const margin of layout.marginsOf.subarray(
      layout.marginStarts[row],
      layout.marginStarts[row + 1],
    )) {
      const members = margins.get(margin) ?? [];
      if (members.length === 0) margins.set(margin, members);
      members.push(layout.totals[margin] === row ? -at - 1 : at);
    }
  });
  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  for (const members of margins.values()) {
    for (const member of members) {
      const [at, sign] = member < 0 ? [-member - 1, -1] : [member, 1];
      indices.push(2 * at, 2 * at + 1);
      values.push(sign, -sign);
    }
    starts.push(indices.length);
  }
  return { starts, indices, values };
}
