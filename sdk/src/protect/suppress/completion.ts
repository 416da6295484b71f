import type { Highs } from "highs";
import type { Equations } from "../equations.ts";

/** Whole numbers for every unknown, or why there are none at hand. */
export type Completion = Float64Array | "contradictory" | "too-hard";

/** Unknowns that are solved for together at most. */
const unknownsMax = 20_000;
/** Branch-and-bound nodes before a completion is given up. */
const nodesMax = 2000;

/**
 * A possible point with the numbers that the member has: what it does not have (cells that only
 * earlier publications know) is worked out from the equations where they say it, and chosen by a
 * whole-number program where they leave a choice. Checked before it is used.
 */
export function completed(equations: Equations, truth: Float64Array, highs: Highs): Completion {
  const values = truth.slice();
  workOut(equations, values);
  const open = values.reduce((count, value) => count + Number(Number.isNaN(value)), 0);
  if (open > unknownsMax) return "too-hard";
  if (open > 0 && !choose(equations, values, highs)) return "contradictory";
  return isPossible(equations, values) ? values : "contradictory";
}

/** Whether numbers fit all bounds and equations, in whole-number arithmetic. */
export function isPossible(equations: Equations, values: Float64Array): boolean {
  const { least, most, totals } = equations;
  return (
    values.every(
      (value, at) =>
        Number.isSafeInteger(value) &&
        value >= (least[at] ?? 0) &&
        value <= (most[at] ?? Number.POSITIVE_INFINITY),
    ) && totals.every((total, equation) => leftOf(equations, values, equation).rest === total)
  );
}

/** What the numbers that are there add up to, and the one term without a number, if it is one. */
function leftOf(
  { starts, unknowns, factors }: Equations,
  values: Float64Array,
  equation: number,
): { rest: number; open: number; term: number } {
  let [rest, open, term] = [0, 0, -1];
  for (let at = starts[equation] ?? 0; at < (starts[equation + 1] ?? 0); at += 1) {
    const value = values[unknowns[at] ?? -1] ?? Number.NaN;
    if (Number.isNaN(value)) [open, term] = [open + 1, at];
    else rest += (factors[at] ?? 0) * value;
  }
  return { rest, open, term };
}

/** Fills in what a single equation says, as long as one does. */
function workOut(equations: Equations, values: Float64Array): void {
  for (let isNew = true; isNew;) {
    isNew = false;
    for (let equation = 0; equation < equations.totals.length; equation += 1) {
      const { rest, open, term } = leftOf(equations, values, equation);
      if (open !== 1) continue;
      const value = ((equations.totals[equation] ?? 0) - rest) / (equations.factors[term] ?? 1);
      values[equations.unknowns[term] ?? -1] = value;
      isNew = true;
    }
  }
}

function choose(equations: Equations, values: Float64Array, highs: Highs): boolean {
  const open = [...values.keys()].filter((at) => Number.isNaN(values[at]));
  const columnOf = new Map(open.map((unknown, column) => [unknown, column]));
  const rows = [...equations.totals.keys()].filter(
    (equation) => leftOf(equations, values, equation).open > 0,
  );
  const starts = [0];
  const indices: number[] = [];
  const factors: number[] = [];
  const totals = Float64Array.from(rows, (equation) => {
    for (
      let at = equations.starts[equation] ?? 0;
      at < (equations.starts[equation + 1] ?? 0);
      at += 1
    ) {
      const column = columnOf.get(equations.unknowns[at] ?? -1);
      if (column === undefined) continue;
      indices.push(column);
      factors.push(equations.factors[at] ?? 0);
    }
    starts.push(indices.length);
    return (equations.totals[equation] ?? 0) - leftOf(equations, values, equation).rest;
  });
  const model = highs.createModel({
    numCols: open.length,
    numRows: rows.length,
    sense: highs.constants.objectiveSense.minimize,
    colCost: new Float64Array(open.length),
    colLower: Float64Array.from(open, (unknown) => equations.least[unknown] ?? 0),
    colUpper: Float64Array.from(open, (unknown) => {
      const most = equations.most[unknown] ?? Number.POSITIVE_INFINITY;
      return Number.isFinite(most) ? most : highs.infinity;
    }),
    rowLower: totals,
    rowUpper: totals,
    matrix: {
      format: "csr",
      numRows: rows.length,
      numCols: open.length,
      starts,
      indices,
      values: factors,
    },
    integrality: new Int32Array(open.length).fill(1),
  });
  try {
    model.options.set({ output_flag: false, random_seed: 1, mip_max_nodes: nodesMax });
    model.run();
    const { feasible } = highs.constants.solutionStatus;
    if (model.info.get("primal_solution_status") !== feasible) return false;
    const found = model.getSolution().colValue;
    open.forEach((unknown, column) => (values[unknown] = Math.round(found[column] ?? Number.NaN)));
    return true;
  } finally {
    model.dispose();
  }
}
