import type { Highs, Model } from "highs";
import type { Equations } from "../equations.ts";
import { openHighs } from "../highs.ts";

/** A proposed solution, and the value of the objective that the solver claims nothing goes beyond. */
export type Solution =
  | { readonly kind: "found"; readonly values: Float64Array; readonly bound: number }
  | { readonly kind: "impossible" }
  | { readonly kind: "unknown" };

/** Unknown → what one unit of it is worth. */
export type Objective = ReadonlyMap<number, number>;

/**
 * Looks for the solution of some equations that has the greatest value of an objective. The answers
 * are proposals; witness.ts judges them.
 */
export interface Search {
  /** A corner, found fast from the last one; it may turn out not to be a whole-number solution. */
  readonly corner: (objective: Objective) => Solution;
  /** An inner point, found fast however many unknowns there are; hardly ever whole numbers. */
  readonly inner: (objective: Objective) => Solution;
  /** Slow; whole numbers. */
  readonly whole: (objective: Objective) => Solution;
  /** What bounds the objective, equation by equation: how much of each; null where nothing does. */
  readonly prices: (objective: Objective) => Float64Array | null;
  /** Other ends for one unknown from now on, in searches for corners. */
  readonly between: (unknown: number, least: number, most: number) => void;
  /** Unknowns are not looked for above this. More than half of it means that there is no upper end. */
  readonly cap: number;
  readonly close: () => void;
}

/** Equations of which those from `implied` on follow from the others. */
export type Searched = Equations & { readonly implied: number };

export interface Solver {
  readonly name: string;
  readonly version: string;
  readonly search: (equations: Searched) => Search;
}

/** Starts the HiGHS solver (WebAssembly, one thread, deterministic). */
export async function openSolver(): Promise<Solver> {
  const highs = await openHighs();
  return {
    name: "highs",
    version: highs.version.string,
    search: (equations) => searchIn(highs, equations),
  };
}

/**
 * Branch-and-bound nodes times unknowns before a search is given up; a count and not a time, so that
 * runs are alike.
 */
const effortMax = 2_000_000;

/** Steps of a corner search before it is given up. */
const stepsMax = 200_000;

type Way = "corner" | "inner" | "whole";

function searchIn(highs: Highs, equations: Searched): Search {
  const cap = capOf(equations);
  const models = new Map<Way, Model>();
  const solved = (way: Way, objective: Objective): Solution => {
    const model = models.get(way) ?? modelOf(highs, equations, { cap, way });
    models.set(way, model);
    return solve(highs, model, objective);
  };
  return {
    cap,
    corner: (objective) => solved("corner", objective),
    inner: (objective) => solved("inner", objective),
    whole: (objective) => solved("whole", objective),
    prices(objective) {
      const { kind } = solved("corner", objective);
      const model = models.get("corner");
      return kind === "found" && model !== undefined ? model.getSolution().rowDual : null;
    },
    between(unknown, least, most) {
      const model = models.get("corner") ?? modelOf(highs, equations, { cap, way: "corner" });
      models.set("corner", model);
      model.changeColBounds(unknown, least, Math.min(most, cap));
    },
    close() {
      for (const model of models.values()) model.dispose();
    },
  };
}

/** Far above every value that the equations could force, and far below the solver's precision. */
function capOf({ totals, least, most }: Equations): number {
  let known = 0;
  for (const total of totals) known += Math.abs(total);
  for (const end of least) known += Math.abs(end);
  for (const end of most) known += Number.isFinite(end) ? Math.abs(end) : 0;
  return Math.min(1000 + 2 * known, 1e9);
}

function modelOf(
  highs: Highs,
  { least, most, starts, unknowns, factors, totals, implied }: Searched,
  { cap, way }: { readonly cap: number; readonly way: Way },
): Model {
  const columns = least.length;
  const terms = starts[implied] ?? 0;
  const model = highs.createModel({
    numCols: columns,
    numRows: implied,
    sense: highs.constants.objectiveSense.maximize,
    colCost: new Float64Array(columns),
    colLower: least,
    colUpper: most.map((end) => Math.min(end, cap)),
    rowLower: totals.subarray(0, implied),
    rowUpper: totals.subarray(0, implied),
    matrix: {
      format: "csr",
      numRows: implied,
      numCols: columns,
      starts: starts.subarray(0, implied + 1),
      indices: unknowns.subarray(0, terms),
      values: Float64Array.from(factors.subarray(0, terms)),
    },
    ...(way === "whole" ? { integrality: new Int32Array(columns).fill(1) } : {}),
  });
  model.options.set({ output_flag: false, random_seed: 1 });
  if (way === "whole") {
    model.options.set({
      mip_max_nodes: Math.max(50, Math.ceil(effortMax / (columns + 1))),
      mip_rel_gap: 0,
      mip_abs_gap: 0.5,
    });
  } else if (way === "inner") {
    model.options.set({ solver: "ipm", run_crossover: "off" });
  } else {
    // Warm starts from the last solution are what makes the many small searches cheap.
    model.options.set({
      solver: "simplex",
      simplex_strategy: 4,
      presolve: "off",
      simplex_iteration_limit: stepsMax,
    });
  }
  return model;
}

function solve(highs: Highs, model: Model, objective: Objective): Solution {
  const cost = new Float64Array(model.getDimensions().numCols);
  for (const [unknown, worth] of objective) cost[unknown] = worth;
  model.changeColsCost({ kind: "range", from: 0, to: cost.length - 1 }, cost);
  const { modelStatus } = model.run();
  const status = highs.constants.modelStatus;
  if (modelStatus === status.infeasible) return { kind: "impossible" };
  if (model.info.get("primal_solution_status") !== highs.constants.solutionStatus.feasible) {
    return { kind: "unknown" };
  }
  const bound =
    modelStatus === status.optimal ? model.getObjectiveValue() : Number.POSITIVE_INFINITY;
  return { kind: "found", values: Float64Array.from(model.getSolution().colValue), bound };
}
