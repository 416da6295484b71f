import type { Highs } from "highs";
import type { Amount } from "../amounts.ts";
import type { CoverOptions } from "./secrets.ts";

/** What single margins demand at the very least. */
export interface Bound {
  /** No safe choice withholds fewer cells than this besides those that must not be shown. */
  readonly least: number;
  /** Rows of the best choice found; margins may still be open. */
  readonly rows: readonly number[];
  /** Whether the choice is proven to be the best for these margins. */
  readonly isExact: boolean;
  readonly rounds: number;
}

/** Rounds of adding margins before what was found so far is taken. */
const roundsMax = 60;
/** Branch-and-bound nodes of one block, and rows above which a block is only relaxed. */
const nodesMax = 200;
const blockRowsMax = 3000;

/** Σ factor × row ≥ least, over rows that may be withheld (1) or shown (0). */
interface Need {
  readonly rows: readonly number[];
  readonly factors: readonly number[];
  readonly least: number;
}

/**
 * The fewest cells that keep single margins closed, by whole-number programs over what they need:
 * needs are added only when a solution breaks them, and blocks that share no cell are solved one by
 * one. A lower bound for every safe choice, because every safe choice keeps single margins closed.
 */
export function boundOf(options: CoverOptions, price: Float64Array | null, highs: Highs): Bound {
  const needs = new Needs(options);
  const blocks = new Map<number, Solved>();
  let rounds = 0;
  let isExact = true;
  for (; rounds < roundsMax; rounds += 1) {
    const changed = needs.addBroken();
    if (changed === 0) break;
    for (const block of needs.blocks()) {
      const before = blocks.get(block.key);
      if (before !== undefined && before.count === block.needs.length) continue;
      const solved = solve(block.needs, price, highs);
      blocks.set(block.key, { ...solved, count: block.needs.length });
      needs.take(block.needs, solved.rows);
    }
  }
  let least = 0;
  for (const block of needs.blocks()) {
    const solved = blocks.get(block.key);
    if (solved === undefined) continue;
    least += solved.least;
    isExact &&= solved.isExact;
  }
  return { least, rows: needs.chosen(), isExact: isExact && rounds < roundsMax, rounds };
}

interface Solved {
  readonly rows: readonly number[];
  readonly least: number;
  readonly isExact: boolean;
  readonly count: number;
}

/** What the margins need, as far as it was broken so far, and what is chosen now. */
class Needs {
  readonly #o: CoverOptions;
  readonly #chosen: Uint8Array;
  readonly #needs: Need[] = [];
  readonly #written = new Set<string>();

  constructor(options: CoverOptions) {
    this.#o = options;
    this.#chosen = new Uint8Array(options.layout.rowCount);
  }

  /** Adds what the chosen rows leave open. Says how many needs are new. */
  addBroken(): number {
    const before = this.#needs.length;
    for (let margin = 0; margin < this.#o.layout.totals.length; margin += 1) this.#look(margin);
    return this.#needs.length - before;
  }

  /** Needs that share rows, together; named by their least row. */
  blocks(): readonly { readonly key: number; readonly needs: readonly Need[] }[] {
    const parent = new Map<number, number>();
    const find = (row: number): number => {
      let root = row;
      for (let up = parent.get(root) ?? root; up !== root; up = parent.get(root) ?? root) root = up;
      parent.set(row, root);
      return root;
    };
    for (const { rows } of this.#needs) {
      for (const row of rows) {
        const [a, b] = [find(rows[0] ?? 0), find(row)];
        parent.set(Math.max(a, b), Math.min(a, b));
      }
    }
    const blocks = new Map<number, Need[]>();
    for (const need of this.#needs) {
      const key = find(need.rows[0] ?? 0);
      const own = blocks.get(key) ?? [];
      if (own.length === 0) blocks.set(key, own);
      own.push(need);
    }
    return [...blocks].map(([key, needs]) => ({ key, needs }));
  }

  take(needs: readonly Need[], rows: readonly number[]): void {
    for (const need of needs) for (const row of need.rows) this.#chosen[row] = 0;
    for (const row of rows) this.#chosen[row] = 1;
  }

  chosen(): readonly number[] {
    return [...this.#chosen.keys()].filter((row) => this.#chosen[row] === 1);
  }

  #look(margin: number): void {
    const { layout, hidden, amounts, fixed } = this.#o;
    const total = layout.totals[margin] ?? 0;
    const parts = [...layout.parts.subarray(layout.starts[margin], layout.starts[margin + 1])];
    const isFree = (row: number): boolean =>
      row < layout.ownRows && hidden[row] !== 1 && fixed[row] !== 1;
    const isHidden = (row: number): boolean => hidden[row] === 1 || this.#chosen[row] === 1;
    const secrets = parts.filter(isHidden);
    const free = parts.filter(isFree);
    if (isHidden(total)) {
      if (secrets.length === 0)
        this.#because(
          total,
          free,
          free.map(() => 1),
          1,
        );
      return;
    }
    const [first] = secrets.toSorted((a, b) => (hidden[b] ?? 0) - (hidden[a] ?? 0));
    if (first === undefined) return;
    const others = [total, ...free].filter((row) => row !== first && isFree(row));
    if (secrets.length === 1)
      this.#because(
        first,
        others,
        others.map(() => 1),
        1,
      );
    const primary = parts.filter((row) => hidden[row] === 1);
    for (const amount of amounts) {
      if (sumOf(secrets, amount) >= amount.base) continue;
      const least = amount.base - sumOf(primary, amount);
      const factors = others.map((row) =>
        row === total ? least : Math.min(least, (amount.of[row] ?? 0) - amount.each),
      );
      this.#because(
        first,
        others,
        factors,
        least - (hidden[first] === 1 ? 0 : (amount.of[first] ?? 0) - amount.each),
      );
    }
  }

  /** Adds Σ factor × row ≥ least, for as long as the row that asks for it is withheld. */
  #because(row: number, rows: readonly number[], factors: readonly number[], least: number): void {
    if (least <= 0) return;
    const isAlways = this.#o.hidden[row] === 1;
    const need: Need = isAlways
      ? { rows, factors, least }
      : { rows: [...rows, row], factors: [...factors, -least], least: 0 };
    const key = `${row} ${need.rows.join(" ")} ${need.factors.join(" ")}`;
    if (rows.length === 0 && isAlways) return;
    if (this.#written.has(key)) return;
    this.#written.add(key);
    this.#needs.push(need);
  }
}

function sumOf(rows: readonly number[], { of, each }: Amount): number {
  return rows.reduce((sum, row) => sum + (of[row] ?? 0) - each, 0);
}

/** The rows that meet some needs for the least price, and how few rows can do at all. */
function solve(
  needs: readonly Need[],
  price: Float64Array | null,
  highs: Highs,
): Omit<Solved, "count"> {
  const rows = [...new Set(needs.flatMap((need) => need.rows))].toSorted((a, b) => a - b);
  const columnOf = new Map(rows.map((row, column) => [row, column]));
  const starts = [0];
  for (const need of needs) starts.push((starts.at(-1) ?? 0) + need.rows.length);
  const isWhole = needs.length <= blockRowsMax;
  const model = highs.createModel({
    numCols: rows.length,
    numRows: needs.length,
    sense: highs.constants.objectiveSense.minimize,
    colCost: Float64Array.from(rows, (row) => price?.[row] ?? 1),
    colLower: new Float64Array(rows.length),
    colUpper: new Float64Array(rows.length).fill(1),
    rowLower: Float64Array.from(needs, ({ least }) => least),
    rowUpper: new Float64Array(needs.length).fill(highs.infinity),
    matrix: {
      format: "csr",
      numRows: needs.length,
      numCols: rows.length,
      starts,
      indices: needs.flatMap((need) => need.rows.map((row) => columnOf.get(row) ?? 0)),
      values: needs.flatMap((need) => need.factors),
    },
    ...(isWhole ? { integrality: new Int32Array(rows.length).fill(1) } : {}),
  });
  try {
    model.options.set({ output_flag: false, random_seed: 1, mip_max_nodes: nodesMax });
    const { modelStatus } = model.run();
    const isOptimal = modelStatus === highs.constants.modelStatus.optimal;
    const { feasible } = highs.constants.solutionStatus;
    if (model.info.get("primal_solution_status") !== feasible) {
      return { rows: [], least: 0, isExact: false };
    }
    const values = model.getSolution().colValue;
    const dual = isWhole ? Number(model.info.get("mip_dual_bound")) : model.getObjectiveValue();
    const proven = isWhole || isOptimal ? dual : 0;
    const least = price === null ? Math.max(0, Math.ceil(proven - 1e-6)) : 0;
    return {
      rows: rows.filter((_, column) => (values[column] ?? 0) > 0.5),
      least,
      isExact: isWhole && isOptimal,
    };
  } finally {
    model.dispose();
  }
}
