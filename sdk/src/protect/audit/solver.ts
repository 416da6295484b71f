import highsModule from "highs";
import type { Highs, Model } from "highs";
import type { Component, Form } from "./system.ts";

/** A proposed solution, and the value of the form that the solver claims nothing goes beyond. */
export type Solution =
  | { readonly kind: "found"; readonly values: readonly number[]; readonly bound: number }
  | { readonly kind: "impossible" }
  | { readonly kind: "unknown" };

/**
 * Looks for the solution of one component that has the greatest value of a form, times `direction`.
 * The answers are proposals; witness.ts judges them.
 */
export interface Search {
  /** Fast; the solution may turn out not to be a whole-number one. */
  readonly relaxed: (form: Form, direction: 1 | -1) => Solution;
  /** Slow; whole numbers. */
  readonly whole: (form: Form, direction: 1 | -1) => Solution;
  /** Unknowns are not looked for above this. More than half of it means that there is no upper end. */
  readonly cap: number;
  readonly close: () => void;
}

export interface Solver {
  readonly name: string;
  readonly version: string;
  readonly search: (component: Component) => Search;
}

/** Starts the HiGHS solver (WebAssembly, one thread, deterministic). */
export async function openSolver(): Promise<Solver> {
  const highs = await runtime();
  return {
    name: "highs",
    version: highs.version.string,
    search: (component) => searchIn(highs, component),
  };
}

/** Branch-and-bound nodes before a search is given up; a count and not a time, so that runs are alike. */
const nodesMax = 2000;

let loaded: Promise<Highs> | undefined;

function runtime(): Promise<Highs> {
  const loader: unknown = highsModule;
  if (!isLoader(loader)) throw new Error("The package highs has no loader.");
  loaded ??= loader();
  return loaded;
}

/** The package declares its types for `require`; imported, the loader is the module's default export. */
function isLoader(value: unknown): value is () => Promise<Highs> {
  return typeof value === "function";
}

function searchIn(highs: Highs, component: Component): Search {
  const cap = capOf(component);
  const relaxed = modelOf(highs, component, { cap, whole: false });
  let whole: Model | undefined;
  return {
    cap,
    relaxed: (form, direction) => solve(highs, relaxed, form, direction),
    whole(form, direction) {
      whole ??= modelOf(highs, component, { cap, whole: true });
      return solve(highs, whole, form, direction);
    },
    close() {
      relaxed.dispose();
      whole?.dispose();
    },
  };
}

/**
 * Twice what margins can fix a quantity at (the sum of everything known), so that an unlimited search
 * ends. A cap narrows what is found and never widens it.
 */
function capOf(component: Component): number {
  const ends = component.rules.flatMap((rule) => [rule.least, rule.most].filter(Number.isFinite));
  const known = [...ends, ...component.lower].reduce((sum, end) => sum + Math.abs(end), 0);
  return Math.min(1000 + 2 * known, 1e9);
}

function modelOf(
  highs: Highs,
  component: Component,
  { cap, whole }: { readonly cap: number; readonly whole: boolean },
): Model {
  const columns = component.lower.length;
  const starts = [0];
  for (const { terms } of component.rules) starts.push((starts.at(-1) ?? 0) + terms.length);
  const terms = component.rules.flatMap((rule) => rule.terms);
  const model = highs.createModel({
    numCols: columns,
    numRows: component.rules.length,
    sense: highs.constants.objectiveSense.maximize,
    colCost: new Float64Array(columns),
    colLower: Float64Array.from(component.lower),
    colUpper: new Float64Array(columns).fill(cap),
    rowLower: component.rules.map(({ least }) =>
      Number.isFinite(least) ? least : -highs.infinity,
    ),
    rowUpper: component.rules.map(({ most }) => (Number.isFinite(most) ? most : highs.infinity)),
    matrix: {
      format: "csr",
      numRows: component.rules.length,
      numCols: columns,
      starts,
      indices: terms.map((term) => term.unknown),
      values: terms.map((term) => term.factor),
    },
    ...(whole ? { integrality: new Int32Array(columns).fill(1) } : {}),
  });
  model.options.set({ output_flag: false, random_seed: 1 });
  // Warm starts from the last solution are what makes the many small searches cheap.
  if (whole) model.options.set({ mip_max_nodes: nodesMax, mip_rel_gap: 0, mip_abs_gap: 0.5 });
  else model.options.set({ solver: "simplex", simplex_strategy: 4, presolve: "off" });
  return model;
}

function solve(highs: Highs, model: Model, form: Form, direction: 1 | -1): Solution {
  const cost = new Float64Array(model.getDimensions().numCols);
  for (const { unknown, factor } of form.terms) cost[unknown] = factor * direction;
  model.changeColsCost({ kind: "range", from: 0, to: cost.length - 1 }, cost);
  const { modelStatus } = model.run();
  const status = highs.constants.modelStatus;
  if (modelStatus === status.infeasible) return { kind: "impossible" };
  if (model.info.get("primal_solution_status") !== highs.constants.solutionStatus.feasible) {
    return { kind: "unknown" };
  }
  const values = Array.from(model.getSolution().colValue, Math.round);
  const best =
    modelStatus === status.optimal ? model.getObjectiveValue() : Number.POSITIVE_INFINITY;
  return { kind: "found", values, bound: direction * best + form.constant };
}
