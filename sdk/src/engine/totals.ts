import type { PlannedPopulation } from "./plan.ts";

/** The code of the whole of every dimension that populations are cut by. */
export function totalsOf(populations: readonly PlannedPopulation[]): ReadonlyMap<string, string> {
  return new Map(
    populations.flatMap(({ dimensions }) => dimensions.map(({ id, total }) => [id, total])),
  );
}
