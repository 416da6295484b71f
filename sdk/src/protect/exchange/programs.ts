import type { Highs, Model } from "highs";
import { openHighs } from "../highs.ts";
import type { Part } from "./part.ts";

/**
 * A solver for what the walk leaves. Its answers are proposals: only exchanges that fit every equation
 * in whole numbers are used.
 */
export interface Programs {
  readonly name: string;
  readonly version: string;
  /** Opens a part for many searches of an inner point. */
  readonly interior: (part: Part) => Interior;
  /** The steps that move one unknown of a part far enough and all others as little as possible. */
  readonly shortest: (part: Part, aim: PartAim, kind: "real" | "whole") => Answer;
}

/** Steps of the unknowns of a part; none are possible; or the solver cannot tell. */
export type Answer = Float64Array | "impossible" | "unknown";

/** One unknown by its number in the part, and how far it is to step; negative for downwards. */
export interface PartAim {
  readonly place: number;
  readonly by: number;
}

/** Steps that lie well between all bounds. */
export interface Interior {
  /** Those that have about the greatest value by the prices of the unknowns. */
  readonly solve: (prices: Float64Array) => Answer;
  readonly close: () => void;
}

/** Starts the HiGHS solver (WebAssembly, one thread, deterministic: limits are counts, not times). */
export async function openPrograms(): Promise<Programs> {
  const highs = await openHighs();
  return {
    name: "highs",
    version: highs.version.string,
    interior: (part) => interiorOf(highs, part),
    shortest: (part, aim, kind) => shortestOf(highs, part, aim, kind),
  };
}

/** Branch-and-bound nodes before a search is given up. */
const nodesMax = 200;
/** Iterations of one program. */
const iterationsMax = 50_000;

function interiorOf(highs: Highs, part: Part): Interior {
  const columns = part.unknowns.length;
  const rows = part.starts.length - 1;
  const model = highs.createModel({
    numCols: columns,
    numRows: rows,
    sense: highs.constants.objectiveSense.maximize,
    colCost: new Float64Array(columns),
    colLower: part.lowest,
    colUpper: part.highest,
    rowLower: new Float64Array(rows),
    rowUpper: new Float64Array(rows),
    matrix: {
      format: "csr",
      numRows: rows,
      numCols: columns,
      starts: part.starts,
      indices: part.indices,
      values: part.factors,
    },
  });
  // Without crossover the point stays inside the face of the best, and moves thousands at once.
  model.options.set({ output_flag: false, random_seed: 1, solver: "ipm", run_crossover: "off" });
  return {
    solve(prices) {
      model.changeColsCost({ kind: "range", from: 0, to: columns - 1 }, prices);
      return answerOf(highs, model);
    },
    close: () => model.dispose(),
  };
}

/** Each unknown is two columns, its step upwards and its step downwards, so that lengths are linear. */
function shortestOf(
  highs: Highs,
  part: Part,
  { place, by }: PartAim,
  kind: "real" | "whole",
): Answer {
  const unknowns = part.unknowns.length;
  const rows = part.starts.length - 1;
  const upper = new Float64Array(2 * unknowns);
  part.highest.forEach((step, at) => (upper[2 * at] = step));
  part.lowest.forEach((step, at) => (upper[2 * at + 1] = -step));
  const lower = new Float64Array(2 * unknowns);
  const column = 2 * place + (by > 0 ? 0 : 1);
  const opposite = 2 * place + (by > 0 ? 1 : 0);
  if (Math.abs(by) > (upper[column] ?? 0)) return "impossible";
  lower[column] = Math.abs(by);
  upper[opposite] = 0;
  const indices = new Int32Array(2 * part.indices.length);
  const values = new Float64Array(2 * part.indices.length);
  part.indices.forEach((index, term) => {
    indices.set([2 * index, 2 * index + 1], 2 * term);
    values.set([part.factors[term] ?? 0, -(part.factors[term] ?? 0)], 2 * term);
  });
  const model = highs.createModel({
    numCols: 2 * unknowns,
    numRows: rows,
    sense: highs.constants.objectiveSense.minimize,
    colCost: new Float64Array(2 * unknowns).fill(1),
    colLower: lower,
    colUpper: upper,
    rowLower: new Float64Array(rows),
    rowUpper: new Float64Array(rows),
    matrix: {
      format: "csr",
      numRows: rows,
      numCols: 2 * unknowns,
      starts: part.starts.map((start) => 2 * start),
      indices,
      values,
    },
    ...(kind === "whole" ? { integrality: new Int32Array(2 * unknowns).fill(1) } : {}),
  });
  try {
    model.options.set({ output_flag: false, random_seed: 1 });
    // Any exchange will do; the shortest is only the easiest to find.
    if (kind === "whole") model.options.set({ mip_max_nodes: nodesMax, mip_rel_gap: 0.5 });
    else model.options.set({ solver: "simplex", simplex_iteration_limit: iterationsMax });
    const answer = answerOf(highs, model);
    if (typeof answer === "string") return answer;
    return Float64Array.from(
      part.unknowns,
      (_, at) => (answer[2 * at] ?? 0) - (answer[2 * at + 1] ?? 0),
    );
  } finally {
    model.dispose();
  }
}

function answerOf(highs: Highs, model: Model): Answer {
  const { modelStatus } = model.run();
  if (modelStatus === highs.constants.modelStatus.infeasible) return "impossible";
  const { feasible } = highs.constants.solutionStatus;
  if (model.info.get("primal_solution_status") !== feasible) return "unknown";
  return model.getSolution().colValue;
}
