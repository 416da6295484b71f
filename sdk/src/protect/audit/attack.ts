import type { CellDemand } from "./demand.ts";
import { endsOf, impossible } from "./interval.ts";
import type { Ends } from "./interval.ts";
import type { Solver } from "./solver.ts";
import { formIn } from "./system.ts";
import type { Component, Reduced } from "./system.ts";
import type { Knowledge } from "./unknowns.ts";

/** Greatest number of connected unknowns that is tried. */
export const connectedUnknownsMax = 40_000;

/** A system with the demands on it, and what attacks it. */
export interface Attack {
  readonly knowledge: Knowledge;
  readonly reduced: Reduced;
  readonly solver: Solver;
  readonly exact: boolean;
}

/** What is known of a quantity before any solution is found. */
export const nothingFound: Ends = { interval: null, met: false };

/** The ends of every demand, and whether some rules contradict each other. */
export function allEnds(
  demands: readonly CellDemand[],
  attack: Attack,
): { readonly ends: readonly Ends[]; readonly contradictory: boolean } {
  const { knowledge, reduced } = attack;
  const ends = demands.map(() => nothingFound);
  const perComponent = new Map<number, number[]>();
  demands.forEach((demand, index) => {
    const form = formIn(demand.form, knowledge.system, reduced.places);
    const hidden = demand.form.terms.flatMap((term) => reduced.places[term.unknown] ?? []);
    const component = hidden[0]?.component;
    if (component === undefined) {
      const interval = { least: form.constant, most: form.constant, exact: true };
      ends[index] = { interval, met: demand.widthMin === 0 };
      return;
    }
    const members = perComponent.get(component) ?? [];
    perComponent.set(component, members);
    members.push(index);
  });
  let contradictory = false;
  for (const [at, indices] of perComponent) {
    const component = reduced.components[at];
    if (component === undefined || component.lower.length > connectedUnknownsMax) continue;
    const own = indices.flatMap((index) => demands[index] ?? []);
    const found = attackComponent(component, own, attack);
    if (found === impossible) contradictory = true;
    else indices.forEach((index, place) => (ends[index] = found[place] ?? nothingFound));
  }
  return { ends, contradictory };
}

function attackComponent(
  component: Component,
  demands: readonly CellDemand[],
  { knowledge, reduced, solver, exact }: Attack,
): readonly Ends[] | typeof impossible {
  const search = solver.search(component);
  try {
    const local = demands.map((demand) => ({
      form: formIn(demand.form, knowledge.system, reduced.places),
      widthMin: demand.widthMin,
      reachMin: demand.reachMin,
    }));
    return endsOf(component, local, search, { exact });
  } finally {
    search.close();
  }
}
