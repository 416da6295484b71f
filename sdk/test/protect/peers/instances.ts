import type { CellTable } from "../../../src/cells.ts";
import type { Policy } from "../../../src/publication.ts";
import { linesOf, peopleIn } from "./microdata.ts";
import type { Axis } from "./microdata.ts";

/**
 * The least that our policies can ask for, and what the peers' attacks test: nothing withheld can be
 * worked out exactly. Which groups are small is said beside it, so that it does not ask for more.
 */
export function leastPolicy(zeros: "eligible" | "published"): Policy {
  return { ...policyFor(1, zeros), id: "least" };
}

/**
 * Withholds groups of 1 to `most` people, as the peers do with their parameter maxN. It asks for
 * more than they do: a withheld group must be able to be one that is shown.
 */
export function policyFor(most: number, zeros: "eligible" | "published"): Policy {
  return {
    id: `at most ${most}`,
    version: "1.0.0",
    contributorsMin: most + 1,
    contributorsMinSensitive: most + 1,
    homogeneityMax: 0,
    intervalWidthMin: 1,
    intervalShareMin: "0",
    zeros,
    costs: { by: "count" },
  };
}

const purpose: Axis = ["hovedint"];
const byCounty: Axis = ["region", "fylke"];

/** The tables of the public benchmark of easySdcTable with one hierarchy of regions. */
export const benchmarkTables: Readonly<Record<string, readonly Axis[]>> = {
  z2: [byCounty, purpose],
  z3: [byCounty, purpose, ["mnd"]],
  sosialFiktiv: [byCounty, purpose, ["mnd"]],
};

/** A table of the benchmark, read from its microdata. */
export function benchmarkTable(name: string): CellTable {
  const axes = benchmarkTables[name];
  if (axes === undefined) throw new Error(`The benchmark has no table ${name}.`);
  return peopleIn(linesOf(`ssbtools/${name}.csv`), { axes, count: "ant" });
}
