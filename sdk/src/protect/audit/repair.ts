import type { Equations } from "../equations.ts";
import { incidenceOf } from "./incidence.ts";
import { Mender } from "./mender.ts";

/** Makes whole-number points of real ones. */
export interface Repair {
  /** A whole-number point near a real one, or null when none was found; witness.ts judges it. */
  readonly near: (values: Float64Array) => Float64Array | null;
}

/** Steps for every unknown before a point is given up, and a few for small systems. */
const stepsPerUnknown = 30;
const stepsAtLeast = 400;

/** Rounds real solutions and mends the equations that the rounding broke. */
export function repairOf(equations: Equations): Repair {
  const incidence = incidenceOf(equations);
  return {
    near(values) {
      const mender = new Mender(equations, incidence, values);
      return mender.mend(stepsFor(mender)) ? mender.values : null;
    },
  };
}

/** Steps before mending is given up. */
export function stepsFor({ values, broken }: Pick<Mender, "values" | "broken">): number {
  return stepsAtLeast + stepsPerUnknown * Math.min(values.length, 10 * broken);
}
