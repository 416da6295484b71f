import type { Highs } from "highs";
import type { Amount } from "../amounts.ts";
import { nearby } from "./nearby.ts";
import type { CoverOptions } from "./secrets.ts";

/** Looks for the cheapest cells that let a withheld one give way. */
export interface Opening {
  /**
   * Rows to withhold, so that a row can be as different as it must be able to be; null when none were
   * found. `again`: how often it was asked for this row before.
   */
  readonly rowsFor: (withheld: Uint8Array, row: number, again: number) => readonly number[] | null;
}

/** Rows around a cell that take part, one after the other until there is an exchange. */
const sizes = [300, 1500, 6000] as const;
/** Rows above which a cell is first tried with its best neighbour, which is cheaper to find. */
const eagerRowsMax = 10_000;
/** What all programs of a table may cost together: their rows. */
const rowsMax = 600_000;
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
  let left = rowsMax;
  return {
    rowsFor(withheld, row, again) {
      if (again === 0 && options.layout.rowCount > eagerRowsMax) return null;
      const chosen = new Set<number>();
      const now = withheld.slice();
      for (const amount of options.amounts) {
        const found = exchangeFor(amount, now, { row, again });
        if (found === null) return null;
        for (const one of found) {
          chosen.add(one);
          now[one] = 1;
        }
      }
      return [...chosen];
    },
  };

  function exchangeFor(
    amount: Amount,
    withheld: Uint8Array,
    { row, again }: { readonly row: number; readonly again: number },
  ): readonly number[] | null {
    const lack = amount.base + amount.each - (amount.of[row] ?? 0);
    const by = Math.max(1, lack, again > 0 ? amount.base : 0);
    for (const size of sizes) {
      if (left <= 0) return null;
      const rows = nearby(options, withheld, row, size);
      left -= rows.length;
      const found = solve({ options, amount, withheld, rows, target: row, by }, highs);
      if (found !== null) return found;
      if (rows.length < size) return null;
    }
    return null;
  }
}

interface Program {
  readonly options: CoverOptions;
  readonly amount: Amount;
  readonly withheld: Uint8Array;
  readonly rows: readonly number[];
  readonly target: number;
  readonly by: number;
}

/** Each row is two columns, its step upwards and its step downwards, so that prices are linear. */
function solve(program: Program, highs: Highs): readonly number[] | null {
  const { rows, withheld, target } = program;
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
    return rows.filter((row, at) => {
      const moved = (steps[2 * at] ?? 0) + (steps[2 * at + 1] ?? 0);
      return row !== target && withheld[row] !== 1 && moved > leastStep;
    });
  } finally {
    model.dispose();
  }
}

/** What a step of each row costs. */
function pricesOf({ options, withheld, rows }: Program): readonly number[] {
  const own = (row: number): number => options.cost[row] ?? 1;
  const isShown = (row: number): boolean => row < options.layout.ownRows && withheld[row] !== 1;
  const least = rows.reduce(
    (before, row) => (isShown(row) ? Math.min(before, own(row)) : before),
    Infinity,
  );
  return rows.map((row) => (isShown(row) ? Math.min(dearest, own(row) / least) : withheldPrice));
}

/** How far each row can step. */
function endsOf({ options: { layout }, amount, rows, target, by }: Program): {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
} {
  const lower = new Float64Array(2 * rows.length);
  const upper = new Float64Array(2 * rows.length);
  rows.forEach((row, at) => {
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
